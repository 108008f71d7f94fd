"""Matrices: each cell says what the rows of the answer say, and nothing else is filled."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from drawings import Reader
from immunograph.answer import Answer
from immunograph.errors import NotDrawn
from immunograph.library import Library
from immunograph.names import iri_of
from immunograph.pictures import notes
from immunograph.pictures.matrix import MOST_COLUMNS, MOST_ROWS
from immunograph.store import MemoryStore
from immunograph.vocabulary import BASE, RDFS

LETTERS = {"B", "S", "R", "•"}


def cells(reader: Reader) -> dict[tuple[str, str], str]:
    """The letters of each cell by its row and column."""
    return {
        (group.attrib["data-row"], group.attrib["data-column"]): reader.letters(group)
        for group in reader.groups("data-row")
    }


def asked(library: Library, name: str) -> tuple[Answer, Reader]:
    answer = library.query(name, **library.queries[name].examples)
    return answer, Reader(library.picture(answer).svg)


def found(library: Library, query: str) -> set[tuple[str, str]]:
    """Pairs of event and therapy, asked of the claims themselves."""
    rows = library.dataset.store.select(query).rows
    return {(iri_of(row["event"]), iri_of(row["therapy"])) for row in rows}


def stated(library: Library, pattern: str, of: str = "therapy") -> set[tuple[str, str]]:
    live = "FILTER NOT EXISTS { ?claim ig:reviewStatus ig:Retired }"
    member = "" if of == "therapy" else "?therapy a ?about ."
    about = f"?claim ig:about ?{of} . ?therapy a ig:Drug . {member}"
    return found(library, f"SELECT ?event ?therapy {{ {about} {pattern} {live} }}")


@pytest.mark.parametrize("of", ["therapy", "about"])
def test_a_letter_says_what_the_claims_say(library: Library, of: str) -> None:
    _, reader = asked(library, "events-by-therapy")
    drawn = cells(reader)
    boxed = stated(library, "?claim a ig:BoxedWarning ; ig:event ?event .", of)
    serious = stated(
        library, "?claim a ig:AdverseReaction ; ig:event ?event ; ig:seriousness ?s .", of
    )
    serious |= stated(library, "?claim ig:raisesRiskOf ?event ; ig:riskSeriousness ?s .", of)
    shown = {"therapy": "{}", "about": "({})"}[of]
    assert with_letter(drawn, shown.format("B")) == boxed
    assert with_letter(drawn, shown.format("S")) == serious


def with_letter(drawn: dict[tuple[str, str], str], letter: str) -> set[tuple[str, str]]:
    return {at for at, letters in drawn.items() if letter in letters.split()}


def test_the_cells_that_are_filled_are_the_pairs_of_the_answer(library: Library) -> None:
    for name in ("events-by-therapy", "events-by-target", "shared-events-by-target"):
        answer, reader = asked(library, name)
        pairs = {(iri_of(row["event"]), iri_of(row["therapy"])) for row in answer.solutions.rows}
        drawn = cells(reader)
        assert set(drawn) == pairs, name
        letters = {one.strip("()") for each in drawn.values() for one in each.split()}
        assert letters <= LETTERS


def test_all_that_a_row_says_is_in_the_title_of_its_cell(library: Library) -> None:
    answer, reader = asked(library, "events-by-therapy")
    titles = [title for title in reader.titles if ", " in title]
    for row in answer.labels():
        about = [
            title for title in titles if title.startswith(f"{row['event']}, {row['therapy']}:")
        ]
        assert len(about) == 1
        assert row["saidAs"] in about[0]
        assert f"said of {row['saidOf']}" in about[0]
        assert all(part in about[0] for part in row["seriousness"].split(", "))


def test_every_label_is_seen_and_the_legend_has_the_letters_used(library: Library) -> None:
    answer, reader = asked(library, "events-by-therapy")
    for row in answer.labels():
        assert row["event"] in reader.seen
        assert row["therapy"] in reader.lines
    assert "in a boxed warning" in reader.lines
    assert "said of a class that the therapy belongs to" in reader.lines
    assert notes.BLANK in reader.lines
    assert library.queries["events-by-therapy"].summary.rstrip(".") in reader.seen


def test_a_letter_that_is_not_used_is_not_in_the_legend(library: Library) -> None:
    _, reader = asked(library, "boxed-warnings")
    assert set(cells(reader).values()) == {"B"}
    assert not {"S", "R", "•"} & set(reader.lines)


def test_a_parameter_is_a_column(library: Library) -> None:
    answer, reader = asked(library, "adverse-reactions-of-therapy")
    drawn = cells(reader)
    assert {column for _, column in drawn} == {f"{BASE}drug/blinatumomab"}
    assert {row for row, _ in drawn} == {iri_of(s["event"]) for s in answer.solutions.rows}
    assert "therapy: blinatumomab" in reader.lines


def test_the_class_of_a_therapy_beside_it_is_not_what_a_claim_is_about(library: Library) -> None:
    text = """SELECT ?therapy ?class ?event ?claim { ?claim a ig:BoxedWarning ; ig:event ?event ;
              ig:about ?therapy . ?therapy a ?class . ?class a ig:Modality }"""
    answer = library.sparql(text)
    assert isinstance(answer, Answer)
    assert set(cells(Reader(library.picture(answer).svg)).values()) == {"B"}


def test_claims_about_the_therapy_and_about_its_class_are_told_apart_in_one_row(
    library: Library,
) -> None:
    text = """SELECT ?therapy ?event ?claim { ?claim ig:about ?about ; ig:event ?event ; a ?kind .
              VALUES ?kind { ig:BoxedWarning ig:AdverseReaction } ?therapy rdf:type? ?about .
              ?therapy a ig:Drug }"""
    answer = library.sparql(text)
    assert isinstance(answer, Answer)
    drawn = cells(Reader(library.picture(answer).svg))
    boxed = stated(library, "?claim a ig:BoxedWarning ; ig:event ?event .")
    named = stated(library, "?claim a ig:AdverseReaction ; ig:event ?event .")
    of_class = stated(library, "?claim a ig:AdverseReaction ; ig:event ?event .", "about")
    assert boxed & of_class
    assert with_letter(drawn, "B") == boxed
    assert with_letter(drawn, "•") == named
    assert with_letter(drawn, "(•)") == of_class - named


def test_a_row_without_claims_is_no_statement(library: Library) -> None:
    answer = library.sparql("SELECT ?therapy ?event { ?therapy ig:hasAdverseReaction ?event }")
    assert isinstance(answer, Answer)
    reader = Reader(library.picture(answer).svg)
    assert set(cells(reader).values()) == {"•"}
    assert notes.BLANK_ROW in reader.lines
    assert notes.BLANK not in reader.lines
    assert "a row of the result" in reader.lines


def test_rows_that_cannot_be_drawn_are_counted(library: Library) -> None:
    text = """SELECT ?therapy ?event { ?therapy a ig:Drug
              OPTIONAL { ?therapy ig:hasBoxedWarning ?event } }"""
    answer = library.sparql(text)
    assert isinstance(answer, Answer)
    lacking = sum("event" not in row for row in answer.solutions.rows)
    assert lacking
    row = f"{lacking} row{'s' if lacking > 1 else ''}"
    assert (
        f"Not drawn: {row} of the answer without event or therapy."
        in Reader(library.picture(answer).svg).lines
    )


def test_things_other_than_events_are_drawn_as_well(library: Library) -> None:
    answer = library.sparql("SELECT ?therapy ?antigen { ?therapy ig:engages ?antigen }")
    assert isinstance(answer, Answer)
    pairs = {(iri_of(row["antigen"]), iri_of(row["therapy"])) for row in answer.solutions.rows}
    assert set(cells(Reader(library.picture(answer).svg))) == pairs


def crossed(library: Library, events: int, drugs: int) -> Answer:
    """An answer with so many events and therapies, each with each."""
    lines = [line for line in library.dataset.data.splitlines() if b"/vocab#" in line.split()[0]]
    for kind, number in (("AdverseEvent", events), ("Drug", drugs)):
        for each in range(number):
            thing = f"<urn:{kind}:{each}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
            lines.append(f"{thing} <{BASE}vocab#{kind}> .".encode())
            lines.append(f'<urn:{kind}:{each}> <{RDFS}label> "{kind} {each}" .'.encode())
    store = MemoryStore(b"\n".join(lines) + b"\n", library.dataset.prefixes.namespaces)
    dataset = replace(library.dataset, store=store)
    return Answer(
        store.select("SELECT * { ?therapy a ig:Drug . ?event a ig:AdverseEvent }"), dataset
    )


@pytest.mark.parametrize(("events", "drugs"), [(MOST_ROWS + 1, 1), (1, MOST_COLUMNS + 1)])
def test_what_is_too_large_is_refused_and_never_cut(
    library: Library, events: int, drugs: int
) -> None:
    with pytest.raises(NotDrawn, match=f"a matrix of {events} rows and {drugs} columns cannot"):
        library.picture(crossed(library, events, drugs))


@pytest.mark.thorough
def test_the_largest_matrix_is_drawn_whole(library: Library) -> None:
    reader = Reader(library.picture(crossed(library, MOST_ROWS, MOST_COLUMNS)).svg)
    assert len(cells(reader)) == MOST_ROWS * MOST_COLUMNS


def middles(reader: Reader, attribute: str) -> Iterable[tuple[str, float]]:
    for group in reader.groups("data-row"):
        rect = next(iter(group.iter("{http://www.w3.org/2000/svg}rect")))
        x, wide = (float(rect.get(name, "")) for name in ("x", "width"))
        y, high = (float(rect.get(name, "")) for name in ("y", "height"))
        middle = x + wide / 2 if attribute == "data-column" else y + high / 2
        yield group.attrib[attribute], middle


@pytest.mark.parametrize("attribute", ["data-row", "data-column"])
def test_a_cell_stands_in_its_row_and_column(library: Library, attribute: str) -> None:
    _, reader = asked(library, "events-by-therapy")
    places: dict[str, set[float]] = {}
    for thing, middle in middles(reader, attribute):
        places.setdefault(thing, set()).add(round(middle, 0))
    assert all(len(each) == 1 for each in places.values())
    assert len({next(iter(each)) for each in places.values()}) == len(places)

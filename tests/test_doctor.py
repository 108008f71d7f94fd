"""Why a query has no answer: what is named, what is offered, and what is left alone."""

import json
import random
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import immunograph
import stores
from immunograph.bounded import BoundedStore
from immunograph.doctor.diagnosis import Diagnosis
from immunograph.doctor.examine import Asked, Within, diagnose
from immunograph.doctor.nearness import distance, is_slip
from immunograph.doctor.parts import take_apart
from immunograph.errors import TimedOut
from immunograph.library import Library
from immunograph.ontology import Prefixes
from immunograph.store import (
    MemoryStore,
    NamedNode,
    Results,
    Store,
    Term,
)
from immunograph.vocabulary import BASE, IG

PREFIXES = {"ig": IG, "drug": f"{BASE}drug/", "antigen": f"{BASE}antigen/"}
Shell = Callable[..., Any]
Look = Callable[..., Diagnosis]


@pytest.fixture(scope="module")
def look(library: Library) -> Look:
    """Diagnose a query on the data set of this checkout."""

    def run(text: str, **bindings: Term) -> Diagnosis:
        of = library.dataset
        return diagnose(of.store, Asked(text, bindings), of.prefixes, lambda: of.names)

    return run


def corrected(found: Diagnosis) -> str:
    assert found.correction, found
    return found.correction.text


# What is at fault, and what is offered


FAULTS = [
    ("{ ?d ig:target antigen:cd19 }", "property", "{ ?d ig:targets antigen:cd19 }"),
    ("{ ?d a ig:BispecificTCelEngager }", "class", "{ ?d a ig:BispecificTCellEngager }"),
    ("{ ?d ig:targets antigen:CD19 }", "thing", "{ ?d ig:targets antigen:cd19 }"),
    ("{ ?d ig:targets drug:cd19 }", "thing", "{ ?d ig:targets antigen:cd19 }"),
    ("{ drug:blinatumomb ig:targets ?d }", "thing", "{ drug:blinatumomab ig:targets ?d }"),
    ("{ ?d ig:prefLabel ?n }", "property", "{ ?d skos:prefLabel ?n }"),
    ("{ antigen:cd19 ig:targets ?d }", "kind", "{ ?d ig:targets antigen:cd19 }"),
    ("{ ?d ig:targets 'CD19' }", "name for a thing", "{ ?d ig:targets antigen:cd19 }"),
    ("{ ?d ig:antigen antigen:cd19 ; a ig:Drug }", "join", "{ ?d ig:engages antigen:cd19 ; a"),
    ("{ ?d ig:targets antigen:cd19 ; ig:role ?r }", "join", "{ ?d ig:antigen antigen:cd19 ;"),
    ('{ ?d skos:prefLabel "CD19" }', "language", '{ ?d skos:prefLabel "CD19"@en }'),
    ('{ ?d skos:prefLabel "CD19"@en-gb }', "language", '{ ?d skos:prefLabel "CD19"@en }'),
    ('{ ?d skos:prefLabel "cd19"@en }', "case", '{ ?d skos:prefLabel "CD19"@en }'),
    ('{ ?d skos:prefLabel "blinatumomb"@en }', "text", '{ ?d skos:prefLabel "blinatumomab"@en }'),
    ('{ ?d ig:order "3" }', "datatype", "{ ?d ig:order 3 }"),
    ('{ VALUES ?n { "CD19" } ?d skos:prefLabel ?n }', "language", 'VALUES ?n { "CD19"@en }'),
    ("{ VALUES ?k { ig:BoxdWarning } ?d a ?k }", "class", "{ VALUES ?k { ig:BoxedWarning }"),
    ("{ ?d skos:prefLabel ?n FILTER (LANG(?n) = 'en-gb') }", "language", '(LANG(?n) = "en")'),
    ("{ ?d skos:prefLabel ?n FILTER (?n = 'CD19') }", "comparison", '(?n = "CD19"@en)'),
    ("{ ?d skos:prefLabel ?name FILTER (?nme = 'CD19'@en) }", "variable", "(?name = 'CD19'@en)"),
    ("{ ?d ig:order ?n FILTER (?n = '3') }", "comparison", "(?n = 3)"),
    ("{ ?d ig:value ?n FILTER (?n > '10') }", "comparison", "(?n > 10)"),
    ("{ ?d ig:role ?n FILTER (?n = 'directed target') }", "comparison", "= ig:DirectedTarget"),
    ("{ ?d ig:targets ?n FILTER CONTAINS(?n, 'cd22') }", "search", "CONTAINS(STR(?n), 'cd22')"),
    ("{ ?d skos:prefLabel ?n FILTER REGEX(?n, '^cd19$') }", "search", "(STR(?n), '^cd19$', \"i\")"),
    ("{ ?d ig:targets ?t FILTER EXISTS { ?t ig:expresedOn ?c } }", "property", "ig:expressedOn"),
    ("{ ?d a ig:Drug OPTIONAL { ?d ig:target ?t } FILTER (BOUND(?t)) }", "property", "ig:targets"),
    ("{ { ?d ig:target ?t } UNION { ?d a ig:Drugg } }", "property", "ig:targets"),
    ("{ ?d a ig:Drug { SELECT ?d { ?d ig:target ?t } } }", "property", "ig:targets"),
    ("{ ?d ig:supportedBy/ig:inSecton/ig:sectionOf ?v }", "property", "ig:inSection"),
    ("{ GRAPH <urn:g> { ?d ig:targets ?t } }", "graph", "{ { ?d ig:targets ?t } }"),
    ("FROM <urn:g> { ?d ig:targets ?t }", "graph", "{ ?d ig:targets ?t }"),
    ("{ ?d ig:targets ?t } LIMIT 0", "limit", "{ ?d ig:targets ?t }"),
    ("{ ?d ig:targets ?t } OFFSET 100", "limit", "{ ?d ig:targets ?t }"),
    ("{ ?d igg:targets ?t }", "prefix", "{ ?d ig:targets ?t }"),
    ("{ ?d <http://w3id.org/immunograph/vocab/targets> ?t }", "property", f"<{IG}targets>"),
]


@pytest.mark.parametrize(("where", "kind", "mended"), FAULTS)
def test_the_fault_is_named_and_a_correction_that_gives_rows_is_offered(
    look: Look, where: str, kind: str, mended: str
) -> None:
    found = look(f"SELECT ?d {where}")
    assert found.verdict == "broken"
    assert kind in found.faults[0].kind
    assert mended in corrected(found)
    assert found.correction
    assert found.correction.number > 0


def test_a_prefix_declared_with_another_namespace_is_mended_where_it_is_declared(
    look: Look,
) -> None:
    text = f"PREFIX ig: <{IG.replace('https', 'http')}>\nSELECT ?d {{ ?d ig:targets ?t }}"
    found = look(text)
    assert corrected(found) == text.replace("http:", "https:")
    assert (found.faults[0].at[0].place.line, found.faults[0].at[0].place.column) == (1, 12)


def test_several_faults_are_mended_one_after_another(look: Look) -> None:
    found = look("SELECT ?x { ?x a ig:drugs ; ig:target antigen:CD19 }")
    assert corrected(found) == "SELECT ?x { ?x a ig:Drug ; ig:targets antigen:cd19 }"
    assert [fault.kind for fault in found.faults] == [
        "unknown class",
        "unknown property",
        "unknown thing",
    ]
    assert [fault.at[0].place.column for fault in found.faults] == [18, 29, 39]


def test_places_and_edits_count_characters_and_bytes_apart(look: Look) -> None:
    found = look('SELECT ?d { BIND ("é€" AS ?e) ?d ig:target antigen:cd19 }')
    assert corrected(found) == 'SELECT ?d { BIND ("é€" AS ?e) ?d ig:targets antigen:cd19 }'
    assert found.faults[0].at[0].place.column == 34


def test_construct_ask_and_counts_are_diagnosed_too(look: Look) -> None:
    construct = look("CONSTRUCT { ?d a ig:X } WHERE { ?d ig:target ?t }")
    assert "ig:targets" in corrected(construct)
    assert "CONSTRUCT WHERE { ?d ig:targets ?t }" in corrected(
        look("CONSTRUCT WHERE { ?d ig:target ?t }")
    )
    assert corrected(look("ASK { ?d ig:target antigen:cd19 }")).startswith("ASK { ?d ig:targets")
    count = look("SELECT (COUNT(?t) AS ?n) { ?d a ig:Drug OPTIONAL { ?d ig:target ?t } }")
    assert "{ ?d ig:targets ?t }" in corrected(count)
    assert count.correction
    assert count.correction.number == 1


def test_a_variable_that_is_selected_or_made_a_statement_of_and_bound_nowhere(look: Look) -> None:
    assert corrected(look("SELECT ?drg { ?drug ig:targets ?t }")).startswith("SELECT ?drug")
    template = look("CONSTRUCT { ?drg a ig:X } { ?drug ig:targets ?t }")
    assert corrected(template).startswith("CONSTRUCT { ?drug a")


# What is not offered


def test_a_name_with_another_number_is_another_name(look: Look) -> None:
    for unknown in ("antigen:cd21", "antigen:cd91", "antigen:cd199"):
        found = look(f"SELECT ?d {{ ?d ig:targets {unknown} }}")
        assert found.verdict == "broken"
        assert found.correction is None
        assert found.faults[0].near
        assert all(one.number > 0 for one in found.alternatives)


def test_of_two_that_are_equally_near_none_is_offered() -> None:
    lines = [
        f"<{BASE}drug/{name}> <{IG}targets> <{BASE}antigen/x> ."
        for name in ("alfamab", "alfavab", "betamab")
    ]
    lines += [line.replace(f"{IG}targets", f"{IG}engages") for line in lines[:1]]
    lines += [
        f"<{BASE}drug/{name}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{IG}Drug> ."
        for name in ("alfamab", "alfavab", "betamab")
    ]
    store = MemoryStore("".join(f"{line}\n" for line in lines).encode(), PREFIXES)
    found = diagnose(store, Asked("SELECT ?a { drug:alfarab ig:targets ?a }"), Prefixes(PREFIXES))
    assert found.verdict == "broken"
    assert found.correction is None
    assert len(found.alternatives) == 2
    asked = diagnose(store, Asked("ASK { drug:alfarab ig:targets ?a }"), Prefixes(PREFIXES))
    assert asked.correction is None
    assert len(asked.alternatives) == 2


def test_short_cuts_that_differ_in_what_they_give_are_all_shown(look: Look) -> None:
    found = look("SELECT ?d { drug:blinatumomab ig:antigen ?d }")
    assert found.verdict == "broken"
    assert found.correction is None
    changes = [one.change for one in found.alternatives]
    assert any("ig:engages" in change for change in changes)
    assert any("ig:targets" in change for change in changes)


def test_a_mend_that_is_certain_and_gives_nothing_ends_the_search(look: Look) -> None:
    found = look("SELECT ?d { ?d ig:aprovedFor condition:acute-lymphoblastic-leukemia ; a ig:X }")
    assert found.correction is None
    found = look("SELECT ?d { ?d ig:tagets antigen:cd3 }")
    assert found.verdict == "broken"
    assert found.correction is None  # that it engages CD3 is another question
    assert [fault.kind for fault in found.faults] == ["unknown property", "none"]


# A true none


NONES = [
    "SELECT ?d { ?d ig:targets antigen:cd22 ; a ig:CarTCellTherapy }",
    "SELECT ?d { ?d ig:targets antigen:cd3 }",
    "ASK { drug:blinatumomab ig:targets antigen:cd22 }",
    "SELECT ?d { ?d a ig:Drug FILTER NOT EXISTS { ?d a ig:Drug } }",
    "SELECT ?d { ?d a ig:Drug MINUS { ?d a ig:Drug } }",
    "SELECT ?x { ?x ig:affected ?n }",
    "SELECT ?d { ?d ig:order ?n FILTER (?n > 100000) }",
    "SELECT ?c { ?c ig:reviewedOn ?d FILTER (?d < '1999-01-01'^^xsd:date) }",
    "SELECT ?d (COUNT(?t) AS ?n) { ?d ig:targets ?t } GROUP BY ?d HAVING (COUNT(?t) > 50)",
    "SELECT ?d { ?d ig:targets ?t } VALUES ?t { antigen:cd3 }",
    "SELECT ?d { ?d skos:prefLabel ?n FILTER (?n = 'quite another name'@en) }",
]


@pytest.mark.parametrize("text", NONES)
def test_a_true_none_is_none(look: Look, text: str) -> None:
    found = look(text)
    assert found.verdict == "none", found
    assert found.correction is None
    assert found.faults


def test_a_true_none_names_the_smallest_joint_part(look: Look) -> None:
    found = look(
        "SELECT ?d {\n ?d a ig:Drug ;\n ig:targets antigen:cd22 ;\n a ig:CarTCellTherapy .\n"
        ' ?d skos:prefLabel ?n .\n FILTER (LANG(?n) = "en")\n}'
    )
    assert [(at.place.line, at.text) for at in found.faults[0].at] == [
        (3, "?d ig:targets antigen:cd22"),
        (4, "?d a ig:CarTCellTherapy"),
    ]


def test_a_true_none_is_said_of_the_value_of_the_parameter(look: Look) -> None:
    text = "SELECT ?t ?d { ?d ig:targets ?t }"
    found = look(text, t=NamedNode(f"{BASE}antigen/cd3"))
    assert "nothing in the graph is stated so of CD3" in str(found)


def pairs(library: Library, number: int) -> Iterator[str]:
    """Patterns of things of one kind, each of which holds for something."""
    stated = library.dataset.store.select(
        "SELECT ?s ?p ?o ?k { ?s ?p ?o ; a ?k"
        " FILTER NOT EXISTS { ?s a ?l . ?l rdfs:subClassOf+ ?k FILTER (?l != ?k) } }"
        " ORDER BY ?s ?p ?o"
    )
    by_kind: dict[Term, list[Any]] = {}
    for row in stated.rows:
        by_kind.setdefault(row["k"], []).append(row)
    chance = random.Random(5)
    kinds = [kind for kind, rows in by_kind.items() if len(rows) > 5]
    for _ in range(number):
        rows = by_kind[chance.choice(kinds)]
        one, other, third = (chance.choice(rows) for _ in range(3))
        yield f"SELECT ?x {{ ?x {one['p']} {one['o']} . ?x {other['p']} {other['o']} }}"
        yield f"ASK {{ {third['s']} {one['p']} {one['o']} }}"


def test_patterns_that_hold_and_do_not_join_are_never_called_broken(
    library: Library, look: Look
) -> None:
    empty = [
        text
        for text in pairs(library, 150)
        if not getattr(results := library.dataset.store.run(text), "rows", results)
    ]
    assert len(empty) > 60
    for text in empty:
        found = look(text)
        assert found.verdict == "none", f"{text}\n{found}"
        assert found.faults


# Any store, and its time


@pytest.fixture(scope="module")
def other_store(library: Library) -> stores.RdflibStore:
    return stores.RdflibStore(library.load())


ELSEWHERE = [
    ("SELECT ?d { ?d ig:target antigen:cd19 }", "ig:targets"),
    ("ASK { antigen:cd19 ig:targets ?d }", "?d ig:targets antigen:cd19"),
    ("SELECT ?d { ?d ig:targets antigen:cd19 ; ig:role ?r }", "ig:antigen"),
    ('SELECT ?d { ?d skos:prefLabel "CD19" }', '"CD19"@en'),
    ("SELECT ?d { ?d skos:prefLabel ?n FILTER (LANG(?n) = 'en-gb') }", '"en"'),
    ("SELECT ?d { ?d ig:targets antigen:cd22 ; a ig:CarTCellTherapy }", ""),
]


@pytest.mark.parametrize(
    ("text", "mended"),
    [*ELSEWHERE[:2], *(pytest.param(*each, marks=pytest.mark.thorough) for each in ELSEWHERE[2:])],
)
def test_it_works_on_another_engine(
    library: Library, other_store: stores.RdflibStore, text: str, mended: str
) -> None:
    of = library.dataset
    found = diagnose(other_store, Asked(text), of.prefixes, lambda: of.names, Within(120))
    assert mended in (corrected(found) if mended else str(found))
    assert found.verdict == ("broken" if mended else "none")


@pytest.fixture(scope="module")
def there(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with stores.virtuoso(tmp_path_factory.mktemp("virtuoso")) as engine:
        engine.load(library.dataset.data)
        yield immunograph.open(library.repository.root, store=engine.url)


@pytest.mark.thorough
def test_it_works_at_an_endpoint(there: Library) -> None:
    for text, mended in ELSEWHERE:
        found = there.diagnose(text)
        assert mended in (corrected(found) if mended else str(found)), found
        assert found.verdict == ("broken" if mended else "none")


class Failing(Store):
    """A store that gives up after some questions, or takes its time for each."""

    def __init__(self, store: Store, after: int, seconds: float = 0.0) -> None:
        self._store, self.left, self._seconds = store, after, seconds

    def run(self, text: str, /, **bindings: Term) -> Results:
        self.left -= 1
        time.sleep(self._seconds)
        if self.left < 0:
            raise TimedOut(1)
        return self._store.run(text, **bindings)


@pytest.mark.parametrize("after", range(12))
def test_a_store_that_gives_up_makes_it_unknown_and_nothing_is_offered(
    library: Library, after: int
) -> None:
    of = library.dataset
    text = "SELECT ?d { ?d ig:target antigen:cd22 ; a ig:CarTCellTherapy }"
    found = diagnose(Failing(of.store, after), Asked(text), of.prefixes, lambda: of.names)
    assert found.correction is None
    assert found.verdict in {"unknown", "broken"}
    assert found.remark or found.verdict == "broken"


def test_it_ends_when_its_time_is_over(library: Library) -> None:
    of = library.dataset
    store = Failing(of.store, 10_000, 0.05)
    text = library.queries["compare-therapies"].text.replace("ig:Drug", "ig:Durg")
    found = diagnose(store, Asked(text), of.prefixes, lambda: of.names, Within(0.5))
    assert 10_000 - store.left <= 0.5 / 0.05 + 3
    assert "the time for looking into it was over" in str(found)


def test_it_asks_no_more_than_it_may(library: Library) -> None:
    of = library.dataset
    text = "SELECT ?d { ?d ig:target antigen:cd19 }"
    found = diagnose(of.store, Asked(text), of.prefixes, lambda: of.names, Within(5, 2))
    assert found.probes <= 3
    assert found.correction is None


def test_a_part_that_takes_too_long_is_ended_with_its_process(library: Library) -> None:
    of = library.dataset
    store = BoundedStore(of.data, of.prefixes.namespaces, seconds=600)
    slow = "?a ?p ?b . ?c ?p ?d . ?e ?p ?f FILTER (STR(?b) = CONCAT(STR(?d), STR(?f), '|'))"
    text = f"SELECT ?a {{ {slow} FILTER EXISTS {{ ?a ig:target ?b }} }}"
    started = time.monotonic()
    found = diagnose(store, Asked(text), of.prefixes, lambda: of.names, Within(2))
    assert time.monotonic() - started < 300  # far from either end, on whatever machine
    assert found.verdict in {"broken", "unknown"}
    assert store.seconds == 600
    assert store.run("ASK { ?d ig:targets antigen:cd19 }") is True


def test_parts_that_share_nothing_are_never_multiplied(look: Look) -> None:
    found = look("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?x ig:target ?y . ?y ?z ?w }")
    assert found.verdict == "broken"
    assert found.faults[0].at[0].text == "?x ig:target ?y"


# What is said


def test_what_is_said_can_steer_no_terminal(look: Look) -> None:
    text = 'SELECT ?d { ?d skos:prefLabel "a\x1b[31m\u202eb" ; ig:target ?t }'
    said = str(look(text))
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_a_diagnosis_for_programs(look: Look) -> None:
    found = look("SELECT ?d { ?d ig:target antigen:cd19 }")
    read = json.loads(json.dumps(found.as_json()))
    assert read["verdict"] == "broken"
    assert read["faults"][0]["at"][0]["column"] == 16
    assert read["correction"]["number"] >= 4
    assert read["correction"]["query"] == "SELECT ?d { ?d ig:targets antigen:cd19 }"


def test_what_is_no_query_is_not_looked_into(look: Look) -> None:
    assert look("SELECT ?d {").verdict == "unknown"
    assert take_apart("SELECT ?d {") is None


def test_depth_and_length_do_not_end_it(look: Look) -> None:
    deep = f"{'{ ' * 50}?d ig:target ?t{' }' * 50}"
    assert corrected(look(f"SELECT ?d {deep}")).count("ig:targets") == 1
    long = " || ".join(["?n = 0"] * 3000)
    found = look(f"SELECT ?d {{ ?d ig:target ?n FILTER ({long}) }}")
    assert found.verdict in {"broken", "unknown"}
    path = "/".join(["ig:about"] * 1500)
    assert look(f"SELECT ?d {{ ?d {path} ?n }}").verdict in {"none", "unknown"}


def test_slips_of_the_pen() -> None:
    assert distance("", "abc") == 3
    assert distance("abcd", "abdc") == 1
    assert is_slip("rituximab", "rituximabb")
    assert not is_slip("cd3", "cd33")
    assert not is_slip("ab", "cd")


# The command line


def test_sparql_names_what_is_no_property_and_shows_the_rows_of_the_correction(
    shell: Shell,
) -> None:
    run = shell("sparql", "-e", "SELECT ?d WHERE { ?d ig:target antigen:cd19 }")
    assert run.code == 1
    assert "blinatumomab" not in run.out
    assert "-e:1:22: ig:target is not a property here" in run.err
    assert "SELECT ?d WHERE { ?d ig:targets antigen:cd19 }" in run.err
    assert re.search(r"[4-9] rows", run.err)
    assert "blinatumomab (drug:blinatumomab)" in run.err


def test_json_stays_json_and_quiet_says_only_what_is_at_fault(shell: Shell) -> None:
    broken = ("sparql", "-e", "SELECT ?d WHERE { ?d ig:target antigen:cd19 }")
    run = shell(*broken, "--format", "json", "--quiet")
    assert json.loads(run.out)["results"]["bindings"] == []
    assert "ig:target is not a property here" in run.err
    run = shell("sparql", "-q", "-e", "SELECT ?d WHERE { ?d ig:targets antigen:cd3 }")
    assert (run.code, run.err) == (1, "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ASK { ?d ig:targets antigen:cd3 }", 0),
        ("ASK { ?d ig:target antigen:cd19 }", 1),
        ("CONSTRUCT WHERE { ?d ig:targets antigen:cd3 }", 1),
        ("SELECT (COUNT(*) AS ?n) { ?d ig:targets antigen:cd3 }", 1),
        ("SELECT (COUNT(*) AS ?n) { ?d ig:targets antigen:cd19 }", 0),
        ("SELECT ?d { ?d ig:targets antigen:cd19 }", 0),
    ],
)
def test_the_exit_code_tells_no_answer_from_an_answer(shell: Shell, text: str, code: int) -> None:
    assert shell("sparql", "-e", text).code == code


def test_an_undeclared_prefix_is_refused_with_what_it_would_give(shell: Shell) -> None:
    run = shell("sparql", "-e", "SELECT ?d { ?d igg:targets antigen:cd19 }")
    assert (run.code, run.out) == (2, "")
    assert re.search("With ig: in the place of igg: the answer is [4-9] rows", run.err)


def test_a_saved_question_says_first_what_it_says_itself(shell: Shell) -> None:
    run = shell("query", "therapies-by-target", "target=CD3")
    assert run.out.startswith("No therapy in the graph is directed at CD3.")
    assert "queries/therapies-by-target.rq:" in run.err
    assert "target=CD3" in run.err
    assert shell("ask", "which therapies target CD3", "--format", "csv").code == 1

"""What keeps files from being one graph: each fault has a place, a reason and an exit code."""

from collections.abc import Callable
from pathlib import Path

import pytest

from editing import edit
from effort import calls
from immunograph import build, graph, repository
from immunograph.errors import Inconsistent, Unreadable
from immunograph.finding import Finding, Place
from immunograph.ontology import Prefixes
from immunograph.places import Places
from immunograph.repository import ContentFile
from immunograph.vocabulary import BASE, TYPE

DRUG = "graph/drug/examplumab.ttl"
ANTIGEN = "graph/antigen/example-antigen.ttl"


def broken_turtle(root: Path) -> None:
    edit(root, DRUG, "a ig:Drug ;", "a ig:Drug ; ;; oops")


def unknown_prefix(root: Path) -> None:
    edit(root, DRUG, "a ig:Drug", "a igg:Drug")


def not_utf8(root: Path) -> None:
    (root / DRUG).write_bytes(b"# caf\xe9\n" + (root / DRUG).read_bytes())


def duplicate_subject(root: Path) -> None:
    text = (root / ANTIGEN).read_text(encoding="utf-8").replace('"Example antigen"', '"Other"')
    (root / "graph/antigen/other.ttl").write_text(text, encoding="utf-8")


def wrong_folder(root: Path) -> None:
    (root / ANTIGEN).rename(root / "graph/drug/example-antigen.ttl")


def claim_in_the_wrong_file(root: Path) -> None:
    edit(root, DRUG, "ig:about drug:examplumab", "ig:about antigen:example-antigen")


def missing_thing(root: Path) -> None:
    edit(root, DRUG, "ig:antigen antigen:example-antigen", "ig:antigen antigen:example-antigens")


def unknown_term(root: Path) -> None:
    edit(root, DRUG, "ig:role ig:DirectedTarget", "ig:rolle ig:DirectedTarget")


def rewritten_number(root: Path) -> None:
    edit(root, DRUG, "ig:role ig:DirectedTarget", "ig:role ig:DirectedTarget ; ig:value 1.50")


def capital_language_tag(root: Path) -> None:
    edit(root, DRUG, '"examplumab"@en', '"examplumab"@en-GB')


def blank_node(root: Path) -> None:
    edit(root, DRUG, "ig:role ig:DirectedTarget", "ig:role []")


def asserted_short_cut(root: Path) -> None:
    edit(root, DRUG, "a ig:Drug ;", "a ig:Drug ; ig:targets antigen:example-antigen ;")


def bad_slug(root: Path) -> None:
    edit(root, DRUG, "claim:examplumab_engages", "claim:Examplumab_engages")


def foreign_subject(root: Path) -> None:
    edit(root, DRUG, "claim:examplumab_engages_example-antigen", "<http://example.org/x>")


def without_class(root: Path) -> None:
    edit(root, DRUG, "a ig:TargetEngagement ;\n    ig:about", "ig:about")


def triple_term(root: Path) -> None:
    term = "<<( drug:examplumab ig:role ig:DirectedTarget )>>"
    edit(root, DRUG, "ig:role ig:DirectedTarget", f"ig:role {term}")


def direction(root: Path) -> None:
    edit(root, DRUG, '"examplumab"@en', '"examplumab"@en--ltr')


def byte_order_mark(root: Path) -> None:
    (root / DRUG).write_bytes(b"\xef\xbb\xbf" + (root / DRUG).read_bytes())


def rule_in_the_wrong_folder(root: Path) -> None:
    (root / "ontology/derive/targets.rq").rename(root / "ontology/targets.rq")


def rule_that_is_gone(root: Path) -> None:
    (root / "ontology/derive/targets.rq").unlink()


def content_among_the_terms(root: Path) -> None:
    (root / ANTIGEN).rename(root / "ontology/example-antigen.ttl")


def shapes_among_the_questions(root: Path) -> None:
    (root / "validate/claim.ttl").rename(root / "queries/claim.ttl")


def stray_file(root: Path) -> None:
    (root / "graph/drug/notes.txt").write_text("notes", encoding="utf-8")


@pytest.mark.parametrize(
    ("fault", "error", "message"),
    [
        (broken_turtle, Unreadable, r"graph/drug/examplumab\.ttl:10:\d+: .*correct the Turtle"),
        (unknown_prefix, Unreadable, r"examplumab\.ttl:10:7: .*igg.*not been declared; declare it"),
        (
            not_utf8,
            Unreadable,
            r"examplumab\.ttl:1:6: byte 0xe9 is not UTF-8; save the file as UTF",
        ),
        (
            duplicate_subject,
            Inconsistent,
            r"other\.ttl:5:1: .*described already in graph/antigen/ex",
        ),
        (
            wrong_folder,
            Inconsistent,
            r"graph/drug/example-antigen\.ttl:5:1: .*belongs in graph/anti",
        ),
        (
            claim_in_the_wrong_file,
            Inconsistent,
            r"examplumab\.ttl:15:1: .*claim about it belongs in",
        ),
        (missing_thing, Inconsistent, r"examplumab\.ttl:18:16: .*does not exist; did you mean"),
        (
            unknown_term,
            Inconsistent,
            r"examplumab\.ttl:23:5: .*rolle.*does not exist; did you mean",
        ),
        (
            rewritten_number,
            Inconsistent,
            r"ttl:23:42: the store would turn '1\.50' into '1\.5'; write 1\.5",
        ),
        (capital_language_tag, Inconsistent, r"ttl:11:32: .*turn @en-GB into @en-gb; write @en-gb"),
        (blank_node, Inconsistent, r"examplumab\.ttl:23:13: there is a node without an IRI"),
        (
            asserted_short_cut,
            Inconsistent,
            r"ttl:10:28: ig:targets is derived from claims and never written",
        ),
        (bad_slug, Inconsistent, r"ttl:15:1: the name 'Examplumab_engages_example-antigen' is not"),
        (foreign_subject, Inconsistent, r"ttl:15:1: http://example\.org/x is not a thing of this"),
        (without_class, Inconsistent, r"ttl:15:1: .*has no class"),
        (triple_term, Unreadable, r"examplumab\.ttl:23:13: '<' begins no word.*in Turtle 1\.1"),
        (direction, Unreadable, r"examplumab\.ttl:11:35: '-' begins no word.*in Turtle 1\.1"),
        (byte_order_mark, Unreadable, r"examplumab\.ttl:1:1: the file begins with a mark of byte"),
        (rule_in_the_wrong_folder, Inconsistent, r"ontology/targets\.rq: nothing would read this"),
        (rule_that_is_gone, Inconsistent, r"shortcuts\.ttl:\d+:1: no derivation .* ig:targets"),
        (content_among_the_terms, Inconsistent, r"ontology/example-antigen\.ttl:5:1: .*wrong file"),
        (shapes_among_the_questions, Inconsistent, r"queries/claim\.ttl: nothing would read this"),
        (stray_file, Inconsistent, r"graph/drug/notes\.txt: nothing would read this file here"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_fault_is_placed_and_the_last_good_build_stays(
    small: Path, fault: Callable[[Path], None], error: type[Unreadable], message: str
) -> None:
    published = (small / ".immunograph" / "current").read_bytes()
    fault(small)
    with pytest.raises(error, match=message) as raised:
        build.current(repository.at(small))
    assert type(raised.value) is error
    assert all("\n" not in str(finding) for finding in raised.value.findings)
    assert (small / ".immunograph" / "current").read_bytes() == published


def test_every_broken_file_is_named_at_once(small: Path) -> None:
    broken_turtle(small)
    edit(small, ANTIGEN, "a ig:Antigen", "b ig:Antigen")
    with pytest.raises(Unreadable) as raised:
        build.current(repository.at(small))
    assert {finding.place.file for finding in raised.value.findings} == {DRUG, ANTIGEN}


@pytest.mark.parametrize(
    ("data", "triple"),
    [
        (b"<urn:a> <urn:b> 'x'@en .\r\n", ("<urn:a>", "<urn:b>", '"x"@en')),
        (b'<urn:a> <urn:b> """x\r\ny .""" .', ("<urn:a>", "<urn:b>", '"x\\r\\ny ."')),
        ("<urn:\u00a0b> <urn:b> 'x\u2028y' .".encode(), ("<urn:\u00a0b>", "<urn:b>", '"x\u2028y"')),
        (b"<urn:a%20b'> <urn:b> <urn:c.> .", ("<urn:a%20b'>", "<urn:b>", "<urn:c.>")),
    ],
)
def test_a_line_is_split_into_the_terms_of_its_file(data: bytes, triple: tuple[str, ...]) -> None:
    assert graph.read_statements(ContentFile("x.ttl", data)).triples == (triple,)


@pytest.mark.parametrize("data", [b"", b"\n", b"# nothing but a comment\r\n"])
def test_an_empty_file_says_nothing(data: bytes) -> None:
    assert graph.read_statements(ContentFile("x.ttl", data)).triples == ()


def many(count: int, wrong: str = "") -> graph.Content:
    lines = [
        f"<{BASE}event/event-{number}> <{TYPE}> <{BASE}event/{number}-thing> ."
        for number in range(count)
    ]
    known = [f"<{BASE}event/{number}-thing> <{TYPE}> <urn:x> ." for number in range(count)]
    missing = [f"<{BASE}event/event-1> <urn:p> <{BASE}event/{wrong}> ."] if wrong else []
    statements = graph.Statements("graph/event/x.ttl", (*lines, *known, *missing), 0)
    return graph.Content((statements,), Places({"graph/event/x.ttl": ""}), Prefixes({"": BASE}))


@pytest.mark.parametrize(
    ("wrong", "near"), [("evnt-1234", "event-1234"), ("4321-thng", "4321-thing"), ("zzzz", None)]
)
def test_the_nearest_name_is_found_among_thousands(wrong: str, near: str | None) -> None:
    findings = [f for f in graph.integrity(many(5000, wrong)) if f.rule == "missing-thing"]
    assert [f.value for f in findings] == [f"<{BASE}event/{wrong}>"]
    assert (f"did you mean {BASE}event/{near}?" in findings[0].fix) is (near is not None)


@pytest.mark.thorough
def test_each_of_many_missing_names_takes_no_more_work_than_each_of_few() -> None:
    def work(count: int) -> float:
        files = [*many(2000).files]
        lines = [f"<{BASE}event/event-{n}> <urn:p> <{BASE}event/evnt-{n}> ." for n in range(count)]
        files.append(graph.Statements("graph/event/y.ttl", tuple(lines), 0))
        content = graph.Content(tuple(files), Places({"graph/event/y.ttl": ""}), Prefixes({}))
        found: list[Finding] = []
        done = calls(lambda: found.extend(graph.integrity(content)))
        assert sum(finding.rule == "missing-thing" for finding in found) == count
        return done

    none, few, many_ = map(work, (0, 30, 120))
    assert (many_ - none) / 120 < 1.5 * (few - none) / 30


def test_a_statement_is_found_in_whichever_file_and_layout_it_stands() -> None:
    texts = {
        "a.ttl": "@prefix e: <urn:e/> .\ne:x e:p e:y .\n",
        "b.ttl": "@prefix e: <urn:e/> .\n\n  e:y\n  e:p 1 .\n",
        "c.ttl": "@prefix f: <urn:f/> .\nf:x f:p 1 ; f:q 2 .\n<urn:g/z>\n    a f:x .\n",
    }
    places = Places(texts)
    assert places.anywhere("<urn:e/x>") == Place("a.ttl", 2, 1)
    assert places.anywhere("<urn:e/y>", "<urn:e/p>") == Place("b.ttl", 4, 3)
    assert places.anywhere("<urn:f/x>", "<urn:f/q>") == Place("c.ttl", 2, 13)
    assert places.anywhere("<urn:g/z>") == Place("c.ttl", 3, 1)
    assert places.anywhere("<urn:e/q>") is None

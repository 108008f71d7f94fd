"""The content of this checkout, and what the project promises of it."""

import re
from pathlib import Path

import pytest

import immunograph
from immunograph import vocabulary
from immunograph.conflict import DISPUTED
from immunograph.library import Library
from immunograph.names import iri_of
from immunograph.store import NamedNode

CHECKOUT = Path(__file__).parents[1]
EVIDENCE = re.compile(r"^    ig:supportedBy(?: .*|(?:\n {8}.*)+)\n", re.MULTILINE)


def values(library: Library, query: str, variable: str) -> list[str]:
    rows = library.dataset.store.select(query).rows
    return [str(row[variable]).strip("<>") for row in rows]


@pytest.mark.thorough
def test_the_content_is_consistent(whole: Library) -> None:
    report = whole.check()
    found = [f for f in report.findings if f.severity != "info"]
    # A dispute between sources that no source decides stays open to see.
    assert [str(f) for f in found if f.rule != DISPUTED] == []


@pytest.mark.thorough
def test_the_content_is_laid_out(whole: Library) -> None:
    assert [str(change.path) for change in whole.format(write=False)] == []


def test_the_iris_the_tool_speaks_of_exist(whole: Library) -> None:
    ours = [
        v for v in vars(vocabulary).values() if isinstance(v, str) and v.startswith(vocabulary.IG)
    ]
    for iri in set(ours) - {vocabulary.IG}:
        assert whole.dataset.store.select("SELECT ?s ?o { ?s a ?o }", s=NamedNode(iri)).rows


def test_every_claim_traces_to_a_licence(whole: Library) -> None:
    query = """SELECT ?claim { ?claim a ig:Claim
               MINUS { ?claim ig:supportedBy/ig:inSection/ig:sectionOf/ig:versionOf
               /ig:licence ?licence } }"""
    assert values(whole, query, "claim") == []


def test_every_short_cut_traces_to_a_claim(whole: Library) -> None:
    query = """SELECT DISTINCT ?p { ?p ig:shortCutOf ?kind . ?s ?p ?o
               FILTER NOT EXISTS { ?claim ig:yields ?p } }"""
    assert values(whole, query, "p") == []


def test_every_therapy_has_a_modality_and_a_target(whole: Library) -> None:
    drugs = set(values(whole, "SELECT DISTINCT ?d { ?d a ig:Drug }", "d"))
    assert len(drugs) > 140
    of = "SELECT DISTINCT ?d {{ ?c a ig:{} ; ig:about ?d . ?d a ig:Drug }}"
    assert set(values(whole, of.format("Classification"), "d")) == drugs
    waived = {
        f"{vocabulary.BASE}drug/{name}"
        for name in re.findall(
            r"waivedFor drug:(\S+) ;\n    ig:waives \"Drug_target\"",
            (CHECKOUT / "validate" / "waivers.ttl").read_text("utf-8"),
        )
    }
    aimed = set(values(whole, "SELECT DISTINCT ?d { ?d a ig:Drug ; ig:targets ?x }", "d"))
    assert aimed == drugs - waived


@pytest.mark.parametrize("path", ["ig:hasBrand", "ig:usedFor"])
def test_what_is_authorized_has_a_brand_and_a_use(whole: Library, path: str) -> None:
    query = "SELECT DISTINCT ?d {{ ?d a ig:Drug ; ig:authorizedIn ?w . {} }}"
    with_it = values(whole, query.format(f"?d {path} ?x"), "d")
    assert sorted(with_it) == sorted(values(whole, query.format(""), "d")) != []


@pytest.mark.thorough
def test_a_decision_on_a_brand_alone_approves_no_use(whole: Library) -> None:
    for slug in ("acute-leukemia", "lymphoma", "macular-edema"):
        query = f"""SELECT DISTINCT ?d {{ ?d a ig:Drug ; ig:approvedFor ?of .
                    ?of skos:broader* condition:{slug} }}"""
        reply = whole.ask(f"therapies approved for {slug.replace('-', ' ')}")
        named = {iri_of(one) for row in reply.answer.rows for one in row.cells[0]}
        assert named == set(values(whole, query, "d")) != set()


@pytest.mark.parametrize(
    ("asked", "within"),
    [
        ("acute leukaemia", {"acute-myeloid-leukemia", "b-cell-acute-lymphoblastic-leukemia"}),
        ("lymphoma", {"follicular-lymphoma", "classic-hodgkin-lymphoma", "mantle-cell-lymphoma"}),
        ("lung cancer", {"non-small-cell-lung-cancer", "small-cell-lung-cancer"}),
        ("arthritis", {"rheumatoid-arthritis", "psoriatic-arthritis"}),
        ("solid tumours", {"melanoma", "urothelial-cancer"}),
    ],
)
def test_a_wide_condition_takes_in_the_narrower(
    whole: Library, asked: str, within: set[str]
) -> None:
    reply = whole.ask(f"which therapies are used for {asked}")
    column = list(reply.answer.columns).index("use")
    found = {iri_of(one) for row in reply.answer.rows for one in row.cells[column]}
    assert {f"{vocabulary.BASE}condition/{slug}" for slug in within} <= found


def test_every_claim_whose_evidence_is_deleted_is_named_with_its_place(
    copied: Path,
) -> None:
    expected = {}
    for path in (copied / "graph").rglob("*.ttl"):
        text = EVIDENCE.sub("", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith("claim:"):
                name = f"{vocabulary.CLAIMS}{line.removeprefix('claim:').strip()}"
                expected[name] = (path.relative_to(copied).as_posix(), number)
    report = immunograph.open(copied).check()
    found = {
        finding.node: (finding.place.file, finding.place.line)
        for finding in report.findings
        if finding.rule.startswith("Claim_") and finding.severity == "violation"
    }
    assert len(expected) == report.summary.claims > 150
    assert found == expected

"""From a claim to the terms of its source: every link is there, once, or is found at its place."""

from pathlib import Path

import immunograph
from editing import edit

DRUG, SOURCE = "graph/drug/examplumab.ttl", "graph/source/example-page.ttl"
PASSAGE = "passage:example-page_2026-01-31_p1"
SECTION = "section:example-page_2026-01-31_s1"
VERSION = "version:example-page_2026-01-31"
# The file, the line of the link, the rule that misses it and the node that lacks it.
MISSING = [
    (DRUG, f"ig:supportedBy {PASSAGE}", "Claim_supportedBy", "claim:examplumab_engages"),
    (SOURCE, f"ig:inSection {SECTION}", "Passage_inSection", PASSAGE),
    (SOURCE, f"ig:sectionOf {VERSION}", "Section_sectionOf", SECTION),
    (SOURCE, "ig:versionOf source:example-page", "SourceVersion_versionOf", VERSION),
    (SOURCE, "ig:licence ig:CcBy4", "Source_licenceOrCitation", "source:example-page"),
    ("ontology/sources.ttl", 'ig:exportProfile "open"', "Licence_exportProfile", "ig:AllRights"),
]
TWICE = [
    (f"ig:inSection {SECTION}", "section:example-page_2026-01-31_s2", "Passage_inSection"),
    (f"ig:sectionOf {VERSION}", "version:example-page_2026-02-28", "Section_sectionOf"),
    ("ig:versionOf source:example-page", "source:other-page", "SourceVersion_versionOf"),
    ("ig:licence ig:CcBy4", "ig:PublicDomain", "Source_licence"),
]
# What the second links lead to.
OTHERS = """
section:example-page_2026-01-31_s2 a ig:Section .
version:example-page_2026-02-28 a ig:SourceVersion .
"""


def first_line(text: str, opening: str) -> int:
    """The line on which the description of a node begins."""
    lines = text.split("\n")
    return next(at for at, line in enumerate(lines, 1) if line.startswith(opening))


def found(root: Path) -> set[tuple[str, str, int | None]]:
    findings = immunograph.open(root).check().findings
    return {(each.rule, each.place.file, each.place.line) for each in findings}


def test_a_missing_link_is_found_at_the_node_that_lacks_it(small: Path) -> None:
    for file, link, _, _ in MISSING:
        edit(small, file, f"    {link} ;\n", "")
    texts = {file: (small / file).read_text("utf-8") for file, _, _, _ in MISSING}
    wanted = {(rule, file, first_line(texts[file], node)) for file, _, rule, node in MISSING}
    assert wanted - found(small) == set()


def test_a_link_that_stands_twice_is_found(small: Path) -> None:
    for link, other, _ in TWICE:
        edit(small, SOURCE, link, f"{link}, {other}")
    path = small / SOURCE
    text = path.read_text("utf-8")
    prefixes = "".join(line + "\n" for line in text.split("\n") if line.startswith("@prefix"))
    path.write_text(f"{text}{OTHERS}", encoding="utf-8")
    path.with_name("other-page.ttl").write_text(
        f"{prefixes}source:other-page a ig:Source .\n", encoding="utf-8"
    )
    twice = {rule for rule, file, _ in found(small) if file == SOURCE}
    assert {rule for _, _, rule in TWICE} - twice == set()


def test_a_claim_is_named_whose_source_has_no_terms(small: Path) -> None:
    edit(small, SOURCE, "    ig:licence ig:CcBy4 ;\n", "")
    text = (small / DRUG).read_text("utf-8")
    places = {
        ("claim-without-licence", DRUG, at)
        for at, line in enumerate(text.split("\n"), 1)
        if line.strip().startswith("ig:supportedBy")
    }
    assert places
    assert places - found(small) == set()

"""The shape of the code: layers, sizes, names. Budgets are in docs/architecture.md."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "immunograph"
MODULES = {
    path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", "."): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "_content" not in path.parts
}
# Imports go down only; within a layer, only to the left.
LAYERS = [
    [
        "finding",
        "errors",
        "vocabulary",
        "repository",
        "history",
        "passage",
        "heads",
        "sparql",
        "syntax",
        "burden",
        "confinement",
        "frames",
        "nesting",
        "texts.confusables",
        "texts.characters",
        "texts.lookalikes",
        "texts.quotation",
        "texts.strings",
    ],
    [
        "turtle.counting",
        "turtle.tokens",
        "turtle.document",
        "turtle.reader",
        "turtle.positions",
        "turtle.spelling",
        "turtle.arrangement",
        "turtle.layout",
        "tables",
        "publication",
        "pages.page",
        "pages.opening",
        "pages.decoding",
        "pages.sniffing",
        "pages.language",
        "pages.foreign",
        "pages.visible",
        "pages.lines",
        "pages.found",
        "pages.dates",
        "pages.sentences",
        "pages.cells",
        "pages.head",
        "pages.inline",
        "pages.layout",
        "pages.tabular",
        "pages.raised",
        "pages.narrative",
        "pages.spl",
        "pages.glyphs",
        "pages.rows",
        "pages.reading_order",
        "pages.running",
        "pages.printed_tables",
        "pages.hyphens",
        "pages.typeset",
        "pages.pdf",
        "pages.bullets",
        "pages.headings",
        "pages.leads",
        "pages.columns",
        "pages.wrapping",
        "pages.furniture",
        "pages.problems",
        "pages.markdown",
        "pages.plain",
        "pages.elements",
        "pages.grid",
        "pages.declared",
        "pages.html",
        "pages.assembly",
        "pages.read",
        "pages.exchange",
    ],
    [
        "rdf",
        "store",
        "bounded",
        "remote.credentials",
        "remote.protocol",
        "remote.substitution",
        "remote.ordering",
        "remote.dialect",
        "remote.gathered",
        "remote.endpoint",
        "faces",
        "places",
        "isomorphism",
    ],
    [
        "shacl.terms",
        "shacl.triples",
        "shacl.paths",
        "shacl.shapes",
        "shacl.classes",
        "shacl.constraint",
        "shacl.datatypes",
        "shacl.logic",
        "shacl.components",
        "shacl.vocabulary",
        "shacl.kinds",
        "shacl.bounds",
        "shacl.refusals",
        "shacl.selects",
        "shacl.report",
        "shacl.graph",
        "shacl.focus",
        "shacl.query",
        "shacl.star",
        "shacl.plan",
        "shacl.engine",
        "shacl.neighbourhood",
        "shacl.affected",
        "shacl.incremental",
        "second_opinion",
    ],
    [
        "lookups",
        "ontology",
        "names",
        "dataset",
        "graph",
        "parameters",
        "grlc",
        "queries",
        "conditions",
        "executables",
        "validity",
        "validate",
        "waivers",
        "evidence",
    ],
    [
        "claims.scope",
        "claims.statement",
        "claims.disagreement",
        "claims.recorded",
        "unreviewed",
        "build",
        "as_of",
        "hosted",
        "network",
        "answer",
        "subgraph",
        "results",
        "forms",
        "explain",
        "question.words",
        "question.meaning",
        "question.partial",
        "question.lexicon",
        "question.phrases",
        "question.slots",
        "question.said",
        "question.grammar",
        "question.sentences",
        "question.composition",
        "question.rendering",
        "question.reading",
        "composed",
        "ask",
        "validation",
        "wording",
        "conflict",
        "particulars",
        "examination",
        "changed",
        "check",
        "watch",
        "baseline",
        "diagnostics",
        "report_page",
        "reports",
        "pictures.lettering",
        "pictures.sheet",
        "pictures.notes",
        "pictures.kinds",
        "pictures.layers",
        "pictures.network",
        "pictures.statements",
        "pictures.paths",
        "pictures.axes",
        "pictures.matrix",
        "pictures.timeline",
        "pictures.plots",
        "doctor.nearness",
        "doctor.diagnosis",
        "doctor.pieces",
        "doctor.parts",
        "doctor.emptiness",
        "doctor.probes",
        "doctor.killing",
        "doctor.known",
        "doctor.words",
        "doctor.mends",
        "doctor.literals",
        "doctor.patterns",
        "doctor.joins",
        "doctor.filters",
        "doctor.clauses",
        "doctor.suspicions",
        "doctor.examine",
    ],
    [
        "mentions.mention",
        "mentions.events.tokens",
        "mentions.events.words",
        "mentions.events.lexicon",
        "mentions.events.surroundings",
        "mentions.events.features",
        "mentions.events.choosing",
        "mentions.events.gaps",
        "mentions.events.model",
        "mentions.events.effects",
        "mentions.events.recognise",
        "mentions.rulebook",
        "mentions.tokens",
        "mentions.dictionary",
        "mentions.diseases",
        "mentions.events.outside",
        "mentions.abbreviations",
        "mentions.introductions",
        "mentions.coordination",
        "mentions.overlaps",
        "mentions.links",
        "mentions.labels",
        "mentions.phrases",
        "mentions.clauses",
        "mentions.cues",
        "mentions.owner",
        "mentions.context",
        "mentions.roles",
        "mentions.find",
        "candidates.candidate",
        "candidates.naming",
        "candidates.knowledge",
        "candidates.therapies",
        "candidates.context",
        "candidates.occurrences",
        "candidates.speech",
        "candidates.subjects",
        "candidates.reading",
        "candidates.tables",
        "candidates.classification",
        "candidates.targets",
        "candidates.mechanisms",
        "candidates.compositions",
        "candidates.jurisdictions",
        "candidates.brands",
        "candidates.identifiers",
        "candidates.conditions",
        "candidates.ages",
        "candidates.traits",
        "candidates.denial",
        "candidates.outline",
        "candidates.uses",
        "candidates.partners",
        "candidates.biomarkers",
        "candidates.indications",
        "candidates.authorizations",
        "candidates.amounts",
        "candidates.cues",
        "candidates.findings",
        "candidates.frequency",
        "candidates.seriousness",
        "candidates.onset",
        "candidates.management",
        "candidates.pieces",
        "candidates.items",
        "candidates.lines",
        "candidates.beside",
        "candidates.handling",
        "candidates.tabled",
        "candidates.effects",
        "candidates.reactions",
        "candidates.manifestations",
        "candidates.administration",
        "candidates.programmes",
        "candidates.manufacture",
        "candidates.expression",
        "candidates.warnings",
        "candidates.propose",
        "ingest.proposed",
        "many.outcomes",
        "many.worker",
        "many.process",
        "many.journal",
        "many.pool",
        "many.confined",
        "many.against",
        "many.proposals",
        "many.selection",
        "many.progress",
        "compare.known",
        "compare.assertion",
        "compare.outcome",
        "compare.general",
        "compare.approvals",
        "compare.kinds",
        "compare.whereabouts",
        "compare.phrasing",
        "compare.verdict",
        "compare.group",
        "compare.missing",
        "compare.differences",
        "compare.matrix",
        "compare.pages",
        "compare.written",
        "compare.marked",
        "ingest.slugs",
        "ingest.quotation",
        "ingest.likeness",
        "ingest.known",
        "ingest.identity",
        "ingest.publisher",
        "ingest.ledger",
        "ingest.claimed",
        "ingest.naming",
        "ingest.values",
        "ingest.standing",
        "ingest.statements",
        "ingest.usable",
        "ingest.wording",
        "ingest.anchoring",
        "ingest.drift",
        "ingest.draft",
        "ingest.printed",
        "ingest.summary",
        "todo.kind",
        "todo.worklist",
        "todo.written",
        "review.items",
        "review.record",
        "review.telling",
        "review.at_hand",
        "review.changes",
        "review.whole",
        "review.merging",
        "review.applying",
        "review.session",
        "review.desk",
        "review.shelf",
        "review.drafts",
        "review.each",
    ],
    [
        "format",
        "serializations",
        "mend",
        "files",
        "shacl_command",
        "shacl_results",
        "shacl_terminal",
        "init",
    ],
    ["editor_verbs", "page_verbs", "library"],
    [
        "printing",
        "terminal",
        "outcome",
        "options",
        "commands",
        "review_terminal",
        "drafting",
        "page_commands",
        "editor_commands",
        "cli",
        "notebook",
    ],
]
SUB_PACKAGES = {
    *("remote", "turtle", "shacl", "texts", "claims", "pictures", "doctor", "question"),
    *("pages", "mentions", "mentions.events", "candidates", "many", "compare", "ingest", "review"),
    "todo",
}
FORBIDDEN = {"utils", "helpers", "core", "common", "services", "manager"}
ORDER = [name for layer in LAYERS for name in layer]
LONGEST_MODULE, LONGEST_FUNCTION = 400, 40


def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def imports(name: str) -> Iterator[str]:
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("immunograph"):
            module = (node.module or "").removeprefix("immunograph").strip(".")
            inside = [f"{module}.{a.name}".strip(".") for a in node.names]
            yield from (each if each in MODULES else module for each in inside)


def known() -> list[str]:
    return [name for name in MODULES if name.rpartition(".")[2] not in {"__init__", "__main__"}]


def test_every_module_has_its_layer() -> None:
    packages = {name.removesuffix(".__init__") for name in MODULES if name.endswith(".__init__")}
    assert set(ORDER) == set(known()) | (packages - SUB_PACKAGES)


@pytest.mark.parametrize("name", known())
def test_imports_go_down(name: str) -> None:
    up = [
        each for each in imports(name) if each in ORDER and ORDER.index(each) >= ORDER.index(name)
    ]
    assert up == []


def test_only_the_store_knows_the_engine() -> None:
    knowing = [name for name, path in MODULES.items() if "pyoxigraph" in path.read_text("utf-8")]
    assert [
        name for name in knowing if "import pyoxigraph" in MODULES[name].read_text("utf-8")
    ] == ["rdf", "store"]


def test_names_say_what_a_module_is_for() -> None:
    assert not FORBIDDEN & {part for name in MODULES for part in name.split(".")}


@pytest.mark.parametrize("name", list(MODULES))
def test_modules_and_functions_stay_small(name: str) -> None:
    text = MODULES[name].read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            docstring = ast.get_docstring(node, clean=False) or ""
            length = (node.end_lineno or 0) - node.lineno + 1 - docstring.count("\n")
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


def test_every_module_has_a_test_of_its_name_or_is_tested_through_its_verb() -> None:
    tests = Path(__file__).parent
    tested = {path.stem.removeprefix("test_") for path in tests.rglob("test_*.py")}
    through = {
        "answer": ["evidence", "dataset"],
        "as_of": ["validity"],
        "results": ["printing", "serializations", "subgraph", "tables"],
        "ask": [
            "composed",
            *sorted(n.removeprefix("question.") for n in ORDER if "question." in n),
        ],
        "bounded": ["confinement", "frames"],
        "build": ["publication"],
        "check": ["finding", "errors", "validation", "examination"],
        "conflict": ["statement", "disagreement", "recorded"],
        "endpoint": ["credentials", "dialect", "gathered", "hosted", "ordering", "protocol"],
        "engine": sorted(
            name.removeprefix("shacl.") for name in ORDER if name.startswith("shacl.")
        ),
        "cli": ["terminal", "options", "outcome", "commands"],
        "doctor": sorted(
            name.removeprefix("doctor.") for name in ORDER if name.startswith("doctor.")
        ),
        "explain": ["network"],
        "fix": ["mend"],
        "shacl_command": ["files", "nesting", "shacl_results", "shacl_terminal"],
        "format": ["document", "spelling", "arrangement", "layout", "tokens"],
        "graph": ["places"],
        "library": ["faces"],
        "plots": ["axes", "notes"],
        "statements": ["kinds"],
        "queries": ["heads", "lookups"],
        "store": ["sparql", "rdf"],
        "content": ["vocabulary"],
        "characters": ["confusables"],
        "wording": ["strings"],
        "page": ["mention", "candidate"],
        "draft": [
            *("known", "identity", "publisher", "ledger", "claimed", "values", "statements"),
            "usable",
            *("proposed", "printed", "standing", "summary", "page_verbs", "page_commands"),
        ],
        "drift": ["anchoring", "likeness"],
        "review": [
            *("items", "record", "telling", "at_hand", "changes", "whole", "merging"),
            *("applying", "session", "desk", "each", "review_terminal", "drafting", "shelf"),
        ],
        "drafts": ["unreviewed"],
        "todo": ["kind", "worklist", "written", "editor_verbs", "editor_commands"],
        "pool": ["outcomes", "worker", "process"],
        "verdict": ["approvals", "assertion", "general", "kinds", "known", "outcome", "phrasing"],
        "differences": ["whereabouts", "pages"],
        "subjects": ["context", "occurrences", "reading", "speech"],
        "indications": [
            *("uses", "tables", "partners", "biomarkers", "jurisdictions", "authorizations"),
        ],
        "find": ["diseases", "roles"],
        "reactions": ["findings", "pieces", "items", "lines", "beside", "handling", "effects"],
        "context": ["cues", "owner"],
        "recognise": ["features", "lexicon", "model", "surroundings"],
        "markdown": ["visible", "lines", "found", "cells", "head", "inline", "leads"],
        "read": ["assembly", "dates", "plain", "sentences", "columns", "wrapping"],
        "spl": ["tabular", "raised", "narrative"],
        "pdf": [
            *("glyphs", "rows", "reading_order", "running", "printed_tables", "hyphens", "typeset"),
        ],
        "html": ["elements", "grid", "declared"],
    }
    covered = tested | {name for verb, names in through.items() if verb in tested for name in names}
    assert {name.rpartition(".")[2] for name in ORDER} - covered == set()


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("shacl.")])
def test_the_shacl_engine_needs_nothing_but_the_store(name: str) -> None:
    needed = {each for each in imports(name) if not each.startswith("shacl")}
    assert needed <= {"rdf", "store"}

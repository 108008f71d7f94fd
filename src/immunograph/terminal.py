"""What people see: tables, findings and paths as text. One table from format to writer."""

import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from immunograph import diagnostics
from immunograph.errors import BadParameter
from immunograph.finding import counted
from immunograph.printing import PLAINLY, Printing
from immunograph.texts.characters import visible

if TYPE_CHECKING:
    from immunograph.answer import Answer, Extras
    from immunograph.ask import Reply
    from immunograph.check import Report
    from immunograph.dataset import DataSet
    from immunograph.doctor.diagnosis import Correction, Diagnosis
    from immunograph.explain import Explanation, Step
    from immunograph.mend import Mended
    from immunograph.queries import SavedQuery
    from immunograph.repository import Repository
    from immunograph.store import Results
    from immunograph.subgraph import Subgraph

_WIDE = 100
# Formats that say themselves how much of an answer is not reviewed.
_SAYING_SO = frozenset({"table", "md", "html"})
_TRIPLES = "CONSTRUCT and DESCRIBE give triples"
_FIRST = 10  # rows of a corrected query
_TICK = 0.5  # seconds


def answer(
    given: "Answer", printing: Printing = PLAINLY, question: "SavedQuery | None" = None
) -> str:
    """An answer in a format: `table`, `svg`, or of `results.WRITERS`. Raises `BadParameter`."""
    writers = _rows(question)
    return writers[printing.among(writers, "table")](given, printing.extras)


def _rows(
    question: "SavedQuery | None" = None,
) -> "Mapping[str, Callable[[Answer, Extras], str]]":
    """The writers of rows by their formats."""
    from immunograph.results import WRITERS  # noqa: PLC0415 (only where used)

    def drawn(given: "Answer", _: "Extras") -> str:
        from immunograph.pictures import plots  # noqa: PLC0415 (only where asked for)

        return plots.picture(given, question).svg

    return {"table": table, **WRITERS, "svg": drawn}


def _of_triples() -> "Mapping[str, Callable[[Subgraph], str]]":
    """The writers of triples by their formats."""
    from immunograph.serializations import WRITERS  # noqa: PLC0415 (only where used)

    def drawn(given: "Subgraph") -> str:
        from immunograph.pictures import statements  # noqa: PLC0415 (only where asked for)

        return statements.picture(given, given.dataset).svg

    return {**WRITERS, "svg": drawn}


def table(given: "Answer", extras: "Extras | None" = None) -> str:
    """The rows as a table of labels, and below it the passages that the numbers stand for."""
    from immunograph.answer import NO_EXTRAS  # noqa: PLC0415 (only where used)
    from immunograph.results import tabled  # noqa: PLC0415

    extras, numbers = extras or NO_EXTRAS, given.numbers
    show, contract = given.describing(extras), given.dataset.prefixes.contract
    header, *rows = tabled(given, show, lambda one: f"[{numbers[one.passage]}]", extras)
    shown = [_columns(header, rows)]
    if given.not_reviewed:
        shown.append(f"{given.not_reviewed}\n")
    for one in given.passages():
        curie = f" ({contract(one.passage)})" if extras.evidence else ""
        shown.append(f"[{numbers[one.passage]}] {visible(str(one))}{curie}\n")
    return "".join([*shown[:1], "\n" * bool(shown[1:]), *shown[1:]])


def reply(given: "Reply", printing: Printing = PLAINLY) -> tuple[str, str]:
    """What goes to standard output and what goes beside it, for a reply in a format."""
    aside = "".join(f"{visible(line)}\n" for line in given.said.splitlines())
    if not printing.is_table:
        if given.answer.not_reviewed and printing.of_rows not in _SAYING_SO:
            aside += f"{given.answer.not_reviewed}\n"
        aside += "".join(map(table, filter(None, (given.instead, given.beside))))
        if printing.of_rows == "svg" and not given.answer:
            return "", aside or "The graph holds no answer to this.\n"
        return answer(given.answer, printing, given.reading.query), aside
    shown = []
    if given.answer:
        shown.append(answer(given.answer, printing))
    elif not given.said:
        shown.append("The graph holds no answer to this.\n")
    shown.append(aside)
    shown += (answer(each, printing) for each in (given.instead, given.beside) if each)
    return "\n".join(part for part in shown if part), ""


def results(given: "Answer | bool | Subgraph", printing: Printing = PLAINLY) -> str:
    """What SPARQL gave in a format: rows of a SELECT, the truth of an ASK, triples.

    Raises `BadParameter` for a format, or what is of rows only, of another kind of result.
    """
    if not isinstance(given, bool | list):
        return answer(given, printing)
    kind = "ASK gives true or false" if isinstance(given, bool) else _TRIPLES
    if printing.labels or printing.evidence:
        raise BadParameter(f"{kind}: --labels and --evidence are for the rows of a SELECT")
    if isinstance(given, bool):
        from immunograph.results import TRUTHS  # noqa: PLC0415 (only where used)

        return TRUTHS[printing.among(TRUTHS, "table", kind)](given)
    writers = _of_triples()
    return writers[printing.among(writers, "turtle", kind)](given)


def diagnosis(given: "Diagnosis", dataset: "DataSet") -> str:
    """Why a query has no answer, and the first rows that a corrected one gives."""
    of = given.correction
    if not of or isinstance(of.results, bool):
        return str(given)
    from immunograph.subgraph import read_as  # noqa: PLC0415 (only where used)

    left = "...\n" if of.number > _FIRST else ""
    return f"{given}\n{results(read_as(_first(of), dataset, of.text))}{left}"


def _first(of: "Correction") -> "Results":
    """The first results of a corrected query; where it asks for no order, they get one."""
    found = of.results
    if isinstance(found, bool | list):
        return found[:_FIRST] if isinstance(found, list) else found
    is_ordered = re.search(r"\bORDER\s+BY\b", of.text, re.IGNORECASE)
    rows = found.rows if is_ordered else sorted(found.rows, key=lambda row: str(row.values()))
    return replace(found, rows=tuple(rows[:_FIRST]))


def lacking(given: "Answer", printing: Printing) -> str:
    """What is said where evidence is asked for of a query that selects no claims."""
    from immunograph.answer import is_evidence  # noqa: PLC0415 (only where used)

    if not printing.evidence or any(map(is_evidence, given.solutions.variables)):
        return ""
    return "There is no evidence to show: no variable is called claim or ends in Claim.\n"


def unreviewed(dataset: "DataSet", text: str) -> str:
    """Which short cuts in a text of SPARQL rest on drafts alone; empty where none does."""
    from immunograph import lookups  # noqa: PLC0415 (only where something is not reviewed)
    from immunograph.names import iri_of  # noqa: PLC0415

    if not dataset.drafts:
        return ""
    rows = dataset.store.select(lookups.text("draft-short-cuts")).rows
    found = {iri_of(row["predicate"]): dataset.names.show(row["number"]) for row in rows}
    names = {dataset.prefixes.contract(iri): number for iri, number in sorted(found.items())}
    told = [f"{n} of {name}" for name, n in names.items() if re.search(rf"{name}\b", text)]
    if not told:
        return ""
    return f"Not reviewed yet: {', '.join(told)} rest on drafts alone (see docs/drafts.md).\n"


def read_as(given: "Reply") -> str:
    """What was understood, a line each."""
    return "".join(f"{visible(line)}\n" for line in given.understood)


def not_asked(question: "SavedQuery") -> str:
    """That the endpoint which a query file names is not asked; empty where it names none."""
    if not question.endpoint:
        return ""
    return f"{question.file} names {question.endpoint}, which is not asked.\n"


def query_text(given: "Reply") -> str:
    """The SPARQL that was run, with the terms its parameters were bound to."""
    bound = "".join(f"# ?{name} = {term}\n" for name, term in given.answer.bound.items())
    return f"{bound}{given.answer.text.rstrip()}\n\n"


def published(dataset: "DataSet", repository: "Repository") -> str:
    """Where a data set stands and what it holds."""
    from immunograph import publication  # noqa: PLC0415 (only where used)

    of, counts = dataset.manifest["dataset"], dataset.manifest["statements"]
    return (
        f"{publication.folder(repository)}: {of['statements']} statements ({counts['asserted']} "
        f"asserted, {counts['derived']} derived, {counts['compiled']} of saved questions), "
        f"sha256 {of['sha256']}\n{_of_claims(dataset.manifest['claims'])}"
    )


def _of_claims(claims: "Mapping[str, int]") -> str:
    """How many of the claims of a data set are reviewed; empty where there are none."""
    told = [f"{number} {status}" for status, number in sorted(claims.items()) if number]
    return f"claims: {', '.join(told)}\n" if told else ""


def report(given: "Report", form: str, most: int | None = diagnostics.SHOWN) -> str:
    """A report in a format: `text`, or one of `reports.WRITERS`.

    As text, at most so many findings of a rule; coloured where a person is likely to read it.
    """
    if form != "text":
        from immunograph import reports  # noqa: PLC0415 (only where asked for)

        return reports.WRITERS[form](given)
    return diagnostics.written(given, _palette(), most)


def _palette() -> diagnostics.Palette:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return diagnostics.COLOURED if sys.stdout.isatty() and not plain else diagnostics.PLAIN


def explanation(given: "Explanation", dataset: "DataSet", form: str = "text") -> str:
    """The paths between two things, a step a line, the passages below each; or JSON, or SVG."""
    names = dataset.names
    if form == "json":
        return json.dumps(asdict(given), indent=2, ensure_ascii=False) + "\n"
    if form == "svg":
        from immunograph.pictures import paths  # noqa: PLC0415 (only where asked for)

        return paths.picture(given, dataset).svg
    if not given.paths:
        start, end = names.label(given.start), names.label(given.end)
        return f"Nothing in the graph connects {start} and {end}.\n"
    return "\n".join(
        f"Path {number}\n" + "".join(_step(step, dataset) for step in path)
        for number, path in enumerate(given.paths, 1)
    )


def listing(queries: "Iterable[SavedQuery]") -> str:
    """The saved questions: name, parameters, summary."""
    rows = [
        [
            query.name,
            " ".join(_parameter(p.name, not p.is_needed) for p in query.parameters),
            query.summary,
        ]
        for query in queries
    ]
    return _columns(["question", "parameters", "summary"], rows)


def _parameter(name: str, optional: bool) -> str:
    return f"[{name}=]" if optional else f"{name}="


def _columns(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    from rich import box  # noqa: PLC0415 (slow to import; only for tables)
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in header:
        shown.add_column(name, overflow="fold")
    for row in rows:
        shown.add_row(*(Text("\n".join(map(visible, cell.split("\n")))) for cell in row))
    console = Console(width=_width(), no_color=True, highlight=False)
    with console.capture() as capture:
        console.print(shown)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def _width() -> int:
    return shutil.get_terminal_size((_WIDE, 24)).columns if sys.stdout.isatty() else 200


def ticks() -> Iterator[None]:
    """Moments to look again: one now, and one each half second."""
    while True:
        yield
        time.sleep(_TICK)


def summary(given: "Report") -> str:
    """What a check executed, and what it found."""
    of = given.summary
    verdict = "consistent" if given.conforms else "not consistent"
    found = [
        counted(of.violations, "violation"),
        counted(of.warnings, "warning"),
        counted(of.infos, "note"),
    ]
    set_aside = "".join(f"{line}\n" for line in _set_aside(given))
    return f"{verdict}: {', '.join(found)}\n{set_aside}{_executed(given)}, in {of.seconds:.2f} s\n"


def _set_aside(given: "Report") -> Iterator[str]:
    """What was checked, what does not count, and what of the baseline is no longer there."""
    of = given.summary
    if given.held:
        same = "the same as" if given.held.as_files else "other statements than"
        yield f"held at {given.held.address} ({given.held.engine}): {same} the files here"
    if given.changed:
        edit = given.changed
        statements = f"{counted(edit.removed, 'statement')} taken out, {edit.added} put in"
        yield f"since {edit.since[:12]}: {statements}; only what that touches was checked"
        yield from (f"run whole: {name}: {reason}" for name, reason in edit.whole)
    if of.waived:
        yield f"waived: {of.waived}; --show-waived lists them"
    if of.known:
        yield f"known: {of.known} of the baseline"
    if of.gone:
        gone = f"{of.gone} of the baseline {'is' if of.gone == 1 else 'are'} gone"
        yield f"{gone}; take the file away and write it anew to keep it honest"


def waived(given: "Report") -> str:
    """What is waived: the finding, up to what day, and why."""
    shown = []
    for each in given.waived:
        finding, waiver = each.finding, each.waiver
        label = f"{finding.label}: " if finding.label else ""
        shown.append(f"{finding.place}: waived up to {waiver.expires}: {label}{finding.message}\n")
        shown.append(f"    because: {waiver.reason} ({waiver.place})\n")
        shown.append(f"    rule: {finding.rule}\n")
    return "".join(shown)


def mended(given: "Mended", repository: "Repository") -> str:
    """What was mended in a file, a line each; a place is the one before the mend."""
    name = given.change.path.relative_to(repository.root).as_posix()
    lines = [f"{each.place}: mended: {each.before} is now {each.after}\n" for each in given.edits]
    return "".join([*lines, *([f"{name}: mended: laid out\n"] if given.moved else [])])


def _executed(given: "Report") -> str:
    of = given.summary
    if not given.ran:
        return "no shape was run on anything"
    drafts = f" ({of.drafts} not reviewed)" if of.drafts else ""
    content = f"{counted(of.files, 'file')}, {counted(of.claims, 'claim')}{drafts}"
    shapes = f"{counted(of.shapes, 'shape')} on {counted(of.focus_nodes, 'focus node')}"
    if of.idle:
        shapes += f", {of.idle} with nothing to look at"
    rules = f"{counted(of.rules, 'rule')}, {counted(of.queries, 'saved question')}"
    return f"{content}; {shapes}, {rules}"


def _step(step: "Step", dataset: "DataSet") -> str:
    names = dataset.names
    subject, predicate, thing = map(names.label, (step.subject, step.predicate, step.object))
    draft = "  (a draft, not reviewed yet)" if step.draft else ""
    lines = [f"  {subject} | {predicate} | {thing}{draft}\n"]
    lines.extend(f"      {one}\n" for one in dict.fromkeys(map(str, step.evidence)))
    return "".join(lines)

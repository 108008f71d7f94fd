"""The review file: a line for the page, a line for each item, a line for each decision.

Lines are JSON. Decisions are appended and are on the disk before the next item is shown; a last
line that was cut off counts as not written.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from immunograph.candidates.candidate import Value
from immunograph.errors import BadParameter, Unreadable
from immunograph.finding import Finding, Place
from immunograph.ingest.printed import plain
from immunograph.review.items import DRAFT, Item, from_mapping, to_mapping, value

ACCEPT, REJECT, SKIP = "accept", "reject", "skip"
SUFFIX = ".review.jsonl"
_FORM = 1
_FIX = "take the file from before, or ingest the page again"


@dataclass(frozen=True)
class Decision:
    """What was decided about an item: accepted, maybe with changed fields, or rejected, and why."""

    item: str
    verdict: str
    reason: str = ""
    changes: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Head:
    """The page that is reviewed: where it was, what it hashes to, and its draft.

    `labels` are those of things that are new to the graph.
    """

    page: str
    sha256: str
    source: str
    version: str
    draft: str
    title: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Record:
    """A review file as it stands: its items, the decisions about them, and what was applied."""

    path: Path
    head: Head
    items: list[Item]
    past: list[Item] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    applied: set[str] = field(default_factory=set)

    @property
    def decided(self) -> dict[str, Decision]:
        """The decision that holds about each item: the last."""
        return {one.item: one for one in self.decisions if one.verdict != SKIP}

    def open(self) -> list[Item]:
        """The items about which nothing is decided, those that were skipped last."""
        decided = self.decided
        skipped = [one.item for one in self.decisions if one.verdict == SKIP]
        left = [one for one in self.items if one.id not in decided and one.id not in self.applied]
        return sorted(left, key=lambda one: skipped.index(one.id) + 1 if one.id in skipped else 0)

    def to_write(self) -> list[str]:
        """The ids of decided items that are to be written into the graph, and are not there yet.

        Of what is rejected only a draft that stands in the graph is written, as retired.
        """
        drafts = {one.id for one in self.items if one.group == DRAFT}
        written = {i for i, one in self.decided.items() if one.verdict == ACCEPT or i in drafts}
        chosen = [one.id for one in self.items if one.id in written]
        return [each for each in chosen if each not in self.applied]

    @property
    def rejected(self) -> frozenset[str]:
        """The ids of the items that were rejected."""
        return frozenset(i for i, one in self.decided.items() if one.verdict == REJECT)

    def find(self, text: str) -> Item:
        """The item with an id, or a beginning of one. Raises `BadParameter`."""
        found = [one for one in self.items if one.id.startswith(text)] if text else []
        if len(found) == 1:
            return found[0]
        reason = "several items begin" if found else "no item begins"
        raise BadParameter(f"{reason} with {text!r}; immunograph review FILE --list shows the ids")

    def decide(self, decision: Decision) -> None:
        """Keep a decision: it is on the disk when this returns. Raises `Unreadable`."""
        self._append([_decision_mapping(decision)])
        self.decisions.append(decision)

    def undo(self) -> Decision | None:
        """Take the last decision back; None where there is none to take back."""
        free = [one for one in self.decisions if one.item not in self.applied]
        if not free:
            return None
        self._append([{"undo": free[-1].item}])
        _drop_last(self.decisions, free[-1].item)
        return free[-1]

    def apply(self, ids: Iterable[str], on: date) -> None:
        """Keep that the items were written into the graph. Raises `Unreadable`."""
        self._append([{"applied": sorted(ids), "on": on.isoformat()}])
        self.applied.update(ids)

    def _append(self, lines: Iterable[Mapping[str, Any]]) -> None:
        text = "".join(f"{_line(each)}\n" for each in lines)
        try:
            with self.path.open("r+b") as file:
                file.seek(_whole_lines(file.read()))
                file.truncate()
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            reason = f"cannot be written: {(error.strerror or str(error)).lower()}"
            raise _fault(self.path, reason, "allow it to be written; nothing is lost") from None


def _whole_lines(data: bytes) -> int:
    """Where the last whole line ends."""
    return data.rfind(b"\n") + 1


def path_beside(draft: Path) -> Path:
    """The review file of a draft; of a review file, that file itself."""
    return draft if draft.name.endswith(SUFFIX) else draft.with_name(draft.stem + SUFFIX)


def written(head: Head, items: Iterable[Item], before: Record | None = None) -> str:
    """A review file as text; what was decided before is kept, and the items rejected then."""
    kept = list(items)
    ids = {one.id for one in kept}
    rejected = before.rejected if before else frozenset()
    of = [*before.items, *before.past] if before else []
    past = [one for one in of if one.id not in ids and one.id in rejected]
    lines = [{"review": _FORM, **vars(head)}, *map(to_mapping, kept)]
    lines += [{**to_mapping(one), "past": True} for one in past]
    ids |= {one.id for one in past}
    if before:
        lines += [_decision_mapping(d) for d in before.decided.values() if d.item in ids]
        if left := sorted(before.applied & ids):
            lines.append({"applied": left})
    return "".join(f"{_line(each)}\n" for each in lines)


def _decision_mapping(of: Decision) -> dict[str, Any]:
    made: dict[str, Any] = {"decide": of.item, "as": of.verdict}
    if of.reason:
        made["reason"] = of.reason
    if of.changes:
        made["changes"] = {name: [plain(v) for v in vs] for name, vs in of.changes.items()}
    return made


def _line(given: Mapping[str, Any]) -> str:
    return json.dumps(given, ensure_ascii=False, separators=(", ", ": "))


def read(path: Path) -> Record:
    """The review file at a path. Raises `Unreadable`, with the line, where it is damaged."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = f"cannot be read: {(error.strerror or str(error)).lower()}"
        fix = "make it with: immunograph ingest PAGE -o FILE"
        raise _fault(path, reason, fix) from None
    lines = data[: _whole_lines(data)].split(b"\n")[:-1]
    if not lines:
        raise _fault(path, "is empty", _FIX)
    return _read(path, list(_parsed(path, lines)))


def _parsed(path: Path, lines: Sequence[bytes]) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(lines, 1):
        try:
            given = json.loads(line.decode())
        except (UnicodeDecodeError, ValueError, RecursionError):
            raise _fault(path, "is no JSON", _FIX, number) from None
        if not isinstance(given, Mapping):
            raise _fault(path, "is no line of a review", _FIX, number)
        yield given


def _read(path: Path, lines: Sequence[Mapping[str, Any]]) -> Record:
    head, *rest = lines
    if head.get("review") != _FORM:
        raise _fault(path, "does not begin as a review file", _FIX, 1)
    try:
        names = ("page", "sha256", "source", "version", "draft", "title")
        texts = {name: str(head[name]) for name in names}
        labels = {str(iri): str(label) for iri, label in dict(head.get("labels", {})).items()}
        record = Record(path, Head(**texts, labels=labels), [])
    except (KeyError, TypeError, ValueError) as error:
        raise _fault(path, f"is no beginning of a review: {error}", _FIX, 1) from None
    for number, line in enumerate(rest, 2):
        try:
            _take(record, line)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise _fault(path, f"is no line of a review: {error}", _FIX, number) from None
    return record


def _take(record: Record, line: Mapping[str, Any]) -> None:
    """Take in one line after the head."""
    if "item" in line:
        (record.past if line.get("past") else record.items).append(from_mapping(line))
    elif "decide" in line:
        if line["as"] not in {ACCEPT, REJECT, SKIP}:
            raise ValueError(f"nothing is decided as {line['as']!r}")
        changes = {str(n): tuple(map(value, vs)) for n, vs in line.get("changes", {}).items()}
        reason = str(line.get("reason", ""))
        record.decisions.append(Decision(str(line["decide"]), str(line["as"]), reason, changes))
    elif "undo" in line:
        _drop_last(record.decisions, str(line["undo"]))
    elif "applied" in line:
        record.applied.update(map(str, line["applied"]))
    else:
        raise ValueError("it is neither an item nor a decision")


def _drop_last(decisions: list[Decision], item: str) -> None:
    """Take out the last decision about an item. Raises `ValueError` where there is none."""
    numbers = [number for number, one in enumerate(decisions) if one.item == item]
    if not numbers:
        raise ValueError("nothing was decided that it could undo")
    del decisions[numbers[-1]]


def _fault(path: Path, reason: str, fix: str, line: int | None = None) -> Unreadable:
    name = str(path).encode(errors="backslashreplace").decode()
    return Unreadable([Finding("review", reason, Place(name, line), fix=fix)])

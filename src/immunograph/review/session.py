"""A review at the keyboard: one item after another, a key each.

    KEYS    from a key to what it does

Each decision is on the disk before the next item is shown, so that a session can end anywhere.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from immunograph.candidates.candidate import Value
from immunograph.errors import BadParameter, ImmunographError, Inconsistent
from immunograph.ingest.claimed import Known
from immunograph.review.at_hand import AtHand
from immunograph.review.changes import Editor, changed
from immunograph.review.items import DRAFT, DRIFTED, Item
from immunograph.review.record import ACCEPT, REJECT, SKIP, Decision, Record
from immunograph.review.telling import Teller

PLAIN, BOLD = ("[", "]"), ("\x1b[1m", "\x1b[0m")
_HELP = "a accept   c change   r reject   s skip   u undo   w write   q quit\n"
_ENDED = frozenset({"", "\x03", "\x04", "\x1b"})


class Next(Enum):
    """What comes after a key."""

    AGAIN = auto()  # the same item
    ON = auto()  # the next one
    END = auto()


@dataclass(frozen=True)
class Screen:
    """How a session reads keys and lines, and shows text; a key or line is empty at the end.

    `marks` stand around the words of a claim.
    """

    key: Callable[[], str]
    line: Callable[[str], str]
    show: Callable[[str], None]
    marks: tuple[str, str] = PLAIN


@dataclass(frozen=True)
class Desk:
    """What an editor has on the desk: the record, the page, what the graph says, and words."""

    record: Record
    page: AtHand
    known: Mapping[str, Known] = field(repr=False)
    teller: Teller = field(repr=False)
    editor: Editor = field(repr=False)

    def told(self, of: Item, marks: tuple[str, str] = PLAIN) -> Iterator[str]:
        """An item in lines: what is claimed, why it is shown, and the sentences that say it."""
        if of.group in DRIFTED:
            held = self.known.get(of.claim)
            yield self.teller.of_graph(held) if held else of.claim
        else:
            decision = self.record.decided.get(of.id)
            candidate = changed(of.candidate, decision.changes) if decision else of.candidate
            yield self.teller.sentence(candidate)
            for name, value in self.teller.fields(candidate):
                yield f"    {name}: {value}"
        for reason in self.teller.why(of, self.known):
            yield f"  why: {reason}"
        yield from (f"  {line}" for line in self.page.shown(of, marks))


@dataclass(frozen=True)
class Session:
    """A review at the keyboard; `write` writes what was accepted, and says what was written."""

    desk: Desk
    screen: Screen
    write: Callable[[], str]

    def run(self) -> int:
        """Work through what is open; how many items are left. Raises `Unreadable`."""
        if self.desk.page.missing:
            self.screen.show(f"{self.desk.page.missing}; sentences are not shown, only places\n")
        step = Next.ON
        while step is not Next.END:
            left = self.desk.record.open()
            step = self._one(left[0], len(left)) if left else self._done()
        return len(self.desk.record.open())

    def _one(self, of: Item, left: int) -> Next:
        number = len(self.desk.record.items) - left + 1
        self.screen.show(f"\n{number} of {len(self.desk.record.items)}  ({of.id})\n")
        for line in self.desk.told(of, self.screen.marks):
            self.screen.show(f"{line}\n")
        step = Next.AGAIN
        while step is Next.AGAIN:
            self.screen.show(_HELP)
            step = self._pressed(of)
        return step

    def _pressed(self, of: Item) -> Next:
        key = self.screen.key()
        if key in _ENDED:
            return self._quit(of)
        act = KEYS.get(key.lower())
        if act is None:
            return Next.AGAIN
        try:
            return act(self, of)
        except Inconsistent as error:
            self.screen.show(f"{error}\nnothing was written\n")
        except ImmunographError as error:
            self.screen.show(f"{error}\n")
        return Next.AGAIN

    def _done(self) -> Next:
        """Everything is decided: write it, go back, or leave it for later."""
        record = self.desk.record
        to_write, kind = record.to_write(), "accepted"
        if any(one.group == DRAFT for one in record.items):
            kind = "decided"
        self.screen.show(f"\nnothing is left to decide; {len(to_write)} {kind} to be written\n")
        if not to_write and record.applied:
            return Next.END
        self.screen.show("w write   u undo   q quit\n")
        key = self.screen.key().lower()
        if key == "u":
            record.undo()
            return Next.ON
        if key == "w":
            return self._written()
        return Next.END if key in {*_ENDED, "q"} else Next.ON

    def _written(self) -> Next:
        try:
            self.screen.show(self.write())
        except ImmunographError as error:
            self.screen.show(f"{error}\nnothing was written\n")
        return Next.END

    def accept(self, of: Item) -> Next:
        """Take the item as it is."""
        self.desk.record.decide(Decision(of.id, ACCEPT))
        return Next.ON

    def reject(self, of: Item) -> Next:
        """Leave the item out for good, with the reason."""
        reason = self.screen.line("reason: ").strip()
        if not reason:
            raise BadParameter("say why, in a word or two; nothing was decided")
        self.desk.record.decide(Decision(of.id, REJECT, reason))
        return Next.ON

    def skip(self, of: Item) -> Next:
        """Put the item behind the others."""
        self.desk.record.decide(Decision(of.id, SKIP))
        return Next.ON

    def undo(self, _: Item) -> Next:
        """Take the last decision back."""
        if self.desk.record.undo() is None:
            raise BadParameter("there is nothing to take back")
        return Next.ON

    def change(self, of: Item) -> Next:
        """Change fields of the claim, and take it."""
        if of.group in DRIFTED:
            raise BadParameter("a claim of the graph is changed in its file; accept or reject")
        editor, changes = self.desk.editor, dict[str, tuple[Value, ...]]()
        while True:
            for number, name in enumerate(editor.fields(changed(of.candidate, changes)), 1):
                self.screen.show(f"  {number} {self.desk.teller.field(name)}\n")
            text = self.screen.line("field (empty: done): ").strip()
            if not text:
                break
            name = editor.named(text, changed(of.candidate, changes))
            changes[name] = editor.values(name, self.screen.line("value (empty: none): "))
        if not changes:
            return Next.AGAIN
        self.desk.record.decide(Decision(of.id, ACCEPT, changes=changes))
        return Next.ON

    def apply(self, _: Item) -> Next:
        """Write what was accepted so far into the graph."""
        self.screen.show(self.write())
        return Next.AGAIN

    def _quit(self, _: Item) -> Next:
        return Next.END


KEYS: Mapping[str, Callable[[Session, Item], Next]] = {
    "a": Session.accept,
    "c": Session.change,
    "r": Session.reject,
    "s": Session.skip,
    "u": Session.undo,
    "w": Session.apply,
    "q": Session._quit,
}

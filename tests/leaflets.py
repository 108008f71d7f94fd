"""Pages and proposals that tests make: what a page says is said by its own words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from immunograph.candidates.candidate import Candidate, NewThing, Proposal, Value
from immunograph.pages.page import Page
from immunograph.pages.read import read_bytes
from immunograph.vocabulary import BASE, IG

BLINATUMOMAB = f"{BASE}drug/blinatumomab"
PAGE = (Path(__file__).parent / "cases" / "ingest" / "leaflet.md").read_text("utf-8")


@dataclass(frozen=True)
class Said:
    """A claim that a test lets a page make, by words of the sentence that makes it."""

    kind: str
    object: str
    words: str
    about: str = BLINATUMOMAB
    fields: Mapping[str, tuple[Value, ...]] | None = None
    certainty: str = "Stated"
    negated: bool = False
    inferred: str = ""
    marked: str = ""


EFFECT = "AdverseReaction"
HICCUPS = NewThing(f"{BASE}event/hiccups", "AdverseEvent", "hiccups", 0)
SAYS = (
    Said(
        "TargetEngagement",
        f"{BASE}antigen/cd19",
        "grasps CD19",
        fields={"role": (f"{IG}DirectedTarget",)},
        marked="CD19",
    ),
    Said(EFFECT, f"{BASE}event/headache", "complain of headache", marked="headache"),
    Said(EFFECT, HICCUPS.iri, "notice hiccups", certainty="Hedged", marked="hiccups"),
)


def page(text: str = PAGE, name: str = "leaflet.md") -> Page:
    """A page of Markdown."""
    return read_bytes(text.encode(), name)


def order(of: Page, words: str) -> int:
    """The order of the sentence that holds some words."""
    return next(one.order for one in of.sentences if words in one.text)


def proposal(
    of: Page, says: Iterable[Said] = SAYS, things: Iterable[NewThing] = (HICCUPS,)
) -> Proposal:
    """What a page proposes, where its sentences are there."""
    found = [_candidate(of, one) for one in says if any(one.words in s.text for s in of.sentences)]
    spoken = {one.object for one in found}
    return Proposal(of, (), tuple(found), tuple(one for one in things if one.iri in spoken))


def _candidate(of: Page, said: Said) -> Candidate:
    at = order(of, said.words)
    sentence = of.sentence(at)
    place = of.text.find(said.marked, sentence.start, sentence.end) if said.marked else -1
    return Candidate(
        said.kind,
        said.about,
        said.object,
        said.certainty,
        (at,),
        said.fields or {},
        ((place, place + len(said.marked)),) if place >= 0 else (),
        inferred=said.inferred,
        negated=said.negated,
    )


def written(folder: Path, text: str = PAGE, name: str = "leaflet.md") -> Path:
    """A page as a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path

"""For whom a use holds, held against its words: limits that they do not set, and lost ones."""

import re
from collections.abc import Sequence
from dataclasses import replace

from immunograph.candidates.candidate import Amount, Candidate
from immunograph.texts.spellings import american
from immunograph.vocabulary import IG

# What says that a use holds for those with a marker, or without it.
_MARKED = re.compile(
    r"[-\s](?:positive|negative|low|mutant|mutated|deficient|instability)\b|\bmutations?\b"
    r"|\bexpress|\bwild[- ]type\b|[\u2265<>]\s*\d",
    re.IGNORECASE,
)
_EITHER_WAY = re.compile(
    r"\b(?:alone|monotherapy),? or in combination\b|\bwith or without\b", re.IGNORECASE
)
_AFTER_FIRST = re.compile(
    r"\b(?:after|following|completion of|refractory to)\b.{0,60}\bfirst[- ]line\b", re.IGNORECASE
)
# A course of a disease that comes back at times: no state in which it is.
_COURSE = re.compile(r"\brelapsing\b", re.IGNORECASE)
_STATE = re.compile(r"\brelapsed?\b|\brecurren", re.IGNORECASE)
_OF_AGE = 18
# What stands between an indication and the condition of those who have another one as well.
_BESIDE = re.compile(
    r"\b(?:prevention|prophylaxis|reduction|management|relief) of\b.*\b(?:in|with)\b"
    r"|\b(?:associated with|caused by|due to|induced by|after|following|undergoing)\b"
)
# A marker of which there is little: not the same as one that is there.
_BELOW = re.compile(r"<\s*\d|[-\s]low\b|\bless than \d+ ?%", re.IGNORECASE)
# Who was not treated before is not who was, and none of the states that a disease is in.
_UNTREATED = re.compile(
    r"\b(?:have|has|had|were|was) not (?:previously )?(?:received|been (?:previously )?treated)\b"
    r"|\bnot previously (?:treated|received)\b|\bna[i\u00ef]ve\b"
    r"|\bwithout (?:prior|previous|earlier) (?:\w+ ){0,2}(?:chemo)?(?:therapy|treatment)\b",
    re.IGNORECASE,
)
# What says that something was tried before.
_TRIED = re.compile(
    r"\brefractory to\b|\bprogress(?:ed|ion|ing) (?:on|after|during|following)\b"
    r"|\b(?:after|following|from) (?:prior|previous|failure|completion)\b"
    r"|\bpreviously (?:received|treated)\b|\bha(?:ve|s|d) (?:received|failed)\b"
    r"|\binadequate(?:ly)? respon|\brespon(?:se|ded) .{0,60}inadequate|\bintoleran",
    re.IGNORECASE,
)
_KIND = re.compile(r"\b(?:precursor|[bt][- ]cell|non|like)[- ]$")
VAGUE = frozenset({"adenocarcinoma", "cancer", "carcinoma", "disease", "tumor"})


def limited(of: Candidate, said: str) -> Candidate:
    """A use without the limits that its words do not set.

    A first line after which a disease came back is no line of the therapy.
    """
    without = {"combinedWith"} if _EITHER_WAY.search(said) else set()
    without |= {"line"} if _AFTER_FIRST.search(said) else set()
    without |= {"population"} if _is_younger(of) else set()
    return replace(of, fields={n: v for n, v in of.fields.items() if n not in without})


def _is_younger(of: Candidate) -> bool:
    """Whether a use of adults begins at an age below theirs: adolescents are meant as well."""
    years = [one for one in of.fields.get("minAge", ()) if isinstance(one, Amount)]
    young = any(one.value.isdecimal() and int(one.value) < _OF_AGE for one in years)
    return young and of.fields.get("population") == (f"{IG}Adults",)


def unclear(of: Candidate, said: str, names: Sequence[str]) -> str:
    """What keeps a use from being told in full by what was read of it; empty for nothing.

    `names` are those of its condition, the one that it goes by first.
    """
    state = "diseaseStatus" in of.fields and _COURSE.search(said) and not _STATE.search(said)
    unmarked = not {"biomarker", "absentBiomarker"} & of.fields.keys()
    approved = of.fields.get("stance") == (f"{IG}Approved",) and of.certainty == "Stated"
    is_open = not {"priorTherapy", "minPriorTherapies"} & of.fields.keys()
    reasons = {
        "what is said beside the indication": not approved,
        "it holds for a marker that was not read": unmarked and bool(_MARKED.search(said)),
        "it holds for those with little of a marker": bool(_BELOW.search(said)),
        "it holds for those who were not treated before": bool(_UNTREATED.search(said)),
        "it holds after a treatment that was not read": is_open and bool(_TRIED.search(said)),
        "a course of the disease that reads like its state": bool(state),
        f"a kind of {names[0]!r} that the graph does not know": _is_narrower(said, names),
        f"care beside the treatment of {names[0]!r}": _is_beside(said, names),
        f"the condition {names[0]!r}": names[0] in VAGUE,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _places(said: str, names: Sequence[str]) -> list[int]:
    text = american(said.casefold())
    return [at for name in names if (at := text.find(american(name.casefold()))) >= 0]


def _is_narrower(said: str, names: Sequence[str]) -> bool:
    """Whether a word before a condition makes another one of it."""
    text = american(said.casefold())
    return any(_KIND.search(text[:at]) for at in _places(said, names[:1]))


def _is_beside(said: str, names: Sequence[str]) -> bool:
    """Whether a condition is only that of people who are treated for something else."""
    text = american(said.casefold())
    before = text[: min(_places(said, names), default=0)].rpartition("indicated")[2]
    return bool(_BESIDE.search(before))

"""For each kind of claim how a page is held against the graph, and where the graph is complete.

Where it is complete, a page that says something else is wrong; where it is not, what the page says
is only not known. The table is explained in docs/compare.md.
"""

import re
from collections.abc import Callable, Mapping

from immunograph.compare.approvals import authorized, indicated
from immunograph.compare.assertion import OBJECTS
from immunograph.compare.general import held
from immunograph.compare.known import Claim
from immunograph.compare.outcome import SILENT, Case, Outcome, Verdict, local
from immunograph.vocabulary import IG, SKOS

_UNDER_STUDY = "UnderStudy"
_PAYLOAD = f"{IG}PayloadTarget"
_EXACT = f"{SKOS}exactMatch"
_NUMBERED = re.compile(r"/[^/]*\d[^/]*$")  # CD20, HER2, GPRC5D
# What a therapy is by how it is built: of these it is one, so that each excludes the others. Pages
# call any therapy made from an antibody a monoclonal antibody, and so that is none of them.
_BUILDS = frozenset(
    f"{IG}{name}"
    for name in (
        *("AntibodyDrugConjugate", "BispecificTCellEngager", "CarTCellTherapy"),
        *("Immunotoxin", "RadioimmunoConjugate", "TcrTCellTherapy"),
        *("TumorInfiltratingLymphocyteTherapy", "VirusSpecificTCellTherapy"),
    )
)

# Classes of what is no more than an antibody: none of them is built as those above are.
_UNALTERED = frozenset(
    f"{IG}{name}" for name in ("AntibodyFragment", "CheckpointInhibitor", "MonoclonalAntibody")
)


def on_object(case: Case) -> Outcome:
    """What the graph claims of the same object; of another one nothing follows."""
    exact = held(case, case.same_object(case.claims(), exactly=True))
    if exact is not SILENT or case.candidate.negated:
        return exact
    akin = held(case, case.same_object(case.claims()))
    return akin if akin.verdict is Verdict.AGREES else SILENT


def targeted(case: Case) -> Outcome:
    """A target: the graph has all of a therapy, so that another one is none of it."""
    found = on_object(case)
    roles = case.values("role")
    if found is not SILENT or case.candidate.negated or _is_open(case) or _PAYLOAD in roles:
        return found
    if case.candidate.inferred:  # by its targets, as a rule: then another therapy is meant
        return SILENT
    if not case.graph.knows(case.candidate.object) and not _NUMBERED.search(case.candidate.object):
        return SILENT  # a word of which nobody knows whether it names an antigen
    known = [
        one
        for one in case.current(case.claims())
        if one.about == case.candidate.about and (not roles or roles & one.values("role"))
    ]
    if not known:
        return SILENT
    return Outcome(Verdict.DISAGREES, "another-target", tuple(known), ("antigen",))


def classified(case: Case) -> Outcome:
    """A class of therapies: another build than the graph has, or a class that its own excludes."""
    found = on_object(case)
    if found is not SILENT or case.candidate.negated or not case.named:
        return found
    own, known = case.values("modality"), case.current(case.claims())
    if _called_so(case, own, known):
        return Outcome(Verdict.AGREES, "said", tuple(known))
    other = [one for one in known if _excludes(case, own, one.values("modality"))]
    if not other:
        return SILENT
    return Outcome(Verdict.DISAGREES, "another-modality", tuple(other), ("modality",))


def _called_so(case: Case, own: frozenset[str], known: list[Claim]) -> bool:
    """Whether a source calls the class that the graph has a kind of the page's class."""
    classes = {modality for one in known for modality in one.values("modality")}
    called = [one for each in classes for one in case.graph.claims(each, "Explanation")]
    return any(own & one.values("kindOf") for one in called)


def _excludes(case: Case, own: frozenset[str], known: frozenset[str]) -> bool:
    yardstick = case.graph.yardstick
    pairs = [(one, other) for one in own for other in known]
    built = own & _BUILDS and known & (_BUILDS | _UNALTERED) and not own & known
    return bool(built) or any(yardstick.excludes(*pair) for pair in pairs)


def branded(case: Case) -> Outcome:
    """A brand: one product is the brand of one therapy."""
    found = on_object(case)
    if found is not SILENT or case.candidate.negated:
        return found
    owners = {o for p in case.values("product") for o in case.graph.owners.get(p, ())}
    claims = [
        one
        for owner in sorted(owners - {case.candidate.about})
        for one in case.graph.claims(owner, "Branding")
        if case.values("product") & one.values("product")
    ]
    if not claims:
        return SILENT
    return Outcome(Verdict.DISAGREES, "brand-of-another", tuple(claims), ("product",))


def identified(case: Case) -> Outcome:
    """An identifier: a register has one that matches exactly."""
    found = on_object(case)
    predicates = case.values("mappingPredicate")
    if found is not SILENT or _EXACT not in predicates:
        return found
    registers = {_register(each) for each in case.values("identifier")}
    other = [
        one
        for one in case.current(case.claims())
        if _EXACT in one.values("mappingPredicate")
        and registers & {_register(each) for each in one.values("identifier")}
    ]
    if not other:
        return SILENT
    return Outcome(Verdict.DISAGREES, "another-identifier", tuple(other), ("identifier",))


def _register(identifier: str) -> str:
    ends = [identifier.rfind(mark) for mark in "/#=_"]
    return identifier[: max(ends) + 1]


def composed(case: Case) -> Outcome:
    """What a therapy is made of: whose cells it uses; a further payload is not known."""
    if not case.values("payload"):
        sourced = [one for one in case.claims() if one.fields.get("cellSource")]
        return held(case, sourced)
    return on_object(case)


def given(case: Case) -> Outcome:
    """How a therapy is given: field by field, whichever of its claims has the field."""
    own = {name for name in case.candidate.fields if name not in _NOT_GIVEN}
    claims = [one for one in case.same_object(case.claims()) if own & one.fields.keys()]
    direct = [one for one in claims if one.about == case.candidate.about]
    answered = {name for one in direct for name in one.fields}
    inherited = [one for one in claims if one not in direct and not own & answered]
    found = held(case, [*direct, *inherited])
    if found.verdict is Verdict.AGREES and not _says_the_same(case, own, found):
        return SILENT
    return found


def _says_the_same(case: Case, own: set[str], found: Outcome) -> bool:
    if case.candidate.object:
        return True
    return any(local(one.fields) and own & one.fields.keys() for one in found.claims)


def _is_open(case: Case) -> bool:
    return case.candidate.certainty.removeprefix(IG) == _UNDER_STUDY


_NOT_GIVEN = frozenset({"extent", "population", "certainty", "rationale"})
Rule = Callable[[Case], Outcome]

RULES: Mapping[str, Rule] = {
    **dict.fromkeys(OBJECTS, on_object),
    "Administration": given,
    "Authorization": authorized,
    "Branding": branded,
    "Classification": classified,
    "Composition": composed,
    "Identification": identified,
    "Indication": indicated,
    "TargetEngagement": targeted,
}

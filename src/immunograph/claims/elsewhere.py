"""What another jurisdiction says of the same use: other limits, or an approval that was taken back.

Both claims are true where they hold. A use is set beside those of the other jurisdiction that are
nearest to it: of one therapy, for one disease, together with the same medicines, and for patients
whom both may cover. Where one of these holds for the very same patients, nothing differs.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from immunograph.claims.disagreement import Disagreement, Yardstick
from immunograph.claims.scope import NOTHING, Hierarchy, Relation, Values, joined, related
from immunograph.claims.statement import Key, Statement
from immunograph.vocabulary import IG

ELSEWHERE = "other-jurisdiction"
_PLACE, _PRODUCT, _TOGETHER = f"{IG}jurisdiction", f"{IG}product", f"{IG}combinedWith"
_CONDITION, _POPULATION = f"{IG}condition", f"{IG}population"
_AUTHORIZATION, _STATUS = f"{IG}Authorization", f"{IG}authorizationStatus"

_Relations = Mapping[str, Relation]


def elsewhere(statements: Iterable[Statement], yardstick: Yardstick) -> Iterator[Disagreement]:
    """Every two statements of two jurisdictions that are nearest to each other and differ."""
    groups: dict[Key, list[Statement]] = {}
    for one in statements:
        if one.scope.places.get(_PLACE) and not (one.under_study or one.vague):
            groups.setdefault(one.key, []).append(one)
    for (kinds, _, _), group in groups.items():
        if _AUTHORIZATION in kinds:
            yield from _taken_back(group, yardstick)
        else:
            yield from _nearest(group, yardstick)


def _nearest(group: list[Statement], yardstick: Yardstick) -> Iterator[Disagreement]:
    """The pairs of which neither has another elsewhere from which it differs in less."""
    found = {}
    fewest: dict[tuple[str, Values], int] = {}
    for one, other in combinations(group, 2):
        differing = _differing(one, other, yardstick)
        if differing is not None:
            found[one.claim, other.claim] = one, other, differing
            for end in _ends(one, other):
                fewest[end] = min(len(differing), fewest.get(end, len(differing)))
    for one, other, differing in found.values():
        if differing and all(len(differing) == fewest[end] for end in _ends(one, other)):
            yield _made(one, other, differing)


def _ends(one: Statement, other: Statement) -> Iterator[tuple[str, Values]]:
    """Each of the two, and where the other holds."""
    yield one.claim, other.scope.places[_PLACE]
    yield other.claim, one.scope.places[_PLACE]


def _differing(one: Statement, other: Statement, yardstick: Yardstick) -> _Relations | None:
    """How one stands to the other in each field in which they differ; None for other uses."""
    relations = _related(one, other, yardstick.kinds)
    if relations is None or relations.get(_TOGETHER, Relation.SAME) is not Relation.SAME:
        return None
    if not _share(one.scope.choices, other.scope.choices, _CONDITION):
        return None
    # A page that names no patients has often only not said that they are adults.
    named = _POPULATION in one.scope.choices.keys() & other.scope.choices.keys()
    differing = {
        name: of
        for name, of in relations.items()
        if of is not Relation.SAME and (named or name != _POPULATION)
    }
    answered = one.answers.keys() & other.answers.keys()
    return differing | {
        name: Relation.CROSSING
        for name in answered
        if _exclude(one.answers[name], other.answers[name], yardstick)
    }


def _taken_back(group: list[Statement], yardstick: Yardstick) -> Iterator[Disagreement]:
    """The pairs of approvals of which one was taken back, and the other was not."""
    for one, other in combinations(group, 2):
        ended = [_ended(of.answers.get(_STATUS, NOTHING), yardstick) for of in (one, other)]
        of_one = _share(one.scope.places, other.scope.places, _PRODUCT) or _share(
            one.scope.choices, other.scope.choices, _CONDITION
        )
        if ended[0] != ended[1] and of_one and _related(one, other, yardstick.kinds) is not None:
            yield _made(one, other, {_STATUS: Relation.CROSSING})


def _related(one: Statement, other: Statement, kinds: Hierarchy) -> _Relations | None:
    """How the limits stand to each other but for the places; None in one place, or where apart."""
    if kinds.meet(one.scope.places[_PLACE], other.scope.places[_PLACE]):
        return None
    places = one.scope.places.keys() | other.scope.places.keys()
    found = related(one.scope, other.scope, kinds)
    found = {name: of for name, of in found.items() if name not in places}
    return None if joined(found.values()) is Relation.APART else found


def _share(some: Mapping[str, Values], others: Mapping[str, Values], name: str) -> bool:
    return not some.get(name, NOTHING).isdisjoint(others.get(name, NOTHING))


def _exclude(some: Values, others: Values, yardstick: Yardstick) -> bool:
    return any(yardstick.excludes(a, b) for a in some for b in others)


def _ended(answers: Values, yardstick: Yardstick) -> bool:
    """Whether other answers give way to one of these, and it to none."""
    lasts = {last for _, last in yardstick.courses}
    return not answers.isdisjoint(lasts - {first for first, _ in yardstick.courses})


def _made(one: Statement, other: Statement, differing: _Relations) -> Disagreement:
    first, second = sorted((one, other), key=lambda of: of.claim)
    fields = (_PLACE, *sorted(differing))
    return Disagreement(ELSEWHERE, first, second, fields, joined(differing.values()))

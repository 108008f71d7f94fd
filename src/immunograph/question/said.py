"""What is said of a noun, and how it is put together to what holds of a group."""

from dataclasses import replace
from typing import Any

from immunograph.question.meaning import Either, Group, Holding, Parse, Things, leaves_open

# That something holds, or which things are left out.
Said = tuple[Holding | Either | Things, ...]


def said_as(parse: Parse[Any]) -> Parse[Said]:
    """Holdings, or things that are left out, as what is said of a noun."""
    said: Said = tuple(parse.value)
    return parse.means(said)


def said_of(group: Group, said: Said) -> Group:
    """A group of which something more is said."""
    more = tuple(each for each in said if not isinstance(each, Things))
    left_out = tuple(term for each in said if isinstance(each, Things) for term in each.terms)
    if group.without:
        left_out = (*group.without.terms, *left_out)
    without = Things(left_out) if left_out else None
    return replace(group, holds=(*group.holds, *more), without=without)


def settled(group: Group) -> Group | None:
    """A group in which what was said of claims alone is a limit on the claims that it meets.

    The `serious` of serious side effects of blinatumomab is said of what makes them its side
    effects. None where there is no such claim.
    """
    floating = [each for each in group.holds if is_floating(each)]
    closed = _closed([each for each in group.holds if not is_floating(each)])
    if closed is None:
        return None
    firm = [_settled_within(each) for each in closed]
    for limit in floating:
        owners = [n for n, each in enumerate(firm) if _takes(each, limit)]
        if not owners:
            return None
        for n in owners:
            owner = firm[n]
            if isinstance(owner, Holding) and isinstance(limit, Holding):
                firm[n] = replace(owner, limits=(*owner.limits, limit))
    return None if None in firm else replace(group, holds=tuple(filter(None, firm)))


def _closed(held: list[Holding | Either]) -> list[Holding | Either] | None:
    """The same without what leaves open whose it is, where that is said as well.

    None where something else is said of whose it is: the boxed warnings that it has are its own,
    and not what it can cause and stands in anyone's.
    """
    kept = list(held)
    for one in (each for each in held if isinstance(each, Holding)):
        for other in (each for each in held if isinstance(each, Holding) and each is not one):
            kinds = [kind for name, _ in other.fills for kind in other.role(name).kinds]
            if leaves_open(one, kinds):
                if (one.condition, one.subject) != (other.condition, other.subject):
                    return None
                kept = [each for each in kept if each is not one]
    return kept


def _settled_within(held: Holding | Either) -> Holding | Either | None:
    """The same with the groups in its roles settled; none where one cannot be."""
    if isinstance(held, Either):
        within = [_settled_within(each) for each in held.holds]
        return held if within == list(held.holds) else None
    fills = [(n, settled(what) if isinstance(what, Group) else what) for n, what in held.fills]
    whole = tuple((name, what) for name, what in fills if what is not None)
    return replace(held, fills=whole) if len(whole) == len(fills) else None


def is_floating(held: Holding | Either) -> bool:
    """Whether something is said of a claim that was not met yet."""
    return isinstance(held, Holding) and held.subject.endswith("Claim")


def _takes(held: Holding | Either | None, limit: Holding | Either) -> bool:
    if not isinstance(held, Holding) or not isinstance(limit, Holding) or held.negated:
        return False
    role = held.condition.roles.get(limit.subject)
    return role is not None and role.kinds == limit.condition.roles[limit.subject].kinds

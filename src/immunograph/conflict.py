"""What a check says where claims disagree, unless a resolution covers them.

claims that disagree    by `disagreement`, one finding for each pair
claims in dispute       a passage says otherwise, and no claim says what it says
needless resolutions    none of the claims they name disagree
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from immunograph import lookups
from immunograph.claims.disagreement import (
    CONTRADICTION,
    NARROWER,
    OMISSION,
    SUPERSEDED,
    Disagreement,
    Dispute,
    disagreements,
    disputes,
    read_yardstick,
)
from immunograph.claims.recorded import resolutions
from immunograph.claims.scope import Relation
from immunograph.claims.statement import Statement, read_statements
from immunograph.dataset import DataSet
from immunograph.finding import Finding, Place
from immunograph.names import Names, iri_of
from immunograph.validate import Requirement
from immunograph.vocabulary import DISPUTED_BY

DISPUTED, NEEDLESS = "disputed-claim", "needless-resolution"
_SETTLE = (
    "Look at both passages. Correct the claim, or the limits within which it holds, if one was "
    "read wrongly; otherwise write an ig:Resolution that names both and says which is preferred "
    "and why. No claim is deleted for it."
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is said of one kind of disagreement; `{...}` stands for what was found."""

    severity: str
    summary: str
    message: str
    why: str
    fix: str


RULES: Mapping[str, Rule] = {
    CONTRADICTION: Rule(
        "warning",
        "Claims that hold for the same patients do not contradict each other, or a resolution says "
        "which is preferred.",
        "It contradicts {other}: {differences}. It rests on {sources}; the other rests on "
        "{others}. Both hold for {common}.",
        "Whoever asks gets both answers, and one of them is wrong for the same patients.",
        _SETTLE,
    ),
    SUPERSEDED: Rule(
        "info",
        "What a newer claim has overtaken is known to be so.",
        "It is superseded by {other}: {differences}. It rests on {sources}; the other rests on "
        "{others}. Both hold for {common}.",
        "It was true when its source was written, and is not any more; an answer that gives it "
        "without the newer one is out of date.",
        "Retire the claim with that reason, or give it the last day on which it held (`ig:validTo`)"
        "; or write an ig:Resolution that prefers the newer one.",
    ),
    NARROWER: Rule(
        "info",
        "Claims of two sources that differ in whom they hold for are seen to do so.",
        "It {how} {other}: {differences}. It rests on {sources}; the other rests on {others}. "
        "Both hold for {common}.",
        "Both can be true, but a patient may be covered by the one source and not by the other.",
        "Nothing, if both sources are read rightly. If one only left something out, add its "
        "passage to the other claim and retire this one; or write an ig:Resolution.",
    ),
    OMISSION: Rule(
        "info",
        "What one source says and another leaves open is seen.",
        "It leaves open what {other} says: {differences}. It rests on {sources}; the other rests "
        "on {others}. Both hold for {common}.",
        "Whoever reads the one source only does not learn what the other adds.",
        "If both say the same otherwise, make one claim of the two that rests on both passages.",
    ),
    DISPUTED: Rule(
        "warning",
        "A claim that a passage disputes is covered by a resolution.",
        "{others} says otherwise, in {passage}. The claim rests on {sources}.",
        "Whoever asks is given a claim that is known to be in dispute.",
        "Write the claim that the passage makes, and an ig:Resolution that names both and says "
        "which is preferred and why; or remove `ig:disputedBy` if the passage was read wrongly.",
    ),
    NEEDLESS: Rule(
        "info",
        "A resolution covers claims that disagree.",
        "None of the claims that this decision names disagree any more.",
        "A decision that is not needed hides the next disagreement between these claims.",
        "Remove the resolution, or name the claims that disagree now.",
    ),
}


def requirements() -> Iterator[Requirement]:
    """What these rules ask for; a disagreement is settled by a resolution, and never waived."""
    for name, rule in RULES.items():
        yield Requirement(
            name,
            "docs/conflict.md",
            rule.summary,
            rule.severity,
            rule.why,
            rule.fix,
            waivable=False,
        )


@dataclass(frozen=True)
class _Words:
    """What things are called, and who publishes each source."""

    names: Names
    publishers: Mapping[str, str]

    def dated(self, sources: Mapping[str, str]) -> str:
        """Sources with their dates, as people read them."""
        return _listed(
            f"{self._title(s)} ({dated or 'no date'})" for s, dated in sorted(sources.items())
        )

    def _title(self, source: str) -> str:
        publisher, title = self.publishers.get(source, ""), self.names.label(source)
        return f"{publisher}: {title}" if publisher else title


def findings(dataset: DataSet) -> list[Finding]:
    """What there is to say where the claims of a data set disagree."""
    statements, backings = read_statements(dataset.store)
    found = list(disagreements(statements, read_yardstick(dataset.store)))
    resolved = resolutions(dataset.store)
    words = _Words(dataset.names, _publishers(dataset))
    settled = frozenset().union(*resolved.values())
    disputed = frozenset(one.claim for one in backings if one.disputing)
    return [
        *(_finding(each, words) for each in found if not _covered(each, resolved)),
        *(_dispute(each, words) for each in disputes(backings, found, settled)),
        *_needless(resolved, found, disputed),
    ]


def _publishers(dataset: DataSet) -> Mapping[str, str]:
    rows = dataset.store.select(lookups.text("publishers")).rows
    show = dataset.names.show
    return {iri_of(r["source"]): show(r.get("abbreviation", r["publisher"])) for r in rows}


def _covered(each: Disagreement, resolved: Mapping[str, frozenset[str]]) -> bool:
    pair = {each.one.claim, each.other.claim}
    return any(pair <= claims for claims in resolved.values())


def _needless(
    resolved: Mapping[str, frozenset[str]], found: list[Disagreement], disputed: frozenset[str]
) -> Iterator[Finding]:
    for resolution, claims in resolved.items():
        differ = any({each.one.claim, each.other.claim} <= claims for each in found)
        if not differ and claims.isdisjoint(disputed):
            yield _made(NEEDLESS, resolution, "", {})


def _finding(each: Disagreement, words: _Words) -> Finding:
    names = words.names
    path = next((f for n in each.fields for f in each.one.fields.get(n, ())), "")
    shown = {
        "other": names.label(each.other.claim),
        "differences": "; ".join(_difference(n, each.one, each.other, names) for n in each.fields),
        "sources": words.dated(each.one.sources),
        "others": words.dated(each.other.sources),
        "common": _common(each.one, each.other, names),
        "how": _how(each),
    }
    return _made(each.kind, each.one.claim, each.other.claim, shown, path)


def _how(each: Disagreement) -> str:
    if each.one.vague:
        return "may be narrower or wider than"
    if each.relation is Relation.CROSSING:
        return "is narrower in one way and wider in another than"
    return "is narrower than"


def _dispute(each: Dispute, words: _Words) -> Finding:
    against = each.against
    shown = {
        "others": words.dated({against.source: against.dated}),
        "passage": words.names.label(against.passage),
        "sources": words.dated(each.sources),
    }
    return _made(DISPUTED, against.claim, against.passage, shown, DISPUTED_BY, against.passage)


def _made(
    kind: str, node: str, other: str, shown: Mapping[str, str], path: str = "", value: str = ""
) -> Finding:
    rule = RULES[kind]
    return Finding(
        rule=kind,
        message=rule.message.format(**shown),
        place=Place("graph"),
        severity=rule.severity,
        node=f"<{node}>",
        path=f"<{path}>" if path else "",
        value=f"<{value}>" if value else "",
        fix=rule.fix,
        why=rule.why,
        other=f"<{other}>" if other else "",
    )


def _difference(name: str, one: Statement, other: Statement, names: Names) -> str:
    """A field with what the one says, and what the other says."""
    fields = dict.fromkeys([*one.fields.get(name, ()), *other.fields.get(name, ())])
    return ", ".join(
        f"{names.label(field)}: {_said(one, name, field, names)} here, "
        f"{_said(other, name, field, names)} there"
        for field in fields
    )


def _said(one: Statement, name: str, field: str, names: Names) -> str:
    terms = one.fields.get(name, {}).get(field, ())
    return " and ".join(sorted(names.show(term) for term in terms)) or "not said"


def _common(one: Statement, other: Statement, names: Names) -> str:
    """The limits that both give, and that overlap."""
    limits: dict[str, None] = {}
    for scope in ("places", "choices", "needs", "lacks", "wholes", "ranges"):
        both = getattr(one.scope, scope).keys() & getattr(other.scope, scope).keys()
        limits |= dict.fromkeys(sorted(both))
    spoken = [
        f"{names.label(field)} ({_said(one, name, field, names)})"
        for name in limits
        for field in one.fields[name]
        if _said(one, name, field, names) == _said(other, name, field, names)
    ]
    return "the same " + ", ".join(spoken) if spoken else "everyone, as far as they say"


def _listed(parts: Iterable[str]) -> str:
    *most, last = list(parts) or ["no source"]
    return f"{', '.join(most)} and {last}" if most else last

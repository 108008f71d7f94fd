"""Mutations that the rules between claims must find: what contradicts, is missing, is stale."""

import random
from collections.abc import Callable

from mutation.amounts import day
from mutation.claims import SUPPORT, at_value, ig, source_of, stands, without_claims
from mutation.content import ABOUT, Content, Node, Spot, thing, vocabulary
from mutation.mutation import Damage, Hand, Mutation, changed, lacking, pick

RESOLVES, PREFERS, BAND = (vocabulary(each) for each in ("resolves", "prefers", "frequencyBand"))
ANTIGEN, VERSION = vocabulary("antigen"), vocabulary("versionOf")


def without_cells(content: Content, chance: random.Random) -> Damage:
    """Nobody says whose cells a therapy is made of."""
    drugs = [n for n in content.of("Drug") if _is_classed(content, n, "CarTCellTherapy")]
    drug = pick(chance, drugs, "cell therapy")
    whose = content.having(vocabulary("cellSource"))
    return Damage(tuple(map(content.remove, whose)), (Spot(drug.file, drug.line),))


def _is_classed(content: Content, drug: Node, modality: str) -> bool:
    claims = content.having(vocabulary("modality"))
    own = [n for n in claims if n.values(ABOUT) == [f"<{drug.iri}>"]]
    return any(ig(modality) in n.values(vocabulary("modality")) for n in own)


_NEWER = "2026-11-23"


def newer_version(content: Content, chance: random.Random) -> Damage:
    """There is a newer version of the source on which a claim rests."""
    dates = (vocabulary("lastReviewed"), vocabulary("retrievedOn"))
    older = {
        node.values(VERSION)[0][1:-1]: node
        for node in content.having(VERSION)
        if max((v for each in dates for v in node.values(each)), default="~") < day(_NEWER)
    }
    claims = [n for n in content.of("Claim") if stands(n) and len(_sources(content, n)) == 1]
    claims = [n for n in claims if _sources(content, n)[0].iri in older]
    claim = pick(chance, claims, "claim of one source")
    (source,) = _sources(content, claim)
    old = older[source.iri]
    name = f"{old.iri.rpartition('_')[0]}_{_NEWER}"
    told = old.text({each: day(_NEWER) for each in dates}, name)
    edit = content.append(source.file, told)
    return Damage((edit,), (Spot(claim.file, claim.clauses[SUPPORT].at),))


def _sources(content: Content, claim: Node) -> list[Node]:
    passages = (content.named[value[1:-1]] for value in claim.values(SUPPORT))
    found = {source_of(content, passage).iri for passage in passages}
    return [content.named[iri] for iri in sorted(found)]


def on_another_cell(content: Content, chance: random.Random) -> Damage:
    """An antigen is engaged on a cell that does not carry it."""
    field = vocabulary("onCell")
    nodes = [n for n in content.having(field) if "invented-antigen" in n.values(ANTIGEN)[0]]
    node = pick(chance, nodes, "engagement")
    return changed(node.put(field, f"<{thing('cell/t-cell')}>"))


def resolution(change: Callable[[Content, Node], Damage]) -> Hand:
    """Something happens to the resolution between two bands of frequency."""

    def hand(content: Content, chance: random.Random) -> Damage:
        return change(content, content.named[thing("resolution/invented-cough")])

    return hand


def _with_day(field: str, text: str) -> Hand:
    return resolution(lambda _, node: changed(node.put(vocabulary(field), day(text))))


def _claim_retired(content: Content, node: Node) -> Damage:
    value = node.values(PREFERS)[0]
    claim = content.named[value[1:-1]]
    edits = (
        claim.put(vocabulary("reviewStatus"), ig("Retired")),
        claim.put(vocabulary("reason"), '"It is wrong."@en'),
    )
    return Damage(edits, (at_value(node, PREFERS, value),))


def _gone(content: Content, node: Node) -> Damage:
    claims = [content.named[value[1:-1]] for value in node.values(RESOLVES)]
    spots = tuple(Spot(n.file, n.clauses[BAND].at) for n in claims)
    return Damage((content.remove(node),), spots)


def _settled(content: Content, node: Node) -> Damage:
    one, other = (content.named[value[1:-1]] for value in node.values(RESOLVES))
    return lacking(node.file, node.line, other.put(BAND, *one.values(BAND)))


def stale(content: Content, chance: random.Random) -> Damage:
    """A source was last read long ago."""
    cycled = {f"<{n.iri}>" for n in content.having(vocabulary("reviewCycle"))}
    dated = vocabulary("lastReviewed"), vocabulary("retrievedOn")
    versions = [n for n in content.having(VERSION) if cycled & set(n.values(VERSION))]
    node = pick(chance, versions, "version of a source with a review cycle")
    field = next(each for each in dated if each in node.clauses)
    return changed(node.put(field, day("2019-01-01")))


def on_no_cell(content: Content, chance: random.Random) -> Damage:
    """No claim says on which cell the target of a conjugate stands."""
    drugs = [n for n in content.of("Drug") if _is_classed(content, n, "AntibodyDrugConjugate")]
    drug = pick(chance, drugs, "conjugate")
    roles = content.having(vocabulary("role"), ANTIGEN)
    own = [n for n in roles if n.values(ABOUT) == [f"<{drug.iri}>"]]
    engaged = [n for n in own if ig("DirectedTarget") in n.values(vocabulary("role"))]
    node = pick(chance, engaged, "target")
    carried = [
        n for n in content.of("AntigenExpression") if n.values(ANTIGEN) == node.values(ANTIGEN)
    ]
    return Damage(tuple(map(content.remove, carried)), (Spot(node.file, node.clauses[ANTIGEN].at),))


def disputed(content: Content, chance: random.Random) -> Damage:
    """A passage says otherwise than a claim."""
    settled = {v for n in content.of("Resolution") for v in n.values(RESOLVES)}
    claims = [n for n in content.of("AdverseReaction") if stands(n) and f"<{n.iri}>" not in settled]
    node = pick(chance, claims, "claim")
    other = pick(chance, [n for n in content.of("AdverseReaction") if n != node], "other claim")
    passage = chance.choice(other.values(SUPPORT))
    edit = node.add(vocabulary("disputedBy"), passage)
    return Damage((edit,), (Spot.of(edit),))


def _told_elsewhere(claim: str, source: str, less: str = "", **instead: str) -> Hand:
    """Another source says nearly what a claim of the invented page says."""

    def hand(content: Content, chance: random.Random) -> Damage:
        node = content.named[thing(f"claim/{claim}")]
        cited = [
            n
            for n in content.of("Passage")
            if source in n.iri and ig("Modelled") in n.values(vocabulary("disposition"))
        ]
        passage = f"<{pick(chance, cited, 'passage').iri}>"
        fields = {vocabulary(each): value for each, value in instead.items()}
        told = list(node.text({SUPPORT: passage, **fields}, f"{node.iri}-2"))
        told = [line for line in told if not less or vocabulary(less) not in line]
        added = [f"    <{f}> {v} ;" for f, v in fields.items() if f not in node.clauses]
        edit = content.append(node.file, (*told[:-1], *added, "."))
        whole = tuple(Spot.of(edit, at) for at in range(len(edit.lines)))
        return Damage(
            (edit,), (*whole, *(Spot(node.file, at) for at in range(node.line, node.end)))
        )

    return hand


ROWS: tuple[tuple[str, str, Hand], ...] = (
    ("cell-therapy-needs-cell-source", "nobody says whose cells they are", without_cells),
    ("claim-on-superseded-version", "a newer version of a source is there", newer_version),
    (
        "conjugate-needs-payload",
        "a conjugate loses its payload",
        without_claims("AntibodyDrugConjugate", "payload", ""),
    ),
    ("engaged-cell-without-antigen", "an antigen is engaged on another cell", on_another_cell),
    (
        "resolution-expired",
        "the day of a resolution has passed",
        _with_day("reviewBy", "2026-01-01"),
    ),
    ("resolution-of-retired-claim", "a preferred claim is retired", resolution(_claim_retired)),
    (
        "resolution-older-than-its-claims",
        "a resolution is older than its claims",
        _with_day("decidedOn", "2025-01-01"),
    ),
    ("source-past-its-review-cycle", "a source was read long ago", stale),
    ("target-on-no-cell", "no cell carries the target of a conjugate", on_no_cell),
    (
        "therapy-needs-directed-target",
        "an engineered cell loses its target",
        without_claims("CarTCellTherapy", "role", "DirectedTarget"),
    ),
    ("contradiction", "a resolution is taken away", resolution(_gone)),
    ("needless-resolution", "the claims of a resolution agree", resolution(_settled)),
    (
        "omission",
        "another source leaves open how often",
        _told_elsewhere(
            "examplumab_causes_invented-cough_rare",
            "nci-pdq-childhood-all_",
            less="frequencyBand",
        ),
    ),
    ("disputed-claim", "a passage says otherwise", disputed),
    (
        "narrower-or-wider",
        "another source says it of children only",
        _told_elsewhere(
            "examplumab_used-for_invented-condition",
            "nci-pdq-childhood-all_",
            population=ig("Children"),
        ),
    ),
    (
        "superseded",
        "a newer source says that an approval is withdrawn",
        _told_elsewhere(
            "examplumab_authorized-in_us_invented-condition",
            "fda-label-blincyto",
            authorizationStatus=ig("WithdrawnApproval"),
            inForceOn=day("2026-06-01"),
        ),
    ),
)


def mutations() -> list[Mutation]:
    """A mutation for each rule between claims."""
    return [Mutation(name, frozenset({rule}), hand) for rule, name, hand in ROWS]

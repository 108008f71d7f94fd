"""Mutations that the rules of `validate/rules/` must find: what a claim says cannot be."""

import random
from collections.abc import Callable, Mapping

from immunograph.vocabulary import DCTERMS, OWL, RDFS, SKOS, TYPE
from mutation.content import ABOUT, Content, Edit, Node, Spot, vocabulary
from mutation.moves import listed, lonely
from mutation.mutation import Damage, Hand, Mutation, changed, pick

BROADER, LABEL, PLAIN = f"{SKOS}broader", f"{SKOS}prefLabel", vocabulary("plainLabel")
SUPPORT, SECTION = vocabulary("supportedBy"), vocabulary("inSection")
IDENTIFIER, MAPPING = vocabulary("identifier"), vocabulary("mappingPredicate")
EXACT, CLOSE = f"<{SKOS}exactMatch>", f"<{SKOS}closeMatch>"
REPLACED, RETIRED = f"{DCTERMS}isReplacedBy", f"{OWL}deprecated"
_NCIT = "http://purl.obolibrary.org/obo/NCIT_"
_STEP = vocabulary("MechanismStep")
_INTEGER = "<http://www.w3.org/2001/XMLSchema#integer>"


def ig(name: str) -> str:
    """A term of the vocabulary, as Turtle writes it."""
    return f"<{vocabulary(name)}>"


def at_value(node: Node, predicate: str, value: str) -> Spot:
    """The line on which a node has a value."""
    clause = node.clauses[predicate]
    return Spot(node.file, clause.lines[clause.values.index(value)])


def swapped(lower: str, upper: str) -> Hand:
    """The two ends of a range are swapped."""

    def hand(content: Content, chance: random.Random) -> Damage:
        low, high = vocabulary(lower), vocabulary(upper)
        nodes = [n for n in content.having(low, high) if n.values(low) != n.values(high)]
        node = pick(chance, nodes, f"range from {lower} to {upper}")
        return changed(node.put(low, *node.values(high)), node.put(high, *node.values(low)))

    return hand


def approval_of_anothers_use(content: Content, chance: random.Random) -> Damage:
    """An authorization is for a use of another therapy."""
    node = pick(chance, content.having(vocabulary("indication")), "authorization")
    uses = [n for n in content.of("Indication") if n.values(ABOUT) != node.values(ABOUT)]
    other = pick(chance, uses, "use of another therapy")
    return changed(node.put(vocabulary("indication"), f"<{other.iri}>"))


def approval_of_a_study(content: Content, chance: random.Random) -> Damage:
    """A use that was authorized is said to be under study."""
    field = vocabulary("indication")
    node = pick(chance, content.having(field), "authorization")
    value = chance.choice(node.values(field))
    use = content.named[value[1:-1]]
    edit = use.put(vocabulary("stance"), ig("UnderStudy"))
    return Damage((edit,), (at_value(node, field, value),))


def without_claims(modality: str, field: str, value: str) -> Hand:
    """The claims of a therapy of a class that have a value are taken out."""

    def hand(content: Content, chance: random.Random) -> Damage:
        classed = content.having(vocabulary("modality"))
        kinds = [n for n in classed if ig(modality) in n.values(vocabulary("modality"))]
        drug = content.named[pick(chance, kinds, modality).values(ABOUT)[0][1:-1]]
        claims = [n for n in content.having(vocabulary(field)) if _is_about(n, drug)]
        gone = [n for n in claims if not value or ig(value) in n.values(vocabulary(field))]
        pick(chance, gone, f"{value} of {drug.iri}")
        return Damage(tuple(map(content.remove, gone)), (Spot(drug.file, drug.line),))

    return hand


def _is_about(claim: Node, thing: Node) -> bool:
    return claim.values(ABOUT) == [f"<{thing.iri}>"]


def broader_than_itself(content: Content, chance: random.Random) -> Damage:
    """What is broader is said to be narrower as well."""
    nodes = [n for n in content.having(BROADER) if n.file.startswith("graph/")]
    node = pick(chance, nodes, "narrower thing")
    wider = content.named[chance.choice(node.values(BROADER))[1:-1]]
    return changed(wider.add(BROADER, f"<{node.iri}>"))


def stands(claim: Node) -> bool:
    """Whether a claim was not retired."""
    return ig("Retired") not in claim.values(vocabulary("reviewStatus"))


def without_licence(content: Content, chance: random.Random) -> Damage:
    """A source that claims rest on loses its terms."""
    claim = pick(chance, content.having(SUPPORT), "claim")
    passage = content.named[chance.choice(claim.values(SUPPORT))[1:-1]]
    source = source_of(content, passage)
    edit = source.drop(vocabulary("licence"))
    return Damage((edit,), (Spot(claim.file, claim.clauses[SUPPORT].at),))


def source_of(content: Content, passage: Node) -> Node:
    """The source in which a passage stands."""
    node = passage
    for link in ("inSection", "sectionOf", "versionOf"):
        node = content.named[node.values(vocabulary(link))[0][1:-1]]
    return node


def of_two_kinds(one: str, other: str) -> Hand:
    """A claim of one kind is said to be of another as well."""

    def hand(content: Content, chance: random.Random) -> Damage:
        node = pick(chance, content.of(one), one)
        return changed(node.add(TYPE, ig(other)))

    return hand


def label_of_another(same_kind: bool) -> Hand:
    """A thing has the clinical name of another: of its kind, or of another kind."""

    def hand(content: Content, chance: random.Random) -> Damage:
        things = [n for n in content.of("Thing") if n.file.startswith("graph/")]
        named = [n for n in things if LABEL in n.clauses and not content.is_a(n, _STEP)]
        node = pick(chance, named, "thing with a name")
        alike = [n for n in named if n != node and (n.kinds == node.kinds) == same_kind]
        alike = [n for n in alike if same_kind or not set(_classes(content, n, node))]
        return changed(node.put(LABEL, *pick(chance, alike, "other name").values(LABEL)))

    return hand


def _classes(content: Content, one: Node, other: Node) -> frozenset[str]:
    """The classes that two things share, but for the widest."""
    first, second = (
        frozenset().union(*(content.wider[kind] for kind in node.kinds)) for node in (one, other)
    )
    return (first & second) - {vocabulary("Thing")}


def misplaced_field(content: Content, chance: random.Random) -> Damage:
    """A thing has a field of claims."""
    fields = [n for n in content.having(f"{RDFS}domain") if n.iri != ABOUT]
    claims = {f"<{n.iri}>" for n in content.of("Claim")}
    of_claims = [
        n
        for n in fields
        if vocabulary("Claim") in content.wider.get(n.values(f"{RDFS}domain")[0][1:-1], ())
        and content.having(n.iri)
    ]
    field = pick(chance, of_claims, "field of claims")
    value = pick(chance, content.having(field.iri), "use of it").values(field.iri)[0]
    thing = pick(chance, content.of("Concept"), "concept")
    assert f"<{thing.iri}>" not in claims
    return changed(thing.put(field.iri, value))


def band_out_of_range(content: Content, chance: random.Random) -> Damage:
    """The band of frequency is not that of the numbers."""
    field = vocabulary("frequencyBand")
    node = pick(chance, content.having(field, vocabulary("affected")), "band with numbers")
    bands = [
        each for each in content.of("FrequencyBand") if f"<{each.iri}>" not in node.values(field)
    ]
    others = [each for each in bands if "Unknown" not in each.iri]
    return changed(node.put(field, f"<{pick(chance, others, 'band').iri}>"))


def identified_again(mapping: str, *, of_another: bool) -> Hand:
    """An identifier is given once more: to another thing, or another one to the same thing."""

    def hand(content: Content, chance: random.Random) -> Damage:
        exact = [n for n in content.having(MAPPING) if EXACT in n.values(MAPPING)]
        known = [n for n in exact if n.values(IDENTIFIER)[0].startswith(f"<{_NCIT}")]
        claim = pick(chance, known, "identifier of the NCI Thesaurus")
        drugs = [n for n in content.of("Drug") if not _is_about(claim, n)]
        thing = f"<{pick(chance, drugs, 'other therapy').iri}>"
        value = claim.values(IDENTIFIER)[0]
        other = {ABOUT: thing} if of_another else {IDENTIFIER: f"{value[:-1]}0>"}
        told = claim.text({MAPPING: mapping, **other}, f"{claim.iri}-2")
        file = content.home(thing[1:-1]) if of_another else claim.file
        edit = content.append(file, told)
        return Damage((edit,), (Spot.of(edit, _line_in(told, IDENTIFIER)),))

    return hand


def _line_in(lines: tuple[str, ...], predicate: str) -> int:
    return next(at for at, line in enumerate(lines) if line.startswith(f"    <{predicate}>"))


def identifier(address: Callable[[str], str]) -> Hand:
    """An identifier is written otherwise."""

    def hand(content: Content, chance: random.Random) -> Damage:
        known = [n for n in content.having(IDENTIFIER) if _NCIT in n.values(IDENTIFIER)[0]]
        node = pick(chance, known, "identifier of the NCI Thesaurus")
        return changed(node.put(IDENTIFIER, f"<{address(node.values(IDENTIFIER)[0][1:-1])}>"))

    return hand


def of_a_closed_register(content: Content, chance: random.Random) -> Damage:
    """An identifier is of a register that may not be passed on."""
    terms = vocabulary("registerTerms")
    closed = [n for n in content.having(terms) if ig("NothingCarried") in n.values(terms)]
    start = pick(chance, closed, "closed register").values(vocabulary("addressStart"))[0]
    node = pick(chance, content.having(IDENTIFIER), "identification")
    return changed(node.put(IDENTIFIER, f"<{start[1:-1]}10003>"))


def passages_by_version(content: Content, chance: random.Random) -> list[Node]:
    """The passages of one version, in their order."""
    claim = pick(chance, content.having(SUPPORT), "claim")
    source = source_of(content, content.named[claim.values(SUPPORT)[0][1:-1]])
    order, start = vocabulary("order"), vocabulary("start")
    passages = [n for n in content.having(SECTION, order, start) if n.file == source.file]
    versions = {n.local.rpartition("_p")[0] for n in passages}
    one = chance.choice(sorted(versions)) if versions else ""
    same = [n for n in passages if n.local.rpartition("_p")[0] == one]
    return sorted(same, key=lambda n: number(n, "order"))


def number(node: Node, field: str) -> int:
    """A whole number that a node has."""
    return int(node.values(vocabulary(field))[0].split('"')[1])


def integer(value: int) -> str:
    """A whole number, as Turtle writes it."""
    return f'"{value}"^^{_INTEGER}'


def overlapping(content: Content, chance: random.Random) -> Damage:
    """A passage begins before the one before it has ended."""
    for _ in range(50):
        passages = passages_by_version(content, chance)
        if len(passages) > 1:
            at = chance.randrange(1, len(passages))
            return changed(
                passages[at].put(vocabulary("start"), integer(number(passages[at - 1], "end") - 1))
            )
    return pick(chance, [], "version of several passages")


def order_with_a_gap(kind: str) -> Hand:
    """The number of a passage or step is far too high."""

    def hand(content: Content, chance: random.Random) -> Damage:
        node = pick(chance, content.of(kind), kind)
        return changed(node.put(vocabulary("order"), integer(number(node, "order") + 500)))

    return hand


def modelled_by_mistake(content: Content, chance: random.Random) -> Damage:
    """A passage that no claim rests on is marked as modelled."""
    field = vocabulary("disposition")
    unused = [n for n in content.having(field) if not content.mentioned.get(n.iri)]
    node = pick(chance, unused, "unused passage")
    return changed(node.put(field, ig("Modelled")))


def resting_on_navigation(content: Content, chance: random.Random) -> Damage:
    """A claim rests on a passage that says nothing."""
    field = vocabulary("disposition")
    silent = [n for n in content.having(field) if ig("Modelled") not in n.values(field)]
    passage = pick(chance, silent, "passage that is not modelled")
    claim = pick(chance, content.having(SUPPORT), "claim")
    value = f"<{passage.iri}>"
    return listed(claim, SUPPORT, [*claim.values(SUPPORT), value], value)


def plain_name_missing(content: Content, chance: random.Random) -> Damage:
    """An event has a technical name, and none in plain words."""
    events = [n for n in content.of("AdverseEvent") if PLAIN not in n.clauses]
    node = pick(chance, events, "event without a plain name")
    return changed(node.put(LABEL, f'"hyperalgia of {node.local}"@en'))


def plain_name_repeated(content: Content, chance: random.Random) -> Damage:
    """The plain name is the clinical one."""
    node = pick(chance, content.of("AdverseEvent"), "event")
    return changed(node.put(PLAIN, *node.values(LABEL)))


def preferred_but_not_resolved(content: Content, chance: random.Random) -> Damage:
    """A resolution prefers a claim that it does not speak of."""
    node = pick(chance, content.of("Resolution"), "resolution")
    others = [
        n for n in content.of("Claim") if f"<{n.iri}>" not in node.values(vocabulary("resolves"))
    ]
    return changed(node.put(vocabulary("prefers"), f"<{pick(chance, others, 'claim').iri}>"))


def replaced_and_kept(content: Content, chance: random.Random) -> Damage:
    """A thing is replaced by another and not retired."""
    one, other = chance.sample(content.of("AdverseEvent"), 2)
    return (
        changed(one.put(REPLACED, f"<{other.iri}>"))
        if RETIRED not in one.clauses
        else (replaced_and_kept(content, chance))
    )


def replaced_by_itself(content: Content, chance: random.Random) -> Damage:
    """What takes the place of a retired thing is that thing."""
    node = pick(chance, content.having(RETIRED, REPLACED), "retired thing")
    return changed(node.put(REPLACED, f"<{node.iri}>"))


def resting_on_closed_source(content: Content, chance: random.Random) -> Damage:
    """A claim rests on a source only that may not be passed on."""
    profile = vocabulary("exportProfile")
    open_terms = {f"<{n.iri}>" for n in content.having(profile) if '"open"' in n.values(profile)}
    passages = [n for n in content.having(SECTION) if content.mentioned.get(n.iri)]
    closed = [
        n
        for n in passages
        if open_terms.isdisjoint(source_of(content, n).values(vocabulary("licence")))
        and ig("Modelled") in n.values(vocabulary("disposition"))
    ]
    claims = [
        n for n in content.having(SUPPORT) if not content.is_a(n, vocabulary("Identification"))
    ]
    standing = [n for n in claims if ig("Retired") not in n.values(vocabulary("reviewStatus"))]
    node = pick(chance, standing, "claim")
    return changed(node.put(SUPPORT, f"<{pick(chance, closed, 'passage of a closed source').iri}>"))


def retired_but_used(content: Content, chance: random.Random) -> Damage:
    """A thing that claims use is retired."""
    claims = [
        n
        for n in content.having(vocabulary("event"))
        if "Retired" not in str(n.values(vocabulary("reviewStatus")))
    ]
    claim = pick(chance, claims, "claim on an event")
    value = claim.values(vocabulary("event"))[0]
    event = content.named[value[1:-1]]
    edits = event.put(RETIRED, "true"), event.put(vocabulary("reason"), '"Entered twice."@en')
    together = Edit(event.file, event.end, event.end, (*edits[0].lines, *edits[1].lines))
    return Damage((together,), (at_value(claim, vocabulary("event"), value),))


def of_an_unknown_class(content: Content, chance: random.Random) -> Damage:
    """A field of the vocabulary belongs to a class that does not exist."""
    node = pick(chance, content.having(f"{RDFS}range"), "field")
    return changed(node.put(f"{RDFS}range", ig("Thingg")))


def unused(kind: str) -> Hand:
    """A thing is added that nothing mentions."""
    return lambda content, chance: lonely(content, chance, kind)


RULES: Mapping[str, tuple[str, Hand]] = {
    "age-bounds-inverted": ("the two ages of a use are swapped", swapped("minAge", "maxAge")),
    "authorization-of-another-therapy": (
        "an authorization points to a use of another therapy",
        approval_of_anothers_use,
    ),
    "authorization-of-use-under-study": (
        "a use that was authorized is said to be under study",
        approval_of_a_study,
    ),
    "bispecific-needs-two-engagements": (
        "a bispecific loses its hold on the T cell",
        without_claims("BispecificTCellEngager", "role", "EffectorRecruitment"),
    ),
    "broader-cycle": ("the wider thing is said to be narrower", broader_than_itself),
    "claim-without-licence": ("a source loses its licence", without_licence),
    "conjugate-needs-directed-target": (
        "a conjugate loses its target",
        without_claims("AntibodyDrugConjugate", "role", "DirectedTarget"),
    ),
    "disjoint-classes": (
        "a warning is said to be an approval",
        of_two_kinds("BoxedWarning", "Authorization"),
    ),
    "duplicate-english-label": ("a label is given twice", label_of_another(same_kind=True)),
    "duration-range-inverted": (
        "the two ends of a time are swapped",
        swapped("duration", "durationTo"),
    ),
    "field-of-another-class": ("a thing has a field of claims", misplaced_field),
    "frequency-band-against-numbers": (
        "the band of a frequency is out of its range",
        band_out_of_range,
    ),
    "identifier-close-to-two-things": (
        "an identifier is a close match of a second thing",
        identified_again(CLOSE, of_another=True),
    ),
    "identifier-malformed": (
        "a digit of an identifier becomes a letter",
        identifier(lambda each: f"{each[:-1]}O"),
    ),
    "identifier-of-unlisted-register": (
        "an identifier is of a register that nobody knows",
        identifier(lambda each: each.replace("purl.obolibrary", "purl.obolibary")),
    ),
    "identifier-on-two-things": (
        "an identifier is exact for a second thing",
        identified_again(EXACT, of_another=True),
    ),
    "ledger-overlap": ("a passage begins before the last has ended", overlapping),
    "link-into-closed-register": ("an identifier is of a closed register", of_a_closed_register),
    "mechanism-step-order": ("a step has the number of no step", order_with_a_gap("MechanismStep")),
    "modelled-passage-unused": ("an unread passage is marked as modelled", modelled_by_mistake),
    "open-or-navigation-passage-cited": (
        "a claim rests on a passage that is not modelled",
        resting_on_navigation,
    ),
    "passage-order-gap": ("a passage has a number far too high", order_with_a_gap("Passage")),
    "plain-label-missing": ("a technical name has no plain one beside it", plain_name_missing),
    "plain-label-repeats-name": ("the plain name is the clinical one", plain_name_repeated),
    "preferred-claim-not-resolved": (
        "a resolution prefers another claim",
        preferred_but_not_resolved,
    ),
    "replaced-but-not-retired": ("a thing is replaced and not retired", replaced_and_kept),
    "replacement-retired": ("a retired thing is replaced by itself", replaced_by_itself),
    "restricted-by-licence": ("a claim rests on a closed source only", resting_on_closed_source),
    "retired-thing-in-use": ("a thing that is in use is retired", retired_but_used),
    "same-name-in-another-class": (
        "a thing has the name of one of another kind",
        label_of_another(same_kind=False),
    ),
    "two-identifiers-of-one-register": (
        "a thing has a second identifier of a register",
        identified_again(EXACT, of_another=False),
    ),
    "two-kinds-of-claim": (
        "a claim is of two kinds",
        of_two_kinds("TargetEngagement", "Manifestation"),
    ),
    "undefined-node": ("the vocabulary speaks of an unknown class", of_an_unknown_class),
    "unused-quantity": ("a quantity is added that nothing uses", unused("Quantity")),
    "unused-thing": ("a thing is added that nothing mentions", unused("Concept")),
}


def mutations() -> list[Mutation]:
    """A mutation for each rule."""
    return [Mutation(name, frozenset({rule}), hand) for rule, (name, hand) in RULES.items()]

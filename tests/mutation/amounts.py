"""Mutations that the rules on numbers, times, dates and approvals must find."""

import random

from immunograph.vocabulary import SKOS, XSD
from mutation.claims import SUPPORT, at_value, ig, integer, swapped
from mutation.content import ABOUT, Content, Edit, Node, Spot, thing, vocabulary
from mutation.mutation import ALONE, Damage, Hand, Mutation, changed, pick

INDICATION = vocabulary("indication")
JURISDICTION, RANK = vocabulary("jurisdiction"), vocabulary("frequencyRank")


def quantity(content: Content, number: int, unit: str) -> tuple[str, tuple[Edit, ...]]:
    """A quantity, and the file of it where there is none yet."""
    name = thing(f"quantity/{number}_{unit}")
    lines = (
        f"<{name}>",
        f"    a {ig('Quantity')} ;",
        f'    <{SKOS}prefLabel> "{number} {unit}"@en ;',
        f'    <{vocabulary("unit")}> "{unit}" ;',
        f'    <{vocabulary("value")}> "{number}"^^<{XSD}decimal> ;',
        ".",
    )
    there = name in content.named
    return f"<{name}>", () if there else (content.append(content.home(name), lines),)


def day(text: str) -> str:
    """A day, as Turtle writes it."""
    return f'"{text}"^^<{XSD}date>'


def given(field: str, number: int, unit: str, *, beside: str = "", instead: bool = True) -> Hand:
    """A field of a claim, beside another one, is of another quantity."""

    def hand(content: Content, chance: random.Random) -> Damage:
        fields = [vocabulary(each) for each in (field, beside) if each]
        node = pick(chance, content.having(*(fields if instead else fields[1:])), field)
        value, files = quantity(content, number, unit)
        return changed(node.put(vocabulary(field), value), *files)

    return hand


def dated(field: str, text: str) -> Hand:
    """A day of a claim is another."""

    def hand(content: Content, chance: random.Random) -> Damage:
        node = pick(chance, content.having(vocabulary(field), SUPPORT), field)
        return changed(node.put(vocabulary(field), day(text)))

    return hand


def resting_on_a_warning(content: Content, chance: random.Random) -> Damage:
    """An approval rests on what a warning says."""
    warning = pick(chance, content.of("SafetyCommunication"), "warning")
    node = pick(chance, content.of("Authorization"), "authorization")
    return changed(node.put(SUPPORT, chance.choice(warning.values(SUPPORT))))


def with_an_event(content: Content, chance: random.Random) -> Damage:
    """An approval speaks of an event."""
    node = pick(chance, content.of("Authorization"), "authorization")
    event = pick(chance, content.of("AdverseEvent"), "event")
    return changed(node.put(vocabulary("event"), f"<{event.iri}>"))


def approved_by_use(content: Content, chance: random.Random) -> Damage:
    """What a therapy is approved for is derived from its uses."""
    file = "ontology/derive/approved-for.rq"
    lines = (
        "CONSTRUCT { ?drug ig:approvedFor ?condition }",
        "WHERE { ?use a ig:Indication ; ig:about ?drug ; ig:condition ?condition }",
    )
    edit = Edit(file, 1, content.end_of(file), lines)
    approved = {v for n in content.of("Authorization") for v in n.values(ABOUT)}
    studied = [
        n for n in content.of("Indication") if ig("UnderStudy") in n.values(vocabulary("stance"))
    ]
    used = {v for n in studied for v in n.values(ABOUT)} & approved
    drugs = [n for n in content.of("Drug") if f"<{n.iri}>" in used]
    return Damage((edit,), tuple(Spot(n.file, n.line) for n in drugs))


def of_another_country(content: Content, chance: random.Random) -> Damage:
    """An authority decides for a country that is not its own."""
    nodes = [n for n in content.having(vocabulary("authority")) if '"US"' in n.values(JURISDICTION)]
    return changed(pick(chance, nodes, "US decision").put(JURISDICTION, '"EU"'))


def use_of_another_country(content: Content, chance: random.Random) -> Damage:
    """The use that was authorized is one of another country."""
    node = pick(chance, content.having(INDICATION), "authorization")
    use = content.named[chance.choice(node.values(INDICATION))[1:-1]]
    return changed(use.put(JURISDICTION, '"JP"'))


def use_withdrawn(content: Content, chance: random.Random) -> Damage:
    """A use that was authorized is withdrawn."""
    node = pick(chance, content.having(INDICATION), "authorization")
    value = chance.choice(node.values(INDICATION))
    edit = content.named[value[1:-1]].put(vocabulary("stance"), ig("Withdrawn"))
    return Damage((edit,), (at_value(node, INDICATION, value),))


def ranks_swapped(content: Content, chance: random.Random) -> Damage:
    """What is more common is ranked as the rarer, and the other way round."""
    rare, common = sorted(content.having(RANK, vocabulary("affected")), key=_affected)
    return changed(rare.put(RANK, *common.values(RANK)), common.put(RANK, *rare.values(RANK)))


def _affected(node: Node) -> int:
    return int(node.values(vocabulary("affected"))[0].split('"')[1])


def counted(field: str, number: int) -> Hand:
    """A count of a use is far too high."""

    def hand(content: Content, chance: random.Random) -> Damage:
        node = pick(chance, content.of("Indication"), "use")
        return changed(node.put(vocabulary(field), integer(number)))

    return hand


def told_again(field: str, number: int, unit: str) -> Hand:
    """A second claim says the same with a number or a unit that has slipped."""

    def hand(content: Content, chance: random.Random) -> Damage:
        wanted = {f"<{thing(f'quantity/{each}')}>" for each in ("1_wk", "28_d")}
        claims = [
            n
            for n in content.having(vocabulary(field))
            if set(n.values(vocabulary(field))) & wanted
        ]
        fitting = [n for n in claims if n.values(vocabulary(field))[0].endswith(_FROM[unit])]
        claim = pick(chance, fitting, f"claim on {field}")
        value, files = quantity(content, number, unit)
        told = claim.text({vocabulary(field): value}, f"{claim.iri}-2")
        edit = content.append(claim.file, told)
        at = next(i for i, line in enumerate(told) if line.startswith(f"    <{vocabulary(field)}>"))
        return Damage((edit, *files), (Spot.of(edit, at),))

    return hand


_FROM = {"wk": "/1_wk>", "h": "/28_d>"}


def grown_ups_only(content: Content, chance: random.Random) -> Damage:
    """A use for children is said to be for grown-ups."""
    node = pick(chance, content.having(vocabulary("maxAge")), "use with a highest age")
    value, files = quantity(content, 12, "a")
    people = node.put(vocabulary("population"), ig("Adults"))
    return changed(people, node.put(vocabulary("maxAge"), value), *files)


def ten_times_its_name(content: Content, chance: random.Random) -> Damage:
    """A nought too many stands in a quantity."""
    field = vocabulary("value")
    node = pick(chance, content.having(field), "quantity with a number")
    number = node.values(field)[0].split('"')[1]
    return changed(node.put(field, f'"{number}0"^^<{XSD}decimal>'))


def dose_longer_than_interval(content: Content, chance: random.Random) -> Damage:
    """A dose lasts longer than it takes to the next."""
    node = pick(chance, content.having(vocabulary("interval")), "claim on an interval")
    value, files = quantity(content, 30, "d")
    short, more = quantity(content, 2, "d")
    return changed(
        node.put(vocabulary("duration"), value),
        node.put(vocabulary("interval"), short),
        *files,
        *more,
    )


ROWS: tuple[tuple[str, str, Hand], ...] = (
    ("approval-resting-on-a-warning", "an approval rests on a warning", resting_on_a_warning),
    ("approval-with-fields-of-a-warning", "an approval speaks of an event", with_an_event),
    ("authority-of-another-jurisdiction", "US becomes EU in a decision", of_another_country),
    ("authorization-in-another-jurisdiction", "a use is of Japan", use_of_another_country),
    ("authorization-of-withdrawn-use", "a use that was authorized is withdrawn", use_withdrawn),
    ("date-before-records", "a day lies a thousand years back", dated("reviewedOn", "1026-11-22")),
    ("date-in-the-future", "a day lies a hundred years ahead", dated("reviewedOn", "2126-11-22")),
    ("dates-out-of-order", "two days of a decision are swapped", swapped("decidedOn", "inForceOn")),
    (
        "decision-after-its-source",
        "a decision is younger than its source",
        dated("inForceOn", "2026-11-20"),
    ),
    (
        "duration-range-very-wide",
        "the upper end of a time slips by a digit",
        given("durationTo", 90, "d", beside="duration"),
    ),
    ("frequency-rank-inverted", "two ranks of frequency are swapped", ranks_swapped),
    ("implausible-count", "a line of treatment has a digit too many", counted("line", 20)),
    ("implausible-time", "28 days become 280", given("duration", 280, "d")),
    ("impossible-age", "a highest age has a digit too many", given("maxAge", 250, "a")),
    (
        "number-or-unit-slipped",
        "one week is ten elsewhere",
        told_again("duration", 10, "wk"),
    ),
    (
        "number-or-unit-slipped",
        "28 days are hours elsewhere",
        told_again("duration", 28, "h"),
    ),
    ("population-against-age", "people up to twelve are adults", grown_ups_only),
    ("quantity-against-its-name", "a quantity gets a nought too many", ten_times_its_name),
    ("rest-longer-than-treatment", "a rest is ten times as long", given("rest", 20, "wk")),
    (
        "review-before-source",
        "a claim was reviewed before there was its source",
        dated("reviewedOn", "2001-01-01"),
    ),
    ("schedule-impossible", "a dose ends after the next begins", dose_longer_than_interval),
    ("time-of-no-length", "a time has no length", given("duration", 0, "d")),
    ("unit-of-another-dimension", "a time is given in milligrams", given("duration", 28, "mg")),
)


def mutations() -> list[Mutation]:
    """A mutation for each rule on numbers, times, dates and approvals."""
    rows = [Mutation(name, frozenset({rule}), hand) for rule, name, hand in ROWS]
    from_use = frozenset({"approval-without-authorization"})
    return [*rows, Mutation("approvals are derived from uses", from_use, approved_by_use, ALONE)]

"""What an invented graph is made of: kinds of things in the style of the vocabulary, no content.

A thing is a mapping from predicate to terms. Names are prefixed, literals are written as in
N-Triples but for a prefixed datatype, and in the form that a store keeps.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Fields = dict[str, list[str]]

BASE = "https://w3id.org/immunograph/"
PREFIXES = {
    **{kind: f"{BASE}{kind}/" for kind in ("antigen", "cell", "claim", "condition", "drug")},
    **{kind: f"{BASE}{kind}/" for kind in ("event", "org", "passage", "product", "source")},
    "version": f"{BASE}version/",
    "ig": f"{BASE}vocab#",
    "one": "https://example.org/register-one/",
    "two": "https://example.org/register-two/",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MODALITIES = (
    "ig:MonoclonalAntibody",
    "ig:BispecificTCellEngager",
    "ig:AntibodyDrugConjugate",
    "ig:CarTCellTherapy",
    "ig:CheckpointInhibitor",
)
CLAIMS = ("ig:TargetEngagement", "ig:AntigenExpression", "ig:Indication", "ig:AdverseReaction")
SUBCLASSES = [
    *((each, "ig:Drug") for each in MODALITIES if each != "ig:BispecificTCellEngager"),
    ("ig:BispecificTCellEngager", "ig:MonoclonalAntibody"),
    *((each, "ig:Claim") for each in CLAIMS),
]


@dataclass(frozen=True)
class World:
    """How many things of each kind there are, and the chance by which they are linked."""

    counts: Mapping[str, int]
    chance: random.Random

    def below(self, limit: int) -> int:
        """A number from 0 to below a limit."""
        return int(self.chance.random() * limit)

    def one_of(self, kind: str) -> str:
        """Some thing of a kind."""
        return f"{NAMES[kind]}{self.below(self.counts[kind])}"

    def choice(self, *terms: str) -> str:
        """One of several terms."""
        return terms[self.below(len(terms))]

    def source(self, i: int) -> int:
        """The number of the source that says what is said of a thing."""
        return i % self.counts["source"]


def integer(value: int) -> str:
    """A whole number as a literal."""
    return f'"{value}"^^xsd:integer'


def half(value: int) -> str:
    """A whole number and a half as a literal."""
    return f'"{value}.5"^^xsd:decimal'


def date(days: int) -> str:
    """A date some days after the start of 2010, with months of 28 days."""
    year, day = divmod(days, 336)
    return f'"{2010 + year}-{day // 28 + 1:02}-{day % 28 + 1:02}"^^xsd:date'


def digest(number: int) -> str:
    """64 hexadecimal digits."""
    return f'"{(number * 2654435761 + 97) % 2**64:016x}{number:048x}"'


def parent(name: str, i: int) -> list[str]:
    """The thing above another in a tree of threes."""
    return [f"{name}{(i - 1) // 3}"] if i else []


def source(world: World, i: int) -> Fields:
    """A page of a publisher."""
    return {
        "rdf:type": ["ig:Source"],
        "skos:prefLabel": [f'"Invented page {i}"@en'],
        "dcterms:title": [f'"Invented page {i}"@en'],
        "dcterms:language": ['"en"'],
        "ig:address": [f"one:page-{i}"],
        "ig:audience": [world.choice("ig:Patients", "ig:Professionals")],
        "ig:licence": [world.choice("ig:CcBy4", "ig:PublicDomain", "ig:AllRightsReserved")],
        "ig:publisher": [world.one_of("organization")],
    }


def version(world: World, i: int) -> Fields:
    """A dated version of a page."""
    reviewed = world.below(4000)
    return {
        "rdf:type": ["ig:SourceVersion"],
        "skos:prefLabel": [f'"Invented page {i}, a version"@en'],
        "ig:versionOf": [f"source:page-{i}"],
        "ig:lastReviewed": [date(reviewed)],
        "ig:retrievedOn": [date(reviewed + world.below(300))],
        "ig:sha256": [digest(i)],
        "ig:ledgerComplete": ['"true"^^xsd:boolean'],
    }


def passage(world: World, i: int) -> Fields:
    """A place in a version of a page."""
    start = world.below(20_000)
    return {
        "rdf:type": ["ig:Passage"],
        "ig:disposition": [world.choice("ig:Modelled", "ig:Background", "ig:Open")],
        "ig:order": [integer(i // 10 + 1)],
        "ig:start": [integer(start)],
        "ig:end": [integer(start + 20 + world.below(200))],
        "ig:inVersion": [f"version:page-{world.source(i)}"],
        "ig:sha256": [digest(i + 1)],
    }


def organization(_world: World, i: int) -> Fields:
    """A publisher, authority or holder."""
    return {
        "rdf:type": ["ig:Organization"],
        "skos:prefLabel": [f'"Invented organization {i}"@en'],
        "ig:homepage": [f"one:home-{i}"],
        "ig:country": [('"US"', '"GB"', '"DE"', '"ES"')[i % 4]],
    }


def antigen(_world: World, i: int) -> Fields:
    """A target."""
    return {
        "rdf:type": ["ig:Antigen"],
        "skos:prefLabel": [f'"Example antigen {i}"@en', f'"antígeno inventado {i}"@es'],
        "skos:altLabel": [f'"EA{i}"@en'],
        "skos:definition": [f'"An invented antigen, number {i}."@en'],
        "ig:protein": [f"one:P{i:05}"],
    }


def cell(_world: World, i: int) -> Fields:
    """A type of cell, in a tree."""
    return {
        "rdf:type": ["ig:CellType"],
        "skos:prefLabel": [f'"example cell {i}"@en'],
        "skos:altLabel": [f'"EC{i}"@en'],
        "ig:partOf": parent("cell:example-", i),
    }


def event(world: World, i: int) -> Fields:
    """An adverse event."""
    return {
        "rdf:type": ["ig:AdverseEvent"],
        "skos:prefLabel": [f'"examplaemia {i}"@en', f'"examplemia {i}"@es'],
        "ig:plainLabel": [f'"too much example, number {i}"@en'],
        "ig:seriousByDefault": [world.choice('"true"^^xsd:boolean', '"false"^^xsd:boolean')],
        "skos:notation": [f'"E{i:06}"'],
    }


def condition(_world: World, i: int) -> Fields:
    """A disease or its stage, in a tree."""
    return {
        "rdf:type": ["ig:Condition"],
        "skos:prefLabel": [f'"exampleosis {i}"@en', f'"ejemplosis {i}"@es'],
        "skos:broader": parent("condition:example-", i),
        "skos:exactMatch" if i % 2 else "skos:closeMatch": [f"two:C{i}"],
    }


def drug(world: World, i: int) -> Fields:
    """A therapy."""
    engaged = [f"antigen:example-{each}" for each in engaged_by(world, i)]
    return {
        "rdf:type": [MODALITIES[i % 5]],
        "skos:prefLabel": [f'"examplumab {i}"@en', f'"examplumab {i}"@es'],
        "skos:altLabel": [f'"EX-{i}"@en', f'"EXM {i}"@en'],
        "skos:definition": [f'"An invented therapy, number {i}."@en'],
        "ig:plainLabel": [f'"the invented medicine {i}"@en'],
        "ig:code": [f'"EX{i:06}"'],
        "ig:identifier": [f"one:D{i}", f"two:D{i}"],
        "ig:targets": engaged[:1],
        "ig:engages": engaged,
        "ig:reviewStatus": [world.choice("ig:Reviewed", "ig:Draft")],
    }


def product(world: World, i: int) -> Fields:
    """A brand in a jurisdiction."""
    return {
        "rdf:type": ["ig:Product"],
        "skos:prefLabel": [f'"Examplify {i}"@en'],
        "ig:brandOf": [f"drug:examplumab-{i}"],
        "ig:holder": [world.one_of("organization")],
        "ig:jurisdiction": [world.choice('"US"', '"EU"', '"GB"')],
        "ig:authorityNumber": [f'"EX/1/{i:05}/001"'],
    }


def engaged_by(world: World, i: int) -> tuple[int, int]:
    """The numbers of the two antigens that a therapy engages."""
    antigens = world.counts["antigen"]
    first = i * 7919 % antigens
    return first, (first + 1) % antigens


def claim(world: World, i: int, kind: str, about: str) -> Fields:
    """What every claim carries."""
    return {
        "rdf:type": [kind],
        "ig:about": [about],
        "ig:certainty": [world.choice("ig:Stated", "ig:Hedged", "ig:UnderStudy")],
        "ig:enteredBy": [world.choice("ig:Curator", "ig:Importer", "ig:Extractor")],
        "ig:reviewedOn": [date(4400 + i % 1000)],
        "ig:reviewStatus": [world.choice("ig:Reviewed", "ig:Draft")],
        "ig:supportedBy": [world.one_of("passage")],
    }


def engagement(world: World, i: int) -> Fields:
    """A claim that a therapy engages an antigen."""
    about, which = divmod(i, 2)
    return {
        **claim(world, i, "ig:TargetEngagement", f"drug:examplumab-{about}"),
        "ig:antigen": [f"antigen:example-{engaged_by(world, about)[which]}"],
        "ig:role": ["ig:EffectorRecruitment" if which else "ig:DirectedTarget"],
        "ig:onCell": [world.one_of("cell")],
    }


def expression(world: World, i: int) -> Fields:
    """A claim that an antigen stands on a type of cell."""
    antigen_name = f"antigen:example-{i % world.counts['antigen']}"
    return {
        **claim(world, i, "ig:AntigenExpression", antigen_name),
        "ig:antigen": [antigen_name],
        "ig:cell": [world.one_of("cell")],
    }


def indication(world: World, i: int) -> Fields:
    """A claim that a therapy is used for a condition."""
    age, start = world.below(60), world.below(4000)
    return {
        **claim(world, i, "ig:Indication", f"drug:examplumab-{i}"),
        "ig:condition": [world.one_of("condition")],
        "ig:stance": [world.choice("ig:Approved", "ig:SourceReported", "ig:UnderStudy")],
        "ig:line": [integer(1 + world.below(4))],
        "ig:minAge": [integer(age)],
        "ig:maxAge": [integer(age + 1 + world.below(40))],
        "ig:validFrom": [date(start)],
        "ig:validTo": [date(start + world.below(1000))],
    }


def reaction(world: World, i: int) -> Fields:
    """A claim that a therapy can cause an event, with numbers that agree with the band."""
    hundreds, days = 10 + world.below(41), world.below(20)
    band, affected = (
        ("ig:VeryCommon", hundreds * (10 + world.below(50))),
        ("ig:Common", hundreds * (1 + world.below(9))),
        ("ig:Uncommon", hundreds // 10 + 1),
    )[i % 3]
    return {
        **claim(world, i, "ig:AdverseReaction", world.one_of("drug")),
        "ig:event": [world.one_of("event")],
        "ig:frequencyBand": [band],
        "ig:affected": [integer(affected)],
        "ig:exposed": [integer(hundreds * 100)],
        "ig:seriousness": [world.choice("ig:Serious", "ig:NotSerious", "ig:NotStated")],
        "ig:onsetFrom": [half(days)],
        "ig:onsetTo": [half(days + world.below(20))],
    }


KINDS: Mapping[str, Callable[[World, int], Fields]] = {
    "source": source,
    "version": version,
    "organization": organization,
    "antigen": antigen,
    "cell": cell,
    "event": event,
    "condition": condition,
    "passage": passage,
    "drug": drug,
    "product": product,
    "engagement": engagement,
    "expression": expression,
    "indication": indication,
    "reaction": reaction,
}
NAMES: Mapping[str, str] = {
    "source": "source:page-",
    "version": "version:page-",
    "organization": "org:example-",
    "antigen": "antigen:example-",
    "cell": "cell:example-",
    "event": "event:example-",
    "condition": "condition:example-",
    "passage": "passage:page-",
    "drug": "drug:examplumab-",
    "product": "product:examplify-",
    "engagement": "claim:engagement-",
    "expression": "claim:expression-",
    "indication": "claim:indication-",
    "reaction": "claim:reaction-",
}
# Things of a kind for each hundred therapies, and the fewest; reactions fill up what is left.
PER_HUNDRED: Mapping[str, tuple[int, int]] = {
    "source": (2, 2),
    "version": (2, 2),
    "organization": (5, 2),
    "antigen": (25, 4),
    "cell": (10, 4),
    "event": (30, 4),
    "condition": (30, 7),
    "passage": (300, 4),
    "drug": (100, 2),
    "product": (100, 2),
    "engagement": (200, 4),
    "expression": (50, 4),
    "indication": (100, 2),
}
REACTIONS_PER_DRUG = 8

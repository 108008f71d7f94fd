"""Mutations of shapes that ask for more than a plain value, each by a hand of its own."""

import random
import re
from collections.abc import Mapping

from immunograph.vocabulary import QUERIES, RDFS, SH, TYPE, XSD
from mutation.content import ABOUT, Content, Edit, Spot, vocabulary
from mutation.moves import lonely, replaced, retold, stranger
from mutation.mutation import Damage, changed, lacking, pick
from mutation.shapes import Hand, Shape

IDENTIFIER, MAPPING = vocabulary("identifier"), vocabulary("mappingPredicate")
EXACT = "<http://www.w3.org/2004/02/skos/core#exactMatch>"


def nothing_said(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A thing is added of which no claim speaks."""
    return lonely(content, chance, shape.name.partition("_")[0])


def in_two_mechanisms(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A step belongs to two mechanisms."""
    one, other = chance.sample(content.of("Mechanism"), 2)
    step = content.named[chance.choice(other.values(vocabulary("step")))[1:-1]]
    return lacking(step.file, step.line, one.add(vocabulary("step"), f"<{step.iri}>"))


def approval_and_warning(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A claim is an approval and a boxed warning."""
    node = pick(chance, content.of("Authorization"), "authorization")
    return lacking(node.file, node.line, node.add(TYPE, f"<{vocabulary('BoxedWarning')}>"))


def without(status: str, field: str) -> Hand:
    """A claim of a status loses a field that this status asks for."""

    def hand(shape: Shape, content: Content, chance: random.Random) -> Damage:
        value = f"<{vocabulary(status)}>"
        claims = content.having(vocabulary("reviewStatus"), vocabulary(field))
        nodes = [n for n in claims if value in n.values(vocabulary("reviewStatus"))]
        node = pick(chance, nodes, f"{status} claim")
        return lacking(node.file, node.line, node.drop(vocabulary(field)))

    return hand


def only_a_claim(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A claim does not say of which kind it is."""
    node = pick(chance, content.of("Claim"), "claim")
    return changed(node.put(TYPE, f"<{vocabulary('Claim')}>"))


def about_two_things(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A claim is about a second thing, and still stands in the file of the first."""
    claim = pick(chance, [n for n in content.having(ABOUT) if "/drug/" in n.file], "claim")
    other = pick(chance, content.of("Antigen"), "antigen")
    return changed(claim.add(ABOUT, f"<{other.iri}>"))


def no_class_of_therapies(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """The class of a therapy is a class of something else."""
    node = pick(chance, content.having(vocabulary("modality")), "classification")
    return changed(node.put(vocabulary("modality"), f"<{vocabulary('Antigen')}>"))


def in_the_cell_ontology(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """An engineered cell is said to be one of the Cell Ontology."""
    cell = pick(chance, content.of("EngineeredCellType"), "engineered cell")
    claim = pick(chance, content.having(IDENTIFIER), "identification")
    told = claim.text(
        {
            vocabulary("about"): f"<{cell.iri}>",
            IDENTIFIER: "<http://purl.obolibrary.org/obo/CL_0000084>",
        },
        f"{claim.iri}-2",
    )
    return Damage((content.append(cell.file, told),), (Spot(cell.file, cell.line),))


def identifier_of_our_own(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """An identifier is a name of this graph."""
    node = pick(chance, content.having(IDENTIFIER), "identification")
    other = pick(chance, content.of("Thing"), "thing")
    return replaced(node, IDENTIFIER, f"<{other.iri}>", chance)


def antigen_equals_protein(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A thing is said to be the same as a protein."""
    claims = [n for n in content.having(MAPPING) if EXACT in n.values(MAPPING)]
    node = pick(chance, claims, "exact match")
    return replaced(node, IDENTIFIER, "<http://purl.uniprot.org/uniprot/P15391>", chance)


def protein_of_a_therapy(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """What is said of the protein of an antigen is said of another thing."""
    protein = f"<{vocabulary('protein')}>"
    claims = [n for n in content.having(MAPPING) if protein in n.values(MAPPING)]
    claim = pick(chance, claims, "protein")
    return retold(content, claim, stranger(content, vocabulary("Antigen"), chance).iri)


def use_of_a_publisher(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """What is used for a condition is an organization."""
    claim = pick(chance, content.of("Indication"), "indication")
    other = pick(chance, content.of("Organization"), "organization")
    return retold(content, claim, other.iri)


def neither_number_nor_word(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A quantity has no number, or both a number and a word."""
    node = pick(chance, content.having(vocabulary("value")), "number")
    both = node.put(vocabulary("amount"), f"<{vocabulary('AFew')}>")
    edit = both if chance.random() < 0.5 else node.drop(vocabulary("value"))
    return lacking(node.file, node.line, edit)


def ledger_without_fingerprint(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A version is complete, and yet cannot be verified."""
    field = vocabulary("ledgerComplete")
    versions = [
        n for n in content.having(field, vocabulary("sha256")) if "true" in str(n.values(field))
    ]
    node = pick(chance, versions, "complete version")
    return lacking(node.file, node.line, node.drop(vocabulary("sha256")))


def of_no_cited_work(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A version loses what only a work that is merely cited may lack."""
    cited = {f"<{node.iri}>" for node in content.having(vocabulary("citation"))}
    versions = content.having(vocabulary("versionOf"))
    read = [n for n in versions if cited.isdisjoint(n.values(vocabulary("versionOf")))]
    node = pick(chance, read, "version that was read")
    edits = [node.drop(each) for each in shape.predicates if each in node.clauses]
    return lacking(node.file, node.line, *edits)


def approval_under_study(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """How firmly an approval is stated says that it is under study."""
    node = pick(chance, content.of("Authorization"), "authorization")
    value = f"<{vocabulary('UnderStudy')}>"
    return replaced(node, vocabulary("certainty"), value, chance)


def carries_a_publisher(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """What an antibody carries is an organization."""
    node = pick(chance, content.having(vocabulary("payload")), "payload")
    other = pick(chance, content.of("Organization"), "organization")
    return changed(node.put(vocabulary("payload"), f"<{other.iri}>"))


def more_than_all(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A quantity is of more than a hundred per cent."""
    node = pick(chance, content.having(vocabulary("value")), "number")
    value = node.put(vocabulary("value"), f'"150"^^<{XSD}decimal>')
    unit = node.put(vocabulary("unit"), '"%"')
    return lacking(node.file, node.line, value, unit)


def in_a_question(file: str, pattern: str, *lines: str) -> Hand:
    """A line in the head of a question is replaced by others; without one, it is left out."""

    def hand(shape: Shape, content: Content, chance: random.Random) -> Damage:
        text = content.texts[file].split("\n")
        at = next(n for n, each in enumerate(text, 1) if re.search(pattern, each))
        return changed(Edit(file, at, at + 1, lines))

    return hand


def question_by_hand(*texts: str) -> Hand:
    """A question is written among the things of the graph, with some texts in SPARQL."""

    def hand(shape: Shape, content: Content, chance: random.Random) -> Damage:
        file = pick(chance, content.of("Concept"), "concept").file
        said = (f'    <{SH}{each}> "{each.upper()} {{}}" ;' for each in texts)
        lines = (
            f"<{QUERIES}by-hand-{len(texts)}>",
            f"    a <{SH}SPARQLExecutable> ;",
            f'    <{RDFS}comment> "Written by hand."@en ;',
        )
        edit = content.append(file, (*lines, *said, "."))
        return Damage((edit,), (Spot.of(edit, len(lines) if texts else 0),))

    return hand


SPECIAL: Mapping[tuple[str, str], Hand] = {
    ("Antigen_use", "minCount"): nothing_said,
    ("Drug_kindOfTherapy", "or"): nothing_said,
    ("Drug_target", "minCount"): nothing_said,
    ("Product_therapyOfTheBrand", "minCount"): nothing_said,
    ("MechanismStep_mechanism", "minCount"): nothing_said,
    ("MechanismStep_mechanism", "maxCount"): in_two_mechanisms,
    ("Authorization_certainty", "not"): approval_under_study,
    ("Composition_payload", "or"): carries_a_publisher,
    ("Quantity_percent", "or"): more_than_all,
    ("Authorization_isNoWarning", "not"): approval_and_warning,
    ("Claim_reasonOfRetired", "property"): without("Retired", "reason"),
    ("Claim_reviewedOnOfReviewed", "property"): without("Reviewed", "reviewedOn"),
    ("Claim_about", "maxCount"): about_two_things,
    ("Claim_type", "minCount"): only_a_claim,
    ("Classification_classOfTherapies", "hasValue"): no_class_of_therapies,
    ("EngineeredCellType_identifier", "not"): in_the_cell_ontology,
    ("Identification_identifier", "not"): identifier_of_our_own,
    ("Identification_ofAntigen", "property"): antigen_equals_protein,
    ("Identification_ofProteinOrGene", "property"): protein_of_a_therapy,
    ("Indication_about", "or"): use_of_a_publisher,
    ("Query_summary", "minCount"): in_a_question("queries/sources-read.rq", "summary:"),
    ("Query_text", "minCount"): question_by_hand(),
    ("Query_text", "maxCount"): question_by_hand("select", "ask"),
    ("QueryParameter_class", "class"): in_a_question(
        "queries/antigens-on-cell.rq", "class:", "#+     class: ig:targets"
    ),
    ("QueryParameter_datatype", "in"): in_a_question(
        "queries/stale-claims.rq", "type:", "#+     type: xsd:dat"
    ),
    ("Quantity_valueOrAmount", "xone"): neither_number_nor_word,
    ("SourceVersion_completeLedger", "or"): ledger_without_fingerprint,
    ("SourceVersion_date", "minCount"): of_no_cited_work,
    ("SourceVersion_ledger", "minCount"): of_no_cited_work,
}

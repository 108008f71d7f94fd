"""The IRIs that the tool itself speaks of."""

BASE = "https://w3id.org/immunograph/"
VOCABULARY = f"{BASE}vocab"
IG = f"{VOCABULARY}#"
DCTERMS = "http://purl.org/dc/terms/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SCHEMA = "https://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SPEX = "https://purl.expasy.org/sparql-examples/ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"

TYPE = f"{RDF}type"
SHORT_CUT_OF = f"{IG}shortCutOf"
DISPUTED_BY = f"{IG}disputedBy"

THING = f"{IG}Thing"
DRUG = f"{IG}Drug"
MODALITY = f"{IG}Modality"
ADVERSE_EVENT = f"{IG}AdverseEvent"
BOXED_WARNING = f"{IG}BoxedWarning"
RAISES_RISK_OF = f"{IG}raisesRiskOf"
SERIOUSNESS = f"{IG}Seriousness"

WAIVER = f"{IG}Waiver"
WAIVES = f"{IG}waives"
WAIVED_FOR = f"{IG}waivedFor"
REASON = f"{IG}reason"
EXPIRES = f"{IG}expires"

# The folder of graph/ in which the things of a namespace stand.
KIND_FOLDERS = {
    f"{BASE}{kind}/": kind
    for kind in (
        "drug",
        "product",
        "antigen",
        "cell",
        "mechanism",
        "event",
        "condition",
        "procedure",
        "org",
        "concept",
        "quantity",
        "source",
    )
}
# Claims about a class of therapies have no thing of their own in their file.
CLASS_FOLDER = "modality"
# The parts of a source stand in the file of the source.
PARTS_OF_SOURCE = tuple(f"{BASE}{part}/" for part in ("version", "section", "passage"))
CLAIMS = f"{BASE}claim/"
QUERIES = f"{BASE}query/"
PASSAGES = f"{BASE}passage/"

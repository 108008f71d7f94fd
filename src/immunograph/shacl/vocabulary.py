"""The terms of SHACL: those understood here, and those of parts of it that are not run."""

from collections.abc import Mapping

from immunograph.shacl.components import COMPONENTS
from immunograph.shacl.terms import SH

NODE_KINDS = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
# What shapes may use beside the parameters of the components.
_STRUCTURE = """
    NodeShape PropertyShape Shape targetClass targetNode targetSubjectsOf targetObjectsOf path
    inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath property deactivated
    severity Violation Warning Info message name description order group defaultValue PropertyGroup
    flags ignoredProperties qualifiedValueShape qualifiedValueShapesDisjoint
    sparql SPARQLConstraint select ask prefixes declare prefix namespace PrefixDeclaration
    ConstraintComponent Parameter parameter optional labelTemplate validator nodeValidator
    propertyValidator SPARQLSelectValidator SPARQLAskValidator Validator
    ValidationReport ValidationResult conforms result focusNode resultPath resultSeverity
    resultMessage sourceShape sourceConstraint sourceConstraintComponent value detail
"""


def _component(name: str) -> str:
    """The constraint component of a parameter, as reports name it."""
    return f"{name[0].upper()}{name[1:]}ConstraintComponent"


KNOWN = frozenset(
    f"{SH}{name}"
    for name in (
        *_STRUCTURE.split(),
        *NODE_KINDS,
        *COMPONENTS,
        *map(_component, COMPONENTS),
        "PropertyConstraintComponent",
        "SPARQLConstraintComponent",
    )
)
_ADVANCED = "belongs to SHACL Advanced Features, which are not run here"
_SCRIPTS = "belongs to SHACL-JS, which is not run here"
_OUTSIDE = "names a graph that is not read here"
# Terms of SHACL that are not run, each with the reason.
BEYOND: Mapping[str, str] = {
    f"{SH}{name}": reason
    for reason, names in {
        _ADVANCED: """target targetShape Target TargetType SPARQLTarget SPARQLTargetType rule Rule
            TripleRule SPARQLRule subject predicate object condition expression
            ExpressionConstraintComponent values nodes filterShape intersection union this
            Function SPARQLFunction Parameterizable returnType SPARQLExecutable
            SPARQLConstructExecutable
            SPARQLAskExecutable SPARQLSelectExecutable SPARQLUpdateExecutable construct update
            resultAnnotation ResultAnnotation annotationProperty annotationValue annotationVarName
            """,
        _SCRIPTS: """js jsFunctionName jsLibrary jsLibraryURL JSConstraint JSConstraintComponent
            JSExecutable JSFunction JSLibrary JSRule JSTarget JSTargetType JSValidator""",
        _OUTSIDE: "shapesGraph suggestedShapesGraph",
        "asks for inference, which is not done here": "entailment Entailment",
    }.items()
    for name in names.split()
}
# How the namespace of SHACL is often written wrongly: then nothing in it is seen.
MISSPELT: Mapping[str, str] = dict.fromkeys(
    ("https://www.w3.org/ns/shacl", "http://www.w3.org/ns/shacl/", "http://www.w3.org/ns/shacl:"),
    SH,
)
_DATATYPES = """
    string boolean decimal integer double float date time dateTime dateTimeStamp gYear gMonth gDay
    gYearMonth gMonthDay duration yearMonthDuration dayTimeDuration byte short int long unsignedByte
    unsignedShort unsignedInt unsignedLong positiveInteger nonNegativeInteger negativeInteger
    nonPositiveInteger hexBinary base64Binary anyURI language normalizedString token NMTOKEN Name
    NCName QName NOTATION ID IDREF ENTITY NMTOKENS IDREFS ENTITIES anySimpleType anyAtomicType
    untypedAtomic
"""
XSD_DATATYPES = frozenset(_DATATYPES.split())

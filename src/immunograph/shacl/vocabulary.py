"""The terms of SHACL that are understood here; any other in a shapes graph is a fault."""

from immunograph.shacl.components import COMPONENTS
from immunograph.shacl.terms import SH

# What shapes may use beside the parameters of the components.
_STRUCTURE = """
    NodeShape PropertyShape Shape targetClass targetNode targetSubjectsOf targetObjectsOf path
    inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath property deactivated
    severity Violation Warning Info message name description order group defaultValue PropertyGroup
    flags ignoredProperties qualifiedValueShape qualifiedValueShapesDisjoint
    IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral
    sparql SPARQLConstraint select ask prefixes declare prefix namespace PrefixDeclaration
    ConstraintComponent Parameter parameter optional labelTemplate validator nodeValidator
    propertyValidator SPARQLSelectValidator SPARQLAskValidator
    ValidationReport ValidationResult conforms result focusNode resultPath resultSeverity
    resultMessage sourceShape sourceConstraint sourceConstraintComponent value detail
"""
KNOWN = frozenset(f"{SH}{name}" for name in (*_STRUCTURE.split(), *COMPONENTS))

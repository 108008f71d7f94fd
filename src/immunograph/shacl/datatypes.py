"""Which literals are well-formed. Source: XML Schema 1.1 part 2, lexical spaces of 3.3 and 3.4."""

from immunograph.shacl.terms import XSD

_INTEGER = "^[+-]?[0-9]+$"
_DATE = "-?([1-9][0-9]{3,}|0[0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = "(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\\\.[0-9]+)?|24:00:00(\\\\.0+)?)"
_ZONE = "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)"
_FLOAT = "^([+-]?([0-9]+(\\\\.[0-9]*)?|\\\\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)$"
_YEAR = "-?([1-9][0-9]{3,}|0[0-9]{3})"

# The lexical form of each datatype as a regular expression of SPARQL, in a SPARQL string.
LEXICAL = {
    f"{XSD}boolean": "^(true|false|1|0)$",
    f"{XSD}decimal": "^[+-]?([0-9]+(\\\\.[0-9]*)?|\\\\.[0-9]+)$",
    f"{XSD}integer": _INTEGER,
    f"{XSD}double": _FLOAT,
    f"{XSD}float": _FLOAT,
    f"{XSD}date": f"^{_DATE}{_ZONE}?$",
    f"{XSD}time": f"^{_TIME}{_ZONE}?$",
    f"{XSD}dateTime": f"^{_DATE}T{_TIME}{_ZONE}?$",
    f"{XSD}dateTimeStamp": f"^{_DATE}T{_TIME}{_ZONE}$",
    f"{XSD}gYear": f"^{_YEAR}{_ZONE}?$",
    f"{XSD}gYearMonth": f"^{_YEAR}-(0[1-9]|1[0-2]){_ZONE}?$",
    f"{XSD}hexBinary": "^([0-9a-fA-F]{2})*$",
}
# The datatypes whose values are bounded integers: least and greatest, None where unbounded.
BOUNDS: dict[str, tuple[int | None, int | None]] = {
    f"{XSD}nonNegativeInteger": (0, None),
    f"{XSD}positiveInteger": (1, None),
    f"{XSD}nonPositiveInteger": (None, 0),
    f"{XSD}negativeInteger": (None, -1),
    f"{XSD}long": (-(2**63), 2**63 - 1),
    f"{XSD}int": (-(2**31), 2**31 - 1),
    f"{XSD}short": (-(2**15), 2**15 - 1),
    f"{XSD}byte": (-(2**7), 2**7 - 1),
    f"{XSD}unsignedLong": (0, 2**64 - 1),
    f"{XSD}unsignedInt": (0, 2**32 - 1),
    f"{XSD}unsignedShort": (0, 2**16 - 1),
    f"{XSD}unsignedByte": (0, 2**8 - 1),
}
# Datatypes whose lexical form alone does not tell: the cast must succeed as well.
_CAST = frozenset(f"{XSD}{name}" for name in ("date", "dateTime"))


def well_formed(datatype: str, value: str) -> str:
    """An expression that is true where a literal of a datatype, in a variable, is well-formed."""
    if datatype in BOUNDS:
        least, greatest = BOUNDS[datatype]
        number = f"<{XSD}decimal>(STR({value}))"
        limits = [f"{number} >= {least}"] * (least is not None)
        limits += [f"{number} <= {greatest}"] * (greatest is not None)
        conditions = " && ".join([f'REGEX(STR({value}), "{_INTEGER}")', *limits])
        return f"COALESCE({conditions}, false)"
    if datatype not in LEXICAL:
        return "true"
    matches = f'REGEX(STR({value}), "{LEXICAL[datatype]}")'
    if datatype in _CAST:
        return f"({matches} && COALESCE(isLiteral(<{datatype}>(STR({value}))), false))"
    return matches

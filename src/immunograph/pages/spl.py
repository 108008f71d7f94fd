"""Structured product labels: what the HL7 form of a drug label says, laid out as people see it.

The form is HL7 version 3, as the FDA has it for labels: sections by LOINC code, each with its
title, its narrative, what of it stands in the highlights, and the sections within it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from lxml import etree

from immunograph.errors import NotAPage
from immunograph.pages import decoding
from immunograph.pages.found import Draft, Facts
from immunograph.pages.layout import Layout, Run
from immunograph.pages.narrative import Narrative
from immunograph.pages.page import Role

NS = {"v": "urn:hl7-org:v3"}
BOXED_WARNING = "34066-1"
_PRODUCT_DATA = "48780-1"
_UNCLASSIFIED = "42229-5"
_DECLARED = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DEPTH = "Excessive depth"
_PLACE = re.compile(r", line \d+(?:, column \d+)?$")
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SAYS_BOXED = re.compile(r"boxed\s+warning", re.IGNORECASE)
_OF_THE_FORM = re.compile(r"highlights do not include|full prescribing information", re.IGNORECASE)
_APPROVED = re.compile(r"initial .{0,9}approval", re.IGNORECASE)
_DEEPEST = 6
_ACTIVE = frozenset({"ACTIB", "ACTIM", "ACTIR"})
_NDC = "2.16.840.1.113883.6.69"


def read(data: bytes, name: str) -> Draft:
    """The label that these bytes are. Raises `NotAPage`."""
    decoded = decoding.decode(data, name)
    root = _parsed(decoded.text, name)
    facts = _facts(root)
    layout = Layout()
    title = _head(layout, root, facts)
    sections = root.findall("v:component/v:structuredBody/v:component/v:section", NS)
    _highlights(layout, sections)
    for section in sections:
        _section(layout, section, 2)
    return layout.draft(
        Facts(
            title=title,
            language=_attribute(root, "v:languageCode", "code"),
            last_reviewed=_day(root),
            publisher=facts.get("manufacturer", ""),
            metadata=facts,
            problems=decoded.problems,
        )
    )


def _parsed(text: str, name: str) -> etree._Element:
    """The document, without anything that it refers to."""
    if _DECLARED.search(text):
        fix = "remove the declaration, and write what it stands for"
        raise NotAPage(name, "declares a DOCTYPE or entities, which are not read", fix, "entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        return etree.fromstring(_DECLARATION.sub("", text).encode(), parser)
    except etree.XMLSyntaxError as error:
        if _DEPTH in (error.msg or ""):
            reason, fix = "is nested too deeply", "flatten it"
            raise NotAPage(name, reason, fix, "damaged", error.lineno) from None
        said = f"is not well-formed XML: {_PLACE.sub('', error.msg or '')}"
        raise NotAPage(name, said, "save the label again", "damaged", error.lineno) from None


# -- what the label is of --------------------------------------------------------------------------


def _facts(root: etree._Element) -> dict[str, str]:
    """What the label says of itself and of its products; names in the order of the label."""
    found = {
        "document_type": [_attribute(root, "v:code", "displayName")],
        "id": [_attribute(root, "v:id", "root")],
        "set_id": [_attribute(root, "v:setId", "root")],
        "version": [_attribute(root, "v:versionNumber", "value")],
        "effective_time": [_day(root)],
        "manufacturer": _texts(root, "v:author//v:representedOrganization/v:name"),
        "products": _texts(root, ".//v:manufacturedProduct/*/v:name"),
        "generic_names": _texts(root, ".//v:genericMedicine/v:name"),
        "active_ingredients": _texts(root, *_ingredients("name")),
        "active_moieties": _texts(root, ".//v:activeMoiety/v:activeMoiety/v:name"),
        "unii": _attributes(root, "code", *_ingredients("code")),
        "dosage_forms": _attributes(root, "displayName", ".//v:manufacturedProduct/*/v:formCode"),
        "routes": _attributes(root, "displayName", ".//v:routeCode"),
        "approvals": _attributes(root, "extension", ".//v:approval/v:id"),
        "ndc": _attributes(
            root, "code", f".//v:manufacturedProduct/*/v:code[@codeSystem='{_NDC}']"
        ),
    }
    once = {key: _once(values) for key, values in found.items()}
    once["ingredient"] = _only(once["generic_names"], once["active_moieties"])
    return {key: "; ".join(values) for key, values in once.items() if values}


def _only(*named: Sequence[str]) -> list[str]:
    """What the label is on: the first name that is the only one of its kind."""
    return next((list(names) for names in named if len(names) == 1), [])


def _ingredients(child: str) -> list[str]:
    """The paths to the active ingredients, in the newer form and in the older."""
    newer = [
        f".//v:ingredient[@classCode='{each}']/v:ingredientSubstance" for each in sorted(_ACTIVE)
    ]
    return [f"{path}/v:{child}" for path in (*newer, ".//v:activeIngredientSubstance")]


def _texts(root: etree._Element, *paths: str) -> list[str]:
    found = (each for path in paths for each in root.iterfind(path, NS))
    return [_seen("".join(map(str, each.itertext()))) for each in found]


def _attributes(root: etree._Element, name: str, *paths: str) -> list[str]:
    return [each.get(name) or "" for path in paths for each in root.iterfind(path, NS)]


def _attribute(root: etree._Element, path: str, name: str) -> str:
    return next(iter(_attributes(root, name, path)), "").strip()


def _once(values: Iterable[str]) -> list[str]:
    """The values, each once, whatever the size of its letters."""
    different: dict[str, str] = {}
    for value in filter(None, values):
        different.setdefault(value.casefold(), value)
    return list(different.values())


def _day(root: etree._Element) -> str:
    """The day from which the label is in effect."""
    written = _attribute(root, "v:effectiveTime", "value")
    found = _DAY.match(written or _attribute(root, "v:effectiveTime/v:low", "value"))
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def _seen(text: str) -> str:
    return " ".join(text.split())


# -- what it says ----------------------------------------------------------------------------------


def _head(layout: Layout, root: etree._Element, facts: dict[str, str]) -> str:
    """Lay out the title, and give the line of it that names the product."""
    title = root.find("v:title", NS)
    lines = _title_lines(title) if title is not None else []
    naming = [line for line in lines if not (_OF_THE_FORM.search(line) or _APPROVED.search(line))]
    named = naming[0] if naming else facts.get("products", "").partition(";")[0]
    layout.heading([Run(named)], 1)
    for line in lines:
        if line != named:
            layout.paragraph([Run(line)], role=Role.ABOUT)
    return named


def _title_lines(title: etree._Element) -> list[str]:
    """The lines of a title, as its line breaks part them."""
    marked = "".join(_with_breaks(title))
    return [seen for line in marked.split("\x00") if (seen := _seen(line))]


def _with_breaks(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        is_break = isinstance(child.tag, str) and etree.QName(child).localname == "br"
        yield from ("\x00",) if is_break else _with_breaks(child)
        yield child.tail or ""


def _highlights(layout: Layout, sections: Iterable[etree._Element]) -> None:
    """Lay out what of each section stands in the highlights, as a label begins with it."""
    excerpts = [each for section in sections for each in _excerpts(section)]
    if not excerpts:
        return
    layout.heading([Run("Highlights of prescribing information")], 2)
    for section, texts in excerpts:
        _title(layout, section, 3)
        for text in texts:
            Narrative(layout, 3).add(text)


def _excerpts(
    section: etree._Element,
) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    if texts := section.findall("v:excerpt/v:highlight/v:text", NS):
        yield section, texts
    for inner in section.findall("v:component/v:section", NS):
        yield from _excerpts(inner)


def _section(layout: Layout, section: etree._Element, level: int) -> None:
    """Lay out a section and those within it."""
    if _code(section) == _PRODUCT_DATA:
        return
    has_title = _title(layout, section, level)
    for text in section.findall("v:text", NS):
        Narrative(layout, level).add(text)
    for inner in section.findall("v:component/v:section", NS):
        _section(layout, inner, min(_DEEPEST, level + has_title))


def _title(layout: Layout, section: etree._Element, level: int) -> bool:
    """Lay out the title of a section, or what its code says that it is; False where it has none."""
    title = section.find("v:title", NS)
    runs = Narrative(layout, level).heading(title) if title is not None else []
    written = _seen("".join(run.text for run in runs))
    code = _code(section)
    if code == BOXED_WARNING and not _SAYS_BOXED.search(written):
        layout.heading([Run("Boxed warning")], level)
        level = min(_DEEPEST, level + 1)
    elif not written and code != _UNCLASSIFIED:
        runs = [Run(_named(_attribute(section, "v:code", "displayName")))]
    layout.heading(runs, level)
    return bool(_seen("".join(run.text for run in runs)))


def _code(section: etree._Element) -> str:
    return _attribute(section, "v:code", "code")


def _named(display: str) -> str:
    """The name of a section from that of its code.

    >>> _named("ADVERSE REACTIONS SECTION")
    'Adverse reactions'
    """
    return display.lower().removesuffix(" section").strip().capitalize()

"""Product labels for tests, in the form that the FDA has for them."""

TITLE = """
<title>These highlights do not include everything about NAMELIMAB.<br/>
NAMELIMAB injection, for intravenous use<br/>Initial U.S. Approval: 2031</title>"""
PRODUCT = """
<component><section><code code="48780-1"/><subject><manufacturedProduct><manufacturedProduct>
 <code code="00000-123" codeSystem="2.16.840.1.113883.6.69"/><name>Namelo</name>
 <formCode code="C1" displayName="INJECTION, SOLUTION"/>
 <asEntityWithGeneric><genericMedicine>
  <name>namelimab-zzzz</name></genericMedicine></asEntityWithGeneric>
 <ingredient classCode="IACT"><ingredientSubstance><code code="I1"/>
  <name>WATER</name></ingredientSubstance></ingredient>
 <ingredient classCode="ACTIB"><ingredientSubstance><code code="A1"/><name>NAMELIMAB</name>
  <activeMoiety><activeMoiety><name>NAMELIMAB</name></activeMoiety></activeMoiety>
 </ingredientSubstance></ingredient>
</manufacturedProduct>
<subjectOf><approval><id extension="BLA000000"/></approval></subjectOf>
<consumedIn>
 <substanceAdministration><routeCode displayName="INTRAVENOUS"/></substanceAdministration>
</consumedIn>
</manufacturedProduct></subject></section></component>"""
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="https://example.org/spl.xsl" type="text/xsl"?>
<!-- made for a test -->
<document xmlns="urn:hl7-org:v3">
<id root="1-2"/><code displayName="HUMAN PRESCRIPTION DRUG LABEL"/>{TITLE}
<effectiveTime value="20310405"/><setId root="set-1"/><versionNumber value="7"/>
<author><assignedEntity>
 <representedOrganization><name>Maker Inc.</name></representedOrganization>
</assignedEntity></author>
<component><structuredBody>"""


def section(text: str, title: str = "", code: str = "42229-5", inner: str = "") -> str:
    """A section of a label; `inner` are its excerpt and the sections within it."""
    named = f"<title>{title}</title>" if title else ""
    written = f"<text>{text}</text>" if text else ""
    display = {"34066-1": "BOXED WARNING SECTION", "34084-4": "ADVERSE REACTIONS SECTION"}
    return (
        f'<component><section><code code="{code}" displayName="{display.get(code, "")}"/>'
        f"{named}{written}{inner}</section></component>"
    )


def excerpt(text: str) -> str:
    """What of a section stands in the highlights."""
    return f"<excerpt><highlight><text>{text}</text></highlight></excerpt>"


def label(*sections: str) -> bytes:
    """A whole label."""
    return f"{HEAD}{PRODUCT}{''.join(sections)}</structuredBody></component></document>".encode()

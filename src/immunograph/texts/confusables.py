# ruff: noqa: RUF001 (look-alikes are what this table is of)
"""Letters of other alphabets that look like Latin letters, and the look of a text.

The table is the part of `confusables.txt` (Unicode Technical Standard 39, Unicode License v3)
in which one letter of another alphabet looks like one Latin letter or digit, as the package
confusable-homoglyphs 3.3.1 gives it; forms that NFKC changes anyway are left out.
"""

ALPHABETS = {
    "COPTIC": ("ϨⲅⲎⲒⲔⲘⲚⲞⲟⲢⲣⲤⲥⲦⲨⲬⳊⳌⳐⳒ", "2rHlKMNOoPpCcTYX93L6"),
    "CYRILLIC": (
        "ЅІЈАВЕЗКМНОРСТУХЬабгеорсухѕіјѡѴѵҮүһҽӀӏӠԁԌԛԜԝꙄꙇ",
        "SlJABE3KMHOPCTYXba6reopcyxsijwVvYyheli3dGqWw2i",
    ),
    "CHEROKEE": (
        "ᎠᎡᎢᎥᎩᎪᎫᎬᎳᎷᎻᎽᏀᏂᏃᏎᏏᏒᏔᏕᏙᏚᏞᏟᏢᏦᏧᏮᏳᏴꭵꮁꮃꮓꮩꮪꮯ",
        "DRTiYAJEWMHYGhZ4bRWSVSLCPKd6GBirwzvsc",
    ),
    "GREEK": ("ͿΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγινορσυϜϳϺᴦ", "JABEZHlKMNOPTYXayivopouFjMr"),
    "LISU": ("ꓐꓑꓒꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "BPdDTGKJCZFMNLSRVHWXYAElOU"),
    "ARMENIAN": ("ՍՏՕագզհոռսցքօ", "USOwqqhnnugfo"),
}

LOOK_ALIKES = {
    ord(letter): latin
    for letters, latins in ALPHABETS.values()
    for letter, latin in zip(letters, latins, strict=True)
}
# Latin letters and digits that look like one another.
_ASCII = {ord("I"): "l", ord("1"): "l", ord("|"): "l", ord("0"): "o"}
_TABLE = {**LOOK_ALIKES, **_ASCII}


def look(text: str) -> str:
    """What a text looks like, whatever it is spelt with; equal for texts that look alike.

    >>> look("CDl9") == look("CD19"), look("CD19") == look("CD22")
    (True, False)
    """
    folded = text.translate(_TABLE).casefold()
    return (
        folded.replace("rn", "m").replace("vv", "w") if "n" in folded or "v" in folded else folded
    )

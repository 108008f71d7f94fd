"""A comparison as one page of HTML that needs nothing beside it.

It shows the text of the page itself, sentences coloured by verdict; from each finding a link leads
to its sentence, and from there back. Whatever is shown is escaped.
"""

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence

import immunograph
from immunograph.compare.differences import Compared, Difference
from immunograph.compare.matrix import SILENT, matrix
from immunograph.compare.missing import Missing
from immunograph.compare.outcome import Verdict
from immunograph.compare.verdict import Comparison, Side
from immunograph.compare.whereabouts import Spot
from immunograph.compare.written import COUNTED, NOTICE, WORDS, also, summary
from immunograph.pages.page import Page, Sentence
from immunograph.tables import template
from immunograph.texts.characters import visible

_WORST = (Verdict.DISAGREES, Verdict.STALE, Verdict.AGREES, Verdict.SILENT)
_SEVERAL = 2


def written(compared: Sequence[Compared]) -> str:
    """The page."""
    total = {name: sum(page.counts[name] for page in compared) for name in WORDS}
    title = compared[0].name if len(compared) == 1 else f"{len(compared)} pages"
    return template("comparison").substitute(
        title=_shown(f"{title} held against the graph"),
        counts=_each("item", ({"text": f"{total[name]} {word}"} for name, word in COUNTED.items())),
        notice=html.escape(NOTICE),
        filters=_each("compared-filter", ({"verdict": n, "word": w} for n, w in WORDS.items())),
        matrix=_matrix(compared) if len(compared) >= _SEVERAL else "",
        pages="".join(_page(page, number) for number, page in enumerate(compared, 1)),
        version=html.escape(immunograph.__version__),
    )


def _page(compared: Compared, number: int) -> str:
    page, found = compared.proposal.page, compared.differences
    findings = [
        *(_difference(compared.name, each, f"{number}-{n}") for n, each in enumerate(found, 1)),
        *(
            _dispute(compared.name, one, f"{number}-{n}")
            for n, one in enumerate(compared.disputes, 1)
        ),
        *(
            _missing(compared.name, each, f"{number}-{n}")
            for n, each in enumerate(compared.missing, 1)
        ),
    ]
    return template("compared-page").substitute(
        name=_shown(compared.name),
        summary=_shown(summary(compared)),
        findings="".join(findings),
        language=html.escape(page.language or "en", quote=True),
        text="".join(_marked(page, compared, found, number)),
    )


def _difference(name: str, each: Difference, number: str) -> str:
    first, *more = each.says
    details = [
        *(("the page also says", says) for says in more),
        *_sides("the graph says", each.known),
        *_sides("another source", each.beside),
        *(("why", reason) for reason in each.reasons),
        ("to do", each.fix),
    ]
    page = number.partition("-")[0]
    place = _place(name, each.spot, page)
    return _finding(str(each.verdict), f"f{number}", place, first, details)


def _dispute(name: str, one: Comparison, number: str) -> str:
    details = [*_sides("so says", one.known), *_sides("otherwise", one.beside)]
    place = _place(name, one.spot, number.partition("-")[0])
    return _finding("agrees", f"d{number}", place, one.says, details, "sources differ")


def _missing(name: str, each: Missing, number: str) -> str:
    details = [("by", "; ".join(each.side.sources)), *(("also", said) for said in also(each))]
    details.append(("why", each.reason))
    place = ""
    if each.lost:
        details.append(("to do", "A list is announced there and is empty: look there."))
        place = _place(name, each.lost, number.partition("-")[0])
    return _finding("missing", f"m{number}", place, each.side.says, details)


def _finding(
    verdict: str,
    id_: str,
    place: str,
    says: str,
    details: Iterable[tuple[str, str]],
    word: str = "",
) -> str:
    return template("compared-finding").substitute(
        verdict=verdict,
        id=id_,
        place=place,
        word=html.escape(word or WORDS[verdict]),
        says=_shown(says),
        details=_each("detail", ({"name": n, "text": t} for n, t in details if t)),
    )


def _place(name: str, spot: Spot, page: str) -> str:
    return template("compared-place").substitute(
        target=f"s{page}-{spot.sentence}", place=_shown(f"{name}:{spot.line}:{spot.column}")
    )


def _sides(lead: str, sides: Iterable[Side]) -> Iterator[tuple[str, str]]:
    for side in sides:
        draft = " (a draft)" if side.draft else ""
        ended = f", until {side.ended}" if side.ended else ""
        yield f"{lead}{draft}", f"{side.says}{ended}; by {'; '.join(side.sources) or 'no source'}"
        if side.settled:
            yield "settled", f"{side.settled.decided}: {side.settled.reason}"


def _marked(
    page: Page, compared: Compared, found: Sequence[Difference], number: int
) -> Iterator[str]:
    """The text of the page, each sentence with its verdict, and links to its findings."""
    verdicts = _verdicts(compared)
    links: dict[int, list[tuple[int, Difference]]] = {}
    for n, each in enumerate(found, 1):
        links.setdefault(each.spot.sentence, []).append((n, each))
    lost = {each.lost.sentence for each in compared.missing if each.lost}
    at = 0
    for sentence in page.sentences:
        yield _text(page.text[at : sentence.start])
        own = links.get(sentence.order, [])
        text = "".join(_words(page, sentence, [each.spot for _, each in own]))
        if sentence.order in verdicts or sentence.order in lost:
            yield template("compared-sentence").substitute(
                verdict=str(verdicts.get(sentence.order, "")),
                id=f"s{number}-{sentence.order}",
                text=text,
                links=_each(
                    "compared-link",
                    ({"target": f"f{number}-{n}", "number": str(n)} for n, _ in own),
                ),
            )
        else:
            yield text
        at = max(at, sentence.end)
    yield _text(page.text[at:])


def _verdicts(compared: Compared) -> dict[int, Verdict]:
    """The verdict of each sentence that claims something: of several the worst."""
    found: dict[int, Verdict] = {}
    for one in compared.comparisons:
        for order in {*one.candidate.sentences, one.spot.sentence} - {0}:
            of = (found.get(order, Verdict.SILENT), one.verdict)
            found[order] = min(of, key=_WORST.index)
    return found


def _words(page: Page, sentence: Sentence, spots: Iterable[Spot]) -> Iterator[str]:
    """The text of a sentence, with the words that are meant marked."""
    at = sentence.start
    for spot in sorted(spots):
        start, end = max(spot.start, at), min(spot.end, sentence.end)
        if start < end:
            yield _text(page.text[at:start])
            yield template("compared-mark").substitute(text=_text(page.text[start:end]))
            at = end
    yield _text(page.text[at : sentence.end])


def _matrix(compared: Sequence[Compared]) -> str:
    of = matrix(compared)
    rows = []
    for row in of.rows:
        own = "" if row.claim else " (not in the graph)"
        cells = [template("compared-cell").substitute(verdict="", text=_shown(row.says + own))]
        for cell in row.cells:
            shown = "" if cell == SILENT else html.escape(cell)
            cells.append(template("compared-cell").substitute(verdict=cell, text=shown))
        rows.append(template("row").substitute(cells="".join(cells)))
    header = _each("heading", ({"text": name} for name in ("claim", *of.pages)))
    return template("compared-matrix").substitute(header=header, rows="".join(rows))


def _each(name: str, parts: Iterable[Mapping[str, str]]) -> str:
    """A template filled once for each of some parts, which are escaped."""
    shown = ({key: _shown(text) for key, text in part.items()} for part in parts)
    return "".join(template(name).substitute(part) for part in shown)


def _text(text: str) -> str:
    """A part of the text of a page, with its lines."""
    return "\n".join(map(_shown, text.split("\n")))


def _shown(text: str) -> str:
    return html.escape(visible(text))

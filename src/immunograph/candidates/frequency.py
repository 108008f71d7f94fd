"""How often an event is: bands of leaflets, ranks in words, shares in figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from immunograph.candidates.therapies import rules
from immunograph.vocabulary import IG

# From which share of people a band holds, the highest first.
_BANDS = (
    (10.0, "VeryCommonBand"),
    (1.0, "CommonBand"),
    (0.1, "UncommonBand"),
    (0.01, "RareBand"),
    (0.0, "VeryRareBand"),
)
_NAMES = (
    r"(?P<name>%s)\b(?:[\s-](?:side effects|adverse (?:reactions|effects|events)|reactions))?"
    r"(?:\s?\(|\s?:|\s?[,\u2013\u2014-])?\s?"
    r"(?:(?:this |these |it |they )?(?:may|can|might) [ae]ffects? |"
    r"frequency |(?:seen |occurs? |found )?in )?(?P<share>%s)"
    r"(?:[^.;:)]{0,60}?\b(?:people|patients|users|data|1/[\d, ]+))?\s?\)?"
)
_PERCENT = (
    r"(?P<bound>[≥≤<>]=?|at least|more than|up to|less than)?\s?"
    r"(?P<percent>\d{1,3}(?:\.\d{1,3})?)\s?%"
)
_COUNT = r"(?P<affected>\d{1,6})\s?(?:/|(?:out )?of(?: the)?)\s?(?P<exposed>\d{1,6})\b(?!\s?%)"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that say how often an event is: a band, or a rank. Both by IRI, empty for none.

    `opens` where they stand as the head of a group, with or without a share that defines it.
    """

    start: int
    end: int
    band: str = ""
    rank: str = ""
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A share of people in figures: per cent, and the numbers behind it where they are given.

    `bound` is what stands before the per cent: `≥` and the like.
    """

    start: int
    end: int
    percent: float | None
    affected: int | None = None
    exposed: int | None = None
    bound: str = ""

    @property
    def band(self) -> str:
        """The IRI of the band that holds the share; empty where the figures leave it open."""
        percent = self.percent
        if percent is None and self.affected is not None and self.exposed:
            percent = 100 * self.affected / self.exposed
        return "" if percent is None else band_of(percent, self.bound)


def band_of(percent: float, bound: str = "") -> str:
    """The IRI of the band of a share in per cent; empty where a bound leaves it open.

    >>> band_of(12).rpartition("#")[2], band_of(20, "≥").rpartition("#")[2], band_of(5, "≥")
    ('VeryCommonBand', 'VeryCommonBand', '')
    """
    at_least = bound[:1] in {"≥", ">"} or bound.casefold() in {"at least", "more than"}
    if bound and not (at_least and percent >= _BANDS[0][0]):
        return ""
    return next(f"{IG}{band}" for least, band in _BANDS if percent >= least)


def marks(text: str, *, defines: bool = False) -> list[Mark]:
    """The words of a text that say how often an event is, in its order.

    `defines` where the page gives its bands by numbers elsewhere: the bare name is then one too.

    >>> [one.band.rpartition("#")[2] for one in marks("Rare (in up to 1 in 1,000 users)")]
    ['RareBand']
    """
    found = list(_grouped(text, defines))
    taken = [(one.start, one.end) for one in found]
    for rank, pattern in _ranks():
        for match in pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                found.append(Mark(match.start(), match.end(), rank=f"{IG}{rank}"))
                taken.append(match.span())
    return sorted(found, key=lambda one: one.start)


def defined(text: str) -> bool:
    """Whether a text gives a band by numbers.

    >>> defined("Common: in up to 1 in 10 users"), defined("Common side effects are:")
    (True, False)
    """
    return "1" in text and any(pattern.search(text) for _, pattern, _ in _bands())


def shares(text: str) -> list[Share]:
    """The shares of people that a text gives in figures, in its order.

    >>> [(one.percent, one.affected, one.exposed) for one in shares("in 5% (12/240) of patients")]
    [(5.0, 12, 240)]
    """
    return [_share(match) for match in _figures().finditer(text)]


def _share(match: re.Match[str]) -> Share:
    found = {name: value for name, value in match.groupdict().items() if value}
    percent = found.get("percent") or found.get("percent2")
    affected, exposed = (found.get(n) or found.get(f"{n}2") for n in ("affected", "exposed"))
    return Share(
        match.start(),
        match.end(),
        float(percent) if percent else None,
        int(affected) if affected else None,
        int(exposed) if exposed else None,
        (found.get("bound") or found.get("bound2") or "").strip(),
    )


def _grouped(text: str, defines: bool) -> Iterator[Mark]:
    for band, full, bare in _bands():
        for match in full.finditer(text):
            yield Mark(match.start(), match.end(), band=band, opens=True)
        if defines and (alone := bare.match(text)):
            yield Mark(alone.start(), alone.end(), band=band, opens=True)


@cache
def _bands() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(_read_bands())


def _read_bands() -> Iterator[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    for rule in rules("frequency")["bands"]:
        name, share = rf"(?<!\w)(?<!very )(?<!very-)(?:{rule['name']})", rule["share"]
        iri = f"{IG}{rule['band']}" if rule["band"] else ""
        full = re.compile(_NAMES % (name, share), re.IGNORECASE)
        bare = re.compile(
            rf"\W{{0,3}}(?:{rule['name']})"
            r"(?:[\s-](?:side effects|adverse \w+|reactions))?\s?:?\s?$",
            re.IGNORECASE,
        )
        yield iri, full, bare


@cache
def _ranks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (rule["rank"], re.compile(rule["pattern"], re.IGNORECASE))
        for rule in rules("frequency")["ranks"]
    )


@cache
def _figures() -> re.Pattern[str]:
    second = {name: f"(?P<{name}2>" for name in ("bound", "percent", "affected", "exposed")}
    percent, count = _PERCENT, _COUNT
    for name, group in second.items():
        percent, count = (t.replace(f"(?P<{name}>", group) for t in (percent, count))
    return re.compile(
        rf"{_PERCENT}(?:\s?[(\[]\s?{_COUNT})?|{count}(?:[^()%]{{0,20}}[(\[]\s?{percent})?"
    )

"""Claims as tests write them."""

from immunograph.candidates.candidate import Amount, Candidate, Value


def short(value: Value) -> str:
    """A value without its namespace: `28 Day`, `Hedged`, `fever`."""
    if isinstance(value, Amount):
        return f"{short(value.value)} {short(value.unit)}"
    return str(value).rpartition("#")[2].rpartition("/")[2]


def fields(one: Candidate) -> dict[str, list[str]]:
    """The fields of a claim, by local name."""
    return {name: [short(value) for value in values] for name, values in one.fields.items()}


def objects(claims: list[Candidate]) -> set[str]:
    """What claims are about in the end."""
    return {short(one.object) for one in claims}

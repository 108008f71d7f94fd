"""How often is read right what a sentence denies, doubts or says of another, and whose a fact is?

    python benchmarks/extraction/context.py [--misses]

Counts the sentences of tests/cases/context: those that the rules were made with (seen) and those
that were written before there were rules, and to which none was fitted (unseen). `--misses` lists
what is read wrong among the seen ones only, so that the others stay unseen.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from immunograph.mentions.context import Relation, related
from immunograph.mentions.owner import owners

CASES = Path(__file__).parents[2] / "tests" / "cases" / "context"
FLAGS = [each.name for each in fields(Relation) if each.name != "cues"]
_OPTIONAL = {"able", "alarm"}  # said of a sentence only where it is what matters

Case = Mapping[str, Any]


def is_right(case: Case) -> bool:
    """Whether a sentence is read as it says it should be."""
    return _owned(case) if "owner_of" in case else _said(case) == set(case["is"])


def _owned(case: Case) -> bool:
    text, wanted = case["text"], case["owner"]
    found = owners(text, _span(text, case["owner_of"]), [_span(text, it) for it in case["among"]])
    return [text[slice(*each)] for each in found] == (
        wanted if isinstance(wanted, list) else [wanted]
    )


def _said(case: Case) -> set[str]:
    text, subject = case["text"], case["subject"]
    relation = related(text, _span(text, subject) if subject else None, _span(text, case["object"]))
    return {flag for flag in FLAGS if getattr(relation, flag)} - (_OPTIONAL - set(case["is"]))


def _span(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


def _read(name: str) -> Iterable[Case]:
    with (CASES / f"{name}.yaml").open(encoding="utf-8") as file:
        cases: list[Case] = yaml.safe_load(file)
    return cases


def main() -> None:
    """Print how many sentences are read right."""
    for name in ("seen", "unseen"):
        cases = list(_read(name))
        wrong = [case for case in cases if not is_right(case)]
        print(f"{name:7} {len(cases) - len(wrong)} of {len(cases)} read right")  # noqa: T201
        if "--misses" in sys.argv and name == "seen":
            for case in wrong:
                print(f"  {dict(case)}")  # noqa: T201


if __name__ == "__main__":
    main()

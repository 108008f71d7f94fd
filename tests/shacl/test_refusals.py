"""What shapes say that would be passed over is refused, and nothing else is."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from immunograph.rdf import parse_turtle
from immunograph.repository import ContentFile
from immunograph.shacl.refusals import refusals
from immunograph.validate import Shapes, unsafe

Shell = Callable[..., Any]
CASES = Path(__file__).parents[1] / "cases" / "shacl"


def cases(kind: str) -> list[Any]:
    found = sorted((CASES / kind).glob("*.ttl"))
    assert found
    return [pytest.param(path, id=path.stem) for path in found]


def expected(path: Path) -> list[str]:
    found = re.findall(r"^# expects: (.+)$", path.read_text("utf-8"), re.MULTILINE)
    assert found
    return found


def shapes(path: Path) -> Shapes:
    data = path.read_bytes()
    file = ContentFile(f"validate/{path.name}", data)
    return Shapes((file,), (tuple(parse_turtle(data, path.name)),))


@pytest.mark.parametrize("path", cases("refused"))
def test_what_would_be_passed_over_is_refused_with_its_place(shell: Shell, path: Path) -> None:
    run = shell("shacl", str(path))
    assert (run.code, run.out) == (2, "")
    for message in expected(path):
        assert re.search(re.escape(str(path)) + ".*" + message, run.err), run.err
    assert all(line.startswith(str(path)) for line in run.err.splitlines())


@pytest.mark.parametrize("path", cases("noted"))
def test_what_shacl_allows_although_it_checks_nothing_is_said(shell: Shell, path: Path) -> None:
    run = shell("shacl", str(path))
    assert run.code in {0, 1}
    for message in expected(path):
        assert re.search(f"note: .*{message}", run.err)


@pytest.mark.parametrize("path", cases("noted"))
def test_in_a_repository_it_is_a_violation(path: Path) -> None:
    found = [str(finding) for finding in unsafe(shapes(path)) if finding.severity == "violation"]
    for message in expected(path):
        assert any(re.search(message, each) for each in found)
    assert all(re.match(r"validate/.*\.ttl:\d+:\d+: ", each) for each in found)


@pytest.mark.parametrize("path", cases("accepted"))
def test_what_can_be_run_is_run(shell: Shell, path: Path) -> None:
    assert refusals(shapes(path).statements) == []
    run = shell("shacl", str(path))
    assert (run.code, run.err) in {(0, ""), (1, "")}


def test_the_place_of_a_shape_is_its_line(shell: Shell) -> None:
    path = CASES / "refused" / "target-class-as-text.ttl"
    line = next(
        number
        for number, text in enumerate(path.read_text("utf-8").splitlines(), 1)
        if "sh:targetClass" in text and "#" not in text
    )
    assert f"{path}:{line}:25: " in shell("shacl", str(path)).err

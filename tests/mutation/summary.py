"""What a run of the mutants ends with: how many there were."""

from collections.abc import Generator
from typing import Any

import pytest

from mutation.trial import TRIALS

_SAID = pytest.StashKey[str]()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Keep what a process of several says, for the one that speaks."""
    if said := getattr(node, "workeroutput", {}).get("mutants"):
        node.config.stash[_SAID] = said


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None]:
    """Hand on what this process of several has to say."""
    trials = session.config.stash.get(TRIALS, None)
    if trials is not None and hasattr(session.config, "workeroutput"):
        session.config.workeroutput["mutants"] = str(trials)
    yield


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how many mutants were tried, of how many rules and shapes, and how many were caught."""
    said = config.stash.get(TRIALS, None) or config.stash.get(_SAID, None)
    if said:
        terminalreporter.write_line(str(said))

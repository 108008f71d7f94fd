"""What a run of the mutants ends with: how many there were."""

import pytest

from mutation.trial import TRIALS


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how many mutants were tried, of how many rules and shapes, and how many were caught."""
    if trials := config.stash.get(TRIALS, None):
        terminalreporter.write_line(str(trials))

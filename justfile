# Run the tests and the checks.
default: test check

# Install the tool and what development needs into .venv-dev.
setup:
    python3 -m venv .venv-dev
    .venv-dev/bin/pip install --quiet --disable-pip-version-check -e ".[dev]"

# Run the tests.
test *ARGS:
    .venv-dev/bin/pytest {{ARGS}}

# Check code, types and content; change nothing.
check:
    .venv-dev/bin/ruff check
    .venv-dev/bin/ruff format --check
    .venv-dev/bin/mypy
    .venv-dev/bin/immunograph format --check
    .venv-dev/bin/immunograph check

# Lay out code and content.
format:
    .venv-dev/bin/ruff check --fix
    .venv-dev/bin/ruff format
    .venv-dev/bin/immunograph format

# Write docs/cli.md and docs/questions.md anew.
docs:
    UPDATE_DOCS=1 .venv-dev/bin/pytest tests/test_documentation.py

# Run everything that must hold before a change is merged.
ci:
    bash .ci/run

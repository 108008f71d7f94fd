"""`python -m immunograph`."""

from immunograph.cli import main

main()

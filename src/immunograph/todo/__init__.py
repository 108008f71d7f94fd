"""The verb `todo`: what is missing or weak, most valuable first."""

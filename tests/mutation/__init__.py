"""Mutations of the repository, by which the check itself is checked."""

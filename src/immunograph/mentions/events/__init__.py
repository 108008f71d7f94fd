"""Adverse events in the running text, the lists and the tables of any page."""

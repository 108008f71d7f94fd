"""A page becomes a draft of claims: what it says, held against what the graph knows.

slugs        names for what a page brings
quotation    no run of words of a page goes into a draft
known        what the graph knows of sources, their versions and their passages
identity     which source a page is, and what its version is called
ledger       every sentence of a page accounted for
claimed      what the graph claims about the things that a page speaks of
naming       what a claim is called
standing     a candidate held against the claims of the graph
statements   claims, things, quantities and a source as statements
draft        all of it as one text of Turtle
drift        what became of the sentences and claims of an earlier version
"""

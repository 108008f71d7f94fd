"""An editor works through what a page brings, and what is accepted goes into the graph.

items       what there is to decide
record      the review file: what there is to decide, and every decision
telling     a claim in plain words
at_hand     the sentences, from the page at hand
changes     a field of a claim, changed by its label, its number or its date
applying    accepted claims as files of the graph
session     one candidate after another, a key each
"""

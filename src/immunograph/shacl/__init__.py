"""SHACL compiled to SPARQL and run inside the store.

    triples -> shapes          a shapes graph as shapes, paths and constraints
    components                 one table: from the parameter of a component to its compiler
    compiler                   a constraint as one query over all focus nodes at once
    engine -> report           the queries run, and the one place where results are made

Imports nothing of the rest of the package but `store`.
"""

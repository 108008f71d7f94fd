"""SHACL compiled to SPARQL and run inside the store.

    triples, paths -> shapes      a shapes graph as shapes, paths and constraints
    components, logic, selects    from the parameter of a component to its compiler: one table
    focus, query                  a constraint as one query over many focus nodes at once
    star                          one query that tells which focus nodes may violate anything
    plan -> engine -> report      shapes compiled, run, and the one place where results are made

Imports nothing of the rest of the package but `store`.
"""

"""Why a query has no answer: the smallest part at fault, whether it is one, and a mend that works.

`parts` takes a query apart, `probes` asks whether parts have solutions together, `killing` finds
the fewest that have none, `known` is what the graph knows, and `patterns`, `literals`, `filters`,
`joins` and `clauses` say what is wrong with them. `mending` tries mends, and `examine` holds it
all together; `diagnosis` is what comes of it.
"""

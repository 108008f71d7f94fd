"""A page held against the graph: statement by statement, and what it should carry.

known          the claims of the graph that a page is held against
assertion      what a page claims, as statements that can be compared
outcome        what came of holding one claim against the graph
general        claims of one kind on one object
approvals      uses that are approved: those of a page must lie within those of the graph
kinds          for each kind of claim, what is compared, and where the graph is complete
whereabouts    where in the page the words stand that are meant
phrasing       claims in plain words
verdict        each statement of a page with its verdict
"""

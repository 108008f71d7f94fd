"""What a page claims, as candidates for claims of the graph.

candidate    a claim as a page makes it, with the sentences that make it
"""

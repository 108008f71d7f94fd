"""A data set at a SPARQL 1.1 endpoint: asked over HTTP, whatever engine is there."""

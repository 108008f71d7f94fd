"""pySHACL on the Turtle files of a repository: parse with rdflib, validate, say what was found."""

import sys
from pathlib import Path

import pyshacl
import rdflib
from findings import of_repository

root, out = Path(sys.argv[1]), Path(sys.argv[2])
data, shapes = rdflib.Graph(), rdflib.Graph()
for path in [*root.glob("graph/*/*.ttl"), *root.glob("ontology/*.ttl")]:
    data.parse(path, format="turtle")
data.parse(root / "derived.nt", format="nt")
for path in root.glob("validate/*.ttl"):
    shapes.parse(path, format="turtle")
_, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, inference="none")
lines = sorted(of_repository(report))
(out / "findings.tsv").write_text("".join(lines), encoding="utf-8")

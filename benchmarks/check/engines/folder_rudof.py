"""pyrudof on the Turtle files of a repository: read them, validate, say what was found."""

import sys
from pathlib import Path

import pyrudof

root, out = Path(sys.argv[1]), Path(sys.argv[2])
session = pyrudof.Rudof(pyrudof.RudofConfig())
form = pyrudof.RDFFormat
for path in [*root.glob("graph/*/*.ttl"), *root.glob("ontology/*.ttl")]:
    session.read_data(str(path), form.Turtle, merge=True)
session.read_data(str(root / "derived.nt"), form.NTriples, merge=True)
shapes = "\n".join(path.read_text(encoding="utf-8") for path in root.glob("validate/*.ttl"))
(out / "shapes.ttl").write_text(shapes, encoding="utf-8")
session.read_shacl(str(out / "shapes.ttl"))
lines = sorted(
    f"{entry.source_shape.rpartition('/')[2]}\t{entry.focus_node}\t{entry.value or ''}\n"
    for entry in session.validate_shacl()
)
(out / "findings.tsv").write_text("".join(lines), encoding="utf-8")

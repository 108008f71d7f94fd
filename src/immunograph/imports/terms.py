"""The terms of an ontology of others, in OBO or in OWL: identifiers for things of the same name.

A term is taken for a thing of the graph where its label, or an exact synonym, is a name of that
thing and of no other term.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

from immunograph.candidates.candidate import Candidate
from immunograph.dataset import DataSet
from immunograph.imports.files import contents, refused
from immunograph.imports.finding import Found, Note, Source
from immunograph.imports.rows import Row, Table
from immunograph.names import key
from immunograph.vocabulary import IG, SKOS

CELLS = Source(
    "cell-ontology",
    "Cell Ontology, blood and immune slim",
    "http://purl.obolibrary.org/obo/cl.owl",
    "obo-foundry",
    "CcBy4",
    "terms",
    name="OBO Foundry",
)
PROTEINS = Source(
    "protein-ontology",
    "Protein Ontology, import of the Cell Ontology",
    "http://purl.obolibrary.org/obo/pr.owl",
    "obo-foundry",
    "CcBy4",
    "terms",
    name="OBO Foundry",
)
_OBO = "http://purl.obolibrary.org/obo/"
_LABEL, _SYNONYMS, _LEVEL = "label", "exact synonyms", "category"
_JOINT = " | "
_DATED = re.compile(rb"releases/(\d{4}-\d\d-\d\d)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)" EXACT\b')
_CATEGORY = re.compile(r"\bCategory=([a-z-]+)")
_RDFS, _RDF, _OWL = (
    "{http://www.w3.org/2000/01/rdf-schema#}",
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}",
    "{http://www.w3.org/2002/07/owl#}",
)
_IN_OWL = "{http://www.geneontology.org/formats/oboInOwl#}"
_HEAD = 20_000
_LONGEST = 2_000


def read_of(prefix: str) -> Callable[[Path], Table]:
    """What reads the terms of a prefix (`CL`) from a file in OBO or OWL."""

    def read(path: Path) -> Table:
        """The terms in a file. Raises `NotAPage`."""
        data = contents(path)
        is_xml = data[:_HEAD].lstrip().startswith(b"<")
        found = _owl(data, path, prefix) if is_xml else _obo(data, prefix)
        rows = tuple(found)
        if not rows:
            raise refused(path, f"has no term of {prefix}")
        dated = _DATED.search(data[:_HEAD])
        # The release of what imports a file is not that of what is imported.
        day = dated[1].decode() if dated and b"/imports/" not in data[:_HEAD] else ""
        return Table(hashlib.sha256(data).hexdigest(), day, rows)

    return read


def _row(curie: str, label: str, synonyms: Sequence[str], category: str) -> Row:
    cells = {"id": curie, _LABEL: label, _SYNONYMS: _JOINT.join(sorted(set(synonyms)))}
    return Row(curie, cells | ({_LEVEL: category} if category else {}))


def _obo(data: bytes, prefix: str) -> Iterator[Row]:
    """The terms of a file in OBO."""
    text = data.decode("utf-8", "replace")
    for stanza in re.split(r"\n\s*\n", text):
        if not stanza.lstrip().startswith("[Term]"):
            continue
        tags: dict[str, list[str]] = defaultdict(list)
        for line in stanza.splitlines():
            name, _, value = line.partition(": ")
            tags[name.strip()].append(value[:_LONGEST])
        curie = "".join(tags["id"][:1])
        if curie.startswith(f"{prefix}:") and tags["name"] and "true" not in tags["is_obsolete"]:
            synonyms = [found[1] for each in tags["synonym"] if (found := _QUOTED.match(each))]
            category = _CATEGORY.search(" ".join(tags["comment"]))
            yield _row(curie, tags["name"][0], synonyms, category[1] if category else "")


def _owl(data: bytes, path: Path, prefix: str) -> Iterator[Row]:
    """The terms of a file in OWL, as RDF/XML; entities are not resolved."""
    start = f"{_OBO}{prefix}_"
    options = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    try:
        for _, node in etree.iterparse(BytesIO(data), tag=f"{_OWL}Class", **options):
            about = str(node.get(f"{_RDF}about", ""))
            if about.startswith(start) and (row := _of_class(node, prefix, about)):
                yield row
            if node.getparent() is not None and node.getparent().getparent() is None:
                node.clear()
    except etree.XMLSyntaxError as error:
        said = " ".join(str(error).split())[:120]
        raise refused(path, f"is no OWL that can be read ({said})") from None


def _of_class(node: etree._Element, prefix: str, about: str) -> Row | None:
    label = _text(node.find(f"{_RDFS}label"))
    if not label or _text(node.find(f"{_OWL}deprecated")) == "true":
        return None
    synonyms = [_text(one) for one in node.findall(f"{_IN_OWL}hasExactSynonym")]
    category = _CATEGORY.search(_text(node.find(f"{_RDFS}comment")))
    curie = f"{prefix}:{about.rpartition('_')[2]}"
    return _row(curie, label, [s for s in synonyms if s], category[1] if category else "")


def _text(node: etree._Element | None) -> str:
    return (node.text or "").strip()[:_LONGEST] if node is not None else ""


@dataclass(frozen=True, slots=True)
class Fit:
    """For which class of things identifiers are, and how they fit.

    `levels` are the categories of terms that count; empty where all do. `without` is a class whose
    things have no counterpart.
    """

    kind: str
    predicate: str
    levels: tuple[str, ...] = ()
    without: str = ""


CELL_FIT = Fit("CellType", "exactMatch", without="EngineeredCellType")
PROTEIN_FIT = Fit("Antigen", "closeMatch", levels=("gene",))


def find_of(fit: Fit) -> Callable[[Table, DataSet], Found]:
    """What finds the terms that are named as things of a class are."""

    def find(table: Table, dataset: DataSet) -> Found:
        """The terms that things of the graph are called by, and the identifiers that they are."""
        by_name = _by_name(table, fit)
        pairs: dict[str, list[str]] = defaultdict(list)
        notes = []
        for thing in _things(dataset, fit):
            found = _terms(dataset, thing, by_name)
            if len(found) > 1:
                said = f"its names are those of {', '.join(sorted(found))}"
                notes.append(Note("several-terms", dataset.prefixes.contract(thing), said))
            elif found:
                pairs[next(iter(found))].append(thing)
        return _found(table, pairs, notes, fit)

    return find


def _by_name(table: Table, fit: Fit) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in table.rows:
        if not fit.levels or row[_LEVEL] in fit.levels:
            for name in (row[_LABEL], *row[_SYNONYMS].split(_JOINT)):
                if name:
                    found[key(name)].add(row.key)
    return found


def _things(dataset: DataSet, fit: Fit) -> list[str]:
    kinds = dataset.names.kinds
    return sorted(
        thing
        for thing in dataset.names.by_thing
        if f"{IG}{fit.kind}" in kinds.get(thing, ())
        and f"{IG}{fit.without}" not in kinds.get(thing, ())
    )


def _terms(dataset: DataSet, thing: str, by_name: Mapping[str, set[str]]) -> set[str]:
    """The terms of the preferred name of a thing; where there is none, of its other names."""
    preferred = by_name.get(key(dataset.names.label(thing)), set())
    if preferred:
        return preferred
    return {
        term
        for name in dataset.names.by_thing[thing]
        if name.predicate == f"{SKOS}altLabel" and name.language in {"", "en"}
        for term in by_name.get(key(name.text), ())
    }


def _found(table: Table, pairs: Mapping[str, Sequence[str]], notes: list[Note], fit: Fit) -> Found:
    rows = tuple(row for row in table.rows if len(pairs.get(row.key, ())) == 1)
    for term, things in pairs.items():
        if len(things) > 1:
            said = f"{len(things)} things of the graph are called so"
            notes.append(Note("several-things", term, said))
    fields = {"mappingPredicate": (f"{SKOS}{fit.predicate}",)}
    candidates = tuple(
        Candidate(
            "Identification",
            pairs[row.key][0],
            f"{_OBO}{row.key.replace(':', '_')}",
            "Stated",
            (place,),
            fields,
        )
        for place, row in enumerate(rows, 1)
    )
    return Found(rows, candidates, (), tuple(notes))

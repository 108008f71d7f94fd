"""Mutations of files: what keeps them from being one graph, or the check from being one."""

import random
import re

from immunograph.vocabulary import QUERIES, SH, SKOS, TYPE
from mutation.content import ABOUT, Content, Edit, Node, Spot, thing, vocabulary
from mutation.moves import copy, replaced
from mutation.mutation import (
    ALONE,
    ONE_GRAPH,
    READING,
    Damage,
    Hand,
    Mutation,
    changed,
    lacking,
    pick,
)

LABEL = f"{SKOS}prefLabel"


def _in_graph(content: Content, chance: random.Random) -> Node:
    return pick(chance, [n for n in content.nodes if n.file.startswith("graph/")], "node")


# Files that do not make one graph.


def foreign(content: Content, chance: random.Random) -> Damage:
    """A file describes something that is not of this graph."""
    file = _in_graph(content, chance).file
    lines = ("<https://example.org/thing>", f"    a <{vocabulary('Concept')}> ;", ".")
    return changed(content.append(file, lines))


def question_by_hand(content: Content, chance: random.Random) -> Damage:
    """A question is described among the things of the graph."""
    file = _in_graph(content, chance).file
    lines = (f"<{QUERIES}therapies-by-mood>", f"    a <{SH}SPARQLExecutable> ;", ".")
    return changed(content.append(file, lines))


def no_slug(content: Content, chance: random.Random) -> Damage:
    """The name of a thing is not written as names are."""
    node = pick(chance, content.of("Concept"), "concept")
    return copy(content, node, thing(f"concept/{node.local.title()}"))


def described_twice(content: Content, chance: random.Random) -> Damage:
    """A thing is described in a second file."""
    node, other = _in_graph(content, chance), _in_graph(content, chance)
    if node.file == other.file:
        return described_twice(content, chance)
    edit = content.append(other.file, node.text({}))
    return Damage((edit,), (Spot.of(edit), Spot(node.file, node.line)))


def in_a_wrong_file(content: Content, chance: random.Random) -> Damage:
    """A claim stands in the file of another thing."""
    claim = pick(chance, content.having(ABOUT), "claim")
    other = pick(chance, [n for n in content.of("Concept") if n.file != claim.file], "concept")
    return changed(content.append(other.file, claim.text({})), content.remove(claim))


def mistyped(content: Content, chance: random.Random) -> Damage:
    """A name has a letter too many."""
    links = [
        n for n in content.having(vocabulary("supportedBy")) if vocabulary("event") in n.clauses
    ]
    node = pick(chance, links, "claim on an event")
    event = node.values(vocabulary("event"))[0]
    return replaced(node, vocabulary("event"), f"{event[:-1]}s>", chance)


def short_cut_by_hand(content: Content, chance: random.Random) -> Damage:
    """What follows from claims is written by hand."""
    drug = pick(chance, content.of("Drug"), "therapy")
    antigen = pick(chance, content.of("Antigen"), "antigen")
    return changed(drug.put(vocabulary("targets"), f"<{antigen.iri}>"))


def short_cut_of_nothing(content: Content, chance: random.Random) -> Damage:
    """A short cut is declared that no derivation makes."""
    lines = (
        f"<{vocabulary('hasNothing')}>",
        "    a <http://www.w3.org/2002/07/owl#ObjectProperty> ;",
        f"    <{vocabulary('shortCutOf')}> <{vocabulary('Claim')}> ;",
        ".",
    )
    return changed(content.append("ontology/shortcuts.ttl", lines))


def of_no_class(content: Content, chance: random.Random) -> Damage:
    """A thing does not say what it is."""
    node = _in_graph(content, chance)
    return lacking(node.file, node.line, node.drop(TYPE))


# Files that cannot be read as they are.


def value(written: str) -> Hand:
    """A further value of a name stands there, as it must not be written."""

    def hand(content: Content, chance: random.Random) -> Damage:
        node = pick(chance, [n for n in content.of("Thing") if LABEL in n.clauses], "name")
        return changed(node.put(f"{SKOS}note", written))

    return hand


def nested_terms(content: Content, chance: random.Random) -> Damage:
    """A value is nested more deeply than any parser can be trusted with."""
    node = pick(chance, [n for n in content.of("Thing") if LABEL in n.clauses], "name")
    deep = f"{'<<( <urn:a> <urn:b> ' * 300}1{' )>>' * 300}"
    return Damage((node.put(f"{SKOS}note", deep),), (Spot(node.file, 0),))


def mark_of_byte_order(content: Content, chance: random.Random) -> Damage:
    """A file begins with a mark of byte order."""
    file = _in_graph(content, chance).file
    first = content.texts[file].split("\n")[0]
    return changed(Edit(file, 1, 2, (f"\ufeff{first}",)))


def line_in(content: Content, file: str, pattern: str) -> tuple[int, str]:
    """The first line of a file that a pattern fits, and what it says."""
    lines = content.texts[file].split("\n")
    return next((n, each) for n, each in enumerate(lines, 1) if re.search(pattern, each))


def rewritten(file: str, pattern: str, old: str, new: str) -> Hand:
    """Something in a line of a file is written otherwise."""

    def hand(content: Content, chance: random.Random) -> Damage:
        at, line = line_in(content, file, pattern)
        assert old in line
        return changed(Edit(file, at, at + 1, (line.replace(old, new),)))

    return hand


def unknown_prefix(content: Content, chance: random.Random) -> Damage:
    """A parameter is of a class whose prefix is not declared; the head is shown as a whole."""
    file = "queries/targets-of-therapy.rq"
    at, line = line_in(content, file, "class: ")
    return lacking(file, 1, Edit(file, at, at + 1, (line.replace("ig:", "gi:"),)))


def needless_parameter(content: Content, chance: random.Random) -> Damage:
    """A question asks for something of which its SPARQL does not speak."""
    file = "queries/targets-of-therapy.rq"
    at, _ = line_in(content, file, "params:")
    more = ("#+   colour:", "#+     class: ig:Drug", "#+     example: blinatumomab")
    return changed(Edit(file, at + 1, at + 1, more))


def added_file(name: str, like: str) -> Hand:
    """A file is added, like one that is there; the finding is of the whole of it."""

    def hand(content: Content, chance: random.Random) -> Damage:
        lines = content.texts[like].rstrip("\n").split("\n") if like else [""]
        return Damage((content.append(name, lines),), (Spot(name, 0), Spot(like, 0)))

    return hand


# Shapes and questions that are not checked, or cannot be.


def _shape_with(content: Content, chance: random.Random, word: str) -> tuple[str, int, str]:
    """A line of a shape with a word: the file, the line, what it says."""
    lines = [
        (file, at, line)
        for file, text in content.texts.items()
        if re.fullmatch(r"validate/[^/]+\.ttl", file)
        for at, line in enumerate(text.split("\n"), 1)
        if re.match(rf"    {word}\b", line)
    ]
    return pick(chance, lines, f"shape with {word}")


def shape_term(word: str, wrong: str) -> Hand:
    """A term of a shape is misspelt."""

    def hand(content: Content, chance: random.Random) -> Damage:
        file, at, line = _shape_with(content, chance, word)
        return changed(Edit(file, at, at + 1, (line.replace(word, wrong),)))

    return hand


def shape_of_nothing(content: Content, chance: random.Random) -> Damage:
    """A shape is about a class that does not exist."""
    file, at, _ = _shape_with(content, chance, r"sh:targetClass ig:\w+")
    subject = _subject_above(content, file, at)
    return lacking(file, subject, Edit(file, at, at + 1, ("    sh:targetClass ig:Nothing ;",)))


def _subject_above(content: Content, file: str, at: int) -> int:
    lines = content.texts[file].split("\n")
    return next(n for n in range(at, 0, -1) if lines[n - 1].startswith("shape:"))


def shape_with_more(line: str) -> Hand:
    """A line is added to a shape."""

    def hand(content: Content, chance: random.Random) -> Damage:
        file, at, _ = _shape_with(content, chance, "sh:targetClass")
        return changed(Edit(file, at, at, (f"    {line}",)))

    return hand


def no_shapes(content: Content, chance: random.Random) -> Damage:
    """The files of shapes hold no shapes any more."""
    files = [name for name in content.texts if re.fullmatch(r"validate/[^/]+\.ttl", name)]
    edits = tuple(Edit(name, 1, content.end_of(name)) for name in files)
    return Damage(edits, (Spot("validate", 0),))


def content_among_shapes(content: Content, chance: random.Random) -> Damage:
    """A thing is described in a file of shapes."""
    node = pick(chance, content.of("Concept"), "concept")
    return changed(content.append("validate/concept.ttl", node.text({}, thing("concept/other"))))


def query_line(folder: str) -> Hand:
    """A query has a line that is no SPARQL."""

    def hand(content: Content, chance: random.Random) -> Damage:
        files = [name for name in content.texts if name.startswith(folder) and name.endswith(".rq")]
        file = pick(chance, files, "query")
        at, _ = line_in(content, file, r"^(SELECT|CONSTRUCT)|WHERE \{")
        return changed(Edit(file, at + 1, at + 1, ("  this is no pattern ;;",)))

    return hand


def form_of_another(content: Content, chance: random.Random) -> Damage:
    """A question has a form that is that of another already."""
    asked = [
        n for n in content.texts if n.startswith("queries/") and "#+ forms:" in content.texts[n]
    ]
    one, other = sorted(chance.sample(asked, 2))
    form = line_in(content, one, r"^#\+ +- ")[1]
    at, _ = line_in(content, other, r"^#\+ forms:")
    return changed(Edit(other, at + 1, at + 1, (form,)))


def _one(name: str, rule: str, hand: Hand, stage: str) -> Mutation:
    return Mutation(name, frozenset({rule}), hand, stage)


MUTATIONS = [
    *(
        _one(name, rule, hand, ONE_GRAPH)
        for name, rule, hand in (
            ("a file describes a thing of someone else", "foreign-subject", foreign),
            ("a question is written by hand", "foreign-subject", question_by_hand),
            ("the name of a thing has capitals", "slug", no_slug),
            ("a thing is described in two files", "duplicate-subject", described_twice),
            ("a claim stands in the file of another thing", "wrong-file", in_a_wrong_file),
            ("a name is mistyped", "missing-thing", mistyped),
            ("a short cut is written by hand", "short-cut-asserted", short_cut_by_hand),
            ("a short cut has no derivation", "short-cut-without-rule", short_cut_of_nothing),
            ("a thing is of no class", "no-class", of_no_class),
        )
    ),
    *(
        _one(name, rule, hand, READING)
        for name, rule, hand in (
            ("a node has no name", "blank-node", value("[ ]")),
            ("a number is written with a nought before it", "literal-form", value("01")),
            ("a language is written in capitals", "literal-form", value('"a"@en-GB')),
            ("a prefix is not declared", "syntax", value("nowhere:thing")),
            ("a quote is not closed", "syntax", value('"open')),
            ("a value is nested too deeply", "nesting", nested_terms),
            ("a file begins with a mark of byte order", "encoding", mark_of_byte_order),
        )
    ),
    *(
        _one(name, rule, hand, ALONE)
        for name, rule, hand in (
            ("a file stands where nothing reads it", "stray-file", added_file("graph/x.ttl", "")),
            (
                "a question is there twice",
                "shared-name",
                added_file("queries/more/targets-of-therapy.rq", "queries/targets-of-therapy.rq"),
            ),
            ("a derivation is no SPARQL", "derivation", query_line("ontology/derive/")),
            (
                "the head of a question is no YAML",
                "head",
                rewritten("queries/boxed-warnings.rq", "^#. summary:", "summary:", "summary: so: "),
            ),
            (
                "a question takes a thing of an undeclared prefix",
                "head",
                unknown_prefix,
            ),
            (
                "a prefix has a space in it",
                "prefix",
                rewritten("ontology/prefixes.ttl", "sh:prefix", 'sh:prefix "', 'sh:prefix "a '),
            ),
            ("sh:minCount is misspelt", "shapes", shape_term("sh:minCount", "sh:minCout")),
            ("sh:targetClass is misspelt", "shapes", shape_term("sh:targetClass", "sh:targetClas")),
            ("a shape is about a class that is not there", "shapes", shape_of_nothing),
            ("a shape is switched off", "shapes", shape_with_more("sh:deactivated true ;")),
            ("a shape has a rule", "shapes", shape_with_more('sh:rule "x" ;')),
            ("there are no shapes", "nothing-checked", no_shapes),
            ("a thing stands among the shapes", "wrong-file", content_among_shapes),
        )
    ),
    Mutation("a question is no SPARQL", frozenset({"query"}), query_line("queries/")),
    Mutation("a rule is no SPARQL", frozenset({"query"}), query_line("validate/rules/")),
    Mutation("a parameter is in no pattern", frozenset({"query"}), needless_parameter),
    Mutation("two questions share a form", frozenset({"shared-form"}), form_of_another),
]

"""The picture of `explain`."""

from conftest import Shell
from drawings import Reader
from immunograph.explain import Explanation, Step
from immunograph.finding import counted
from immunograph.library import Library
from immunograph.pictures.sheet import NO_ADVICE


def read(library: Library, start: str, end: str) -> tuple[Explanation, Reader]:
    given = library.explain(start, end)
    return given, Reader(library.picture(given).svg)


def said(library: Library, step: Step) -> str:
    passages = len({one.passage for one in step.evidence})
    label = library.dataset.names.label(step.predicate)
    return f"{label} ({counted(passages, 'passage')})" if passages else label


def test_every_step_stands_with_its_number_of_passages(library: Library) -> None:
    for start, end in (("blinatumomab", "B cell"), ("blinatumomab", "inotuzumab ozogamicin")):
        given, reader = read(library, start, end)
        assert given.paths
        for step in (step for path in given.paths for step in path):
            assert said(library, step) in reader.seen
            for thing in (step.subject, step.object):
                assert library.dataset.names.label(thing) in reader.seen
            for one in step.evidence:
                assert any(str(one) in title for title in reader.titles)


def test_the_way_is_from_left_to_right(library: Library) -> None:
    for start, end in (("blinatumomab", "B cell"), ("B cell", "blinatumomab")):
        _, reader = read(library, start, end)
        place = {span.text: float(span.get("x", "")) for span in reader.all("tspan")}
        assert place[start] < place["CD19"] < place[end]


def test_it_says_what_it_rests_on_and_that_it_is_no_advice(library: Library) -> None:
    given, reader = read(library, "blinatumomab", "B cell")
    steps = [step for path in given.paths for step in path]
    passages = {one.passage for step in steps for one in step.evidence}
    sources = {(one.publisher, one.title) for step in steps for one in step.evidence}
    digest = library.dataset.manifest["dataset"]["sha256"][:12]
    read_from = library.dataset.manifest["classes"]["Source"]
    basis = (
        f"Rests on {len(passages)} passages of {len(sources)} sources. "
        f"Data set {digest}, of {read_from} sources."
    )
    assert basis in reader.lines
    assert NO_ADVICE in reader.lines


def test_the_command_prints_the_same(library: Library, shell: Shell) -> None:
    shell("explain", "blinatumomab", "B cell", "--format", "svg")
    assert (shell.code, shell.out) == (
        0,
        library.picture(library.explain("blinatumomab", "B cell")).svg,
    )


def test_things_that_nothing_connects_are_no_picture(shell: Shell) -> None:
    shell("explain", "CD19", "CD19", "--format", "svg")
    assert (shell.code, shell.out) == (1, "")
    assert shell.err == "nothing in the graph connects CD19 and CD19, so nothing is drawn\n"

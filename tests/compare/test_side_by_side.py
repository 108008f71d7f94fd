"""Several pages side by side: who says what, who is silent, who disagrees."""

from datetime import date

from immunograph.candidates.candidate import Candidate
from immunograph.compare.differences import Compared
from immunograph.compare.known import Graph
from immunograph.compare.matrix import Matrix, matrix
from immunograph.compare.pages import proposed
from immunograph.library import Library
from proposing import claimed, page, proposal

BLINATUMOMAB = "drug:blinatumomab"
SAID = claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd19")
WRONG = claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd22", role="ig:DirectedTarget")
NEW = claimed("AdverseReaction", BLINATUMOMAB, "event:abdominal-pain")


def compared(library: Library, *given: tuple[Candidate, ...]) -> list[Compared]:
    graph = Graph(library.dataset)
    made = [proposal(page("A line."), *each) for each in given]
    today = date(2026, 11, 28)
    return [proposed(f"{n}.txt", each, graph, today) for n, each in enumerate(made, 1)]


def cells(of: Matrix) -> dict[str, tuple[str, ...]]:
    return {row.says: row.cells for row in of.rows}


def test_a_row_has_a_cell_for_each_page(library: Library) -> None:
    of = matrix(compared(library, (SAID, NEW), (WRONG,), (), (NEW,)))
    assert of.pages == ("1.txt", "2.txt", "3.txt", "4.txt")
    assert cells(of) == {
        "blinatumomab is directed at CD19": ("says", "disagrees", "silent", "silent"),
        "blinatumomab can cause abdominal pain": ("says", "silent", "silent", "says"),
    }
    assert [bool(row.claim) for row in of.rows] == [True, False]


def test_a_page_that_says_it_once_and_once_otherwise_disagrees(library: Library) -> None:
    (row,) = matrix(compared(library, (SAID, WRONG), ())).rows
    assert row.cells == ("disagrees", "silent")


def test_without_pages_there_is_nothing(library: Library) -> None:
    assert matrix([]) == Matrix((), ())

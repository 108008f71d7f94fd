"""The plot that fits the rows of an answer: a matrix or a time line."""

from immunograph.answer import Answer, heading
from immunograph.errors import NotDrawn, NothingDrawn
from immunograph.pictures import matrix, notes, timeline
from immunograph.pictures.axes import Axes
from immunograph.pictures.matrix import Matrix
from immunograph.pictures.sheet import Picture, Words, finished
from immunograph.pictures.timeline import TimeLine
from immunograph.queries import SavedQuery

FITTING = (
    "a column of therapies and one of adverse events or of other things (a matrix), or a column of "
    "things and one of days (a time line); CONSTRUCT and DESCRIBE are drawn as a network"
)


def picture(answer: Answer, question: SavedQuery | None = None) -> Picture:
    """The answer as the plot that fits its columns, with the words of the question it answers.

    Raises `NotDrawn` where none fits or it would be too large, `NothingDrawn` without rows.
    """
    if not answer:
        raise NothingDrawn("the result has no rows, so there is nothing to draw")
    plot = fitting(answer)
    if plot is None:
        raise NotDrawn(f"no picture fits the columns of this result; what is drawn has {FITTING}")
    drawn = matrix.drawn(plot) if isinstance(plot, Matrix) else timeline.drawn(plot)
    drawing, said, below = drawn
    if question:
        below.insert(0, question.description)
    if answer.not_reviewed:
        below.append(answer.not_reviewed)
    below.append(notes.basis(answer.dataset, answer.passages()))
    return finished(drawing, Words(_title(plot, question), said, below, _asked(answer)))


def fitting(answer: Answer) -> Matrix | TimeLine | None:
    """The plot for the columns of an answer: what they hold decides, not what they are called.

    A matrix of adverse events by therapy, else a time line, else another matrix; one that lacks
    rows of the answer comes last.
    """
    axes = Axes(answer)
    therapies, events = axes.therapies, axes.events
    by_event = Matrix(axes, events, therapies) if therapies and events else None
    if by_event and not by_event.lacking:
        return by_event
    if axes.named and axes.dates:
        name = therapies if therapies in axes.named else axes.named[0]
        return TimeLine(axes, name, tuple(axes.dates))
    others = [name for name in axes.things if name != therapies]
    if not by_event and therapies in axes.things and others:
        return Matrix(axes, others[0], therapies)
    return by_event


def _title(plot: Matrix | TimeLine, question: SavedQuery | None) -> str:
    if question:
        return question.summary.removesuffix(".")
    if isinstance(plot, Matrix):
        return f"{heading(plot.down)} by {heading(plot.across)}".capitalize()
    return f"{heading(plot.name)}: {', '.join(map(heading, plot.dates))}".capitalize()


def _asked(answer: Answer) -> str:
    """The values of the parameters."""
    show = answer.dataset.names.show
    return ", ".join(f"{heading(name)}: {show(term)}" for name, term in answer.bound.items())

"""What a notebook shows: tables, frames, networks, magics; and the tutorial runs."""

import html
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import networkx
import pandas
import pytest
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient

from immunograph import faces, notebook
from immunograph.answer import Answer
from immunograph.ask import Reply
from immunograph.errors import NotInstalled
from immunograph.library import Library
from immunograph.store import Literal, NamedNode
from immunograph.subgraph import Subgraph

pytestmark = pytest.mark.thorough
CHECKOUT = Path(__file__).parents[1]
TUTORIAL = CHECKOUT / "docs" / "tutorial.ipynb"
XSD = "http://www.w3.org/2001/XMLSchema#"
DRUG = "https://w3id.org/immunograph/drug/"


@pytest.fixture(scope="module")
def shell(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """An IPython of its own, in which `library` is the repository of this checkout."""
    folder = str(tmp_path_factory.mktemp("ipython"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", folder)
        made: Any = InteractiveShell()  # type: ignore[no-untyped-call]
        made.history_manager.enabled = False
        made.user_ns["library"] = library
        made.extension_manager.load_extension("immunograph.notebook")
        yield made


# Magics


def test_a_cell_of_sparql_gives_what_the_library_gives(shell: Any) -> None:
    text = "SELECT ?t {\n  ?t ig:targets antigen:cd22\n}"
    found = shell.run_cell_magic("sparql", "", text)
    assert isinstance(found, Answer)
    assert found.labels() == [{"t": "inotuzumab ozogamicin"}]
    assert shell.run_line_magic("sparql", "ASK { drug:blinatumomab ig:targets ?x }") is True
    triples = shell.run_line_magic("sparql", "CONSTRUCT WHERE { ?t ig:targets antigen:cd22 }")
    assert isinstance(triples, Subgraph)


def test_braces_and_dollars_are_sparql(shell: Any) -> None:
    shell.user_ns["t"] = "no such thing"
    text = "SELECT $t {{ $t ig:targets antigen:cd22 }}"
    assert len(shell.run_line_magic("sparql", text).rows) == 1
    assert shell.run_line_magic("sparql", 'SELECT (" --labels  {t}" AS ?x) {}').labels() == [
        {"x": " --labels  {t}"}
    ]


def test_a_question_is_asked_in_words(shell: Any) -> None:
    found = shell.run_line_magic("ask", "which therapies target CD22")
    assert isinstance(found, Reply)
    assert found.labels()[0]["therapy"] == "inotuzumab ozogamicin"


def test_a_result_gets_the_name_asked_for(shell: Any) -> None:
    text = "SELECT ?t { ?t ig:targets antigen:cd22 }"
    shown = shell.run_cell_magic("sparql", "-o found --labels", text)
    assert isinstance(shell.user_ns["found"], Answer)
    assert "drug:inotuzumab-ozogamicin" in shown._repr_html_()
    reply = shell.run_line_magic("ask", "--evidence -o=other which therapies target CD22")
    assert isinstance(shell.user_ns["other"], Reply)
    assert "claim:inotuzumab-ozogamicin_engages_cd22" in reply._repr_html_()
    assert "claim:" not in shell.user_ns["other"]._repr_html_().replace('"claim:', "")


@pytest.mark.parametrize(
    ("magic", "line", "cell", "message"),
    [
        ("sparql", "", "SELECT ?t {", "'{' is never closed"),
        ("sparql", "", "SELECT * { SERVICE <http://x> {} }", "the network is off"),
        ("sparql", "--lables", "ASK {}", "no option --lables"),
        ("sparql", "-o", "ASK {}", "no option -o"),
        ("sparql", "", " ", "give a question"),
        ("sparql", "--labels", "ASK {}", "for the rows of an answer"),
        ("ask", "which therapies bind CD91", None, "did you mean CD19"),
    ],
)
def test_an_error_is_said_without_a_traceback(
    shell: Any, magic: str, line: str, cell: str | None, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        run = shell.run_line_magic if cell is None else shell.run_cell_magic
        run(magic, line, *([] if cell is None else [cell]))


def test_without_a_library_the_nearest_repository_is_asked(
    shell: Any, monkeypatch: pytest.MonkeyPatch, small: Path
) -> None:
    monkeypatch.setenv("IMMUNOGRAPH_REPO", str(small))
    monkeypatch.setitem(shell.user_ns, "library", "another thing")
    found = shell.run_line_magic("ask", "which therapies target Example antigen")
    assert found.labels()[0]["therapy"] == "examplumab"


# What a notebook shows of itself


def test_a_reply_shows_how_it_was_read_and_what_is_answered_instead(library: Library) -> None:
    shown = library.ask("which therapies target CD3")._repr_html_()
    assert "Read as: therapies-by-target target=&#x27;CD3&#x27;" in shown
    assert "No therapy in the graph is directed at CD3." in shown
    assert f'href="{DRUG}blinatumomab"' in shown
    assert shown.count("<table>") == 1
    assert library.ask("which therapies target CD22")._repr_html_().count("<table>") == 1


def test_a_reply_of_conditions_shows_how_it_was_read(library: Library) -> None:
    reply = library.ask("which therapies are directed at an antigen that stands on B cells")
    assert reply.reading.line
    assert html.escape(f"Read as: {reply.reading.line}") in reply._repr_html_()


def test_what_was_counted_is_shown_beside_a_count(library: Library) -> None:
    reply = library.ask("how many therapies target CD19")
    assert reply.beside is not None
    assert f'href="{DRUG}blinatumomab"' in reply._repr_html_()


# Data frames


def test_a_frame_has_the_rows_of_the_answer(library: Library) -> None:
    answer = library.query("therapies-by-target", target="CD19")
    frame = answer.to_dataframe()
    assert list(frame.columns) == list(answer.columns)
    assert len(frame) == len(answer.rows) >= 4
    assert f"{DRUG}blinatumomab" in set(frame["therapy"])


def test_labels_and_evidence_are_columns_on_demand(library: Library) -> None:
    answer = library.query("therapies-by-target", target="CD19")
    frame = answer.to_dataframe(labels=True, evidence=True)
    assert list(frame.columns) == [
        *("therapy", "therapyLabel", "modality", "modalityLabel", "claims", "passages")
    ]
    assert list(frame["therapyLabel"]) == [row["therapy"] for row in answer.labels()]
    assert list(frame["claims"]) == [row.claims for row in answer.rows]
    first = answer.evidence(answer.rows[0])
    assert frame["passages"][0] == tuple(one.passage for one in first)


def test_numbers_days_and_gaps_are_values_of_their_own(library: Library) -> None:
    text = f"""SELECT ?n ?x ?d ?b ?gap {{ VALUES (?n ?x ?d ?b ?gap) {{
        (1 1.5 "2026-01-31"^^<{XSD}date> true UNDEF) (2 UNDEF UNDEF false "x"@en) }} }}"""
    answer = library.sparql(text)
    assert isinstance(answer, Answer)
    frame = answer.to_dataframe()
    assert frame["n"].sum() == 3
    assert frame["x"].mean() == 1.5
    assert frame["d"][0].year == 2026
    assert list(frame["b"]) == [True, False]
    assert list(frame["gap"].isna()) == [True, False]


def test_a_gathered_column_holds_tuples(library: Library) -> None:
    name = next(query.name for query in library.queries.values() if query.gather)
    query = library.queries[name]
    frame = library.query(name, **query.examples).to_dataframe()
    for column in set(query.gather) & set(frame.columns):
        assert {type(each) for each in frame[column]} == {tuple}


def test_an_empty_answer_is_a_frame_with_its_columns(library: Library) -> None:
    answer = library.query("therapies-by-target", target="CD3")
    frame = answer.to_dataframe(labels=True)
    assert frame.empty
    assert list(frame.columns) == list(answer.columns)
    assert isinstance(frame, pandas.DataFrame)


def test_a_value_that_is_not_of_its_datatype_stays_a_text() -> None:
    assert faces.value(Literal("soon", datatype=NamedNode(f"{XSD}date"))) == "soon"
    assert faces.value(Literal("1e400", datatype=NamedNode(f"{XSD}integer"))) == "1e400"
    assert faces.value(Literal("x", language="en")) == "x"


def test_what_is_not_installed_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    answer = library.query("therapies-by-target", target="CD19")
    with pytest.raises(NotInstalled, match=r"pandas is not installed; pip install 'immunograph\["):
        answer.to_dataframe()


def test_the_command_line_needs_nothing_of_a_notebook(library: Library) -> None:
    hidden = "import sys; sys.modules.update(dict.fromkeys(['pandas', 'IPython', 'numpy']))"
    run = f"{hidden}; from immunograph.cli import main; main()"
    command = [sys.executable, "-c", run, "-C", str(library.repository.root)]
    question = ["ask", "which therapies target CD22", "--format", "html"]
    made = subprocess.run([*command, *question], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr


# Networks


def test_the_network_of_an_answer_is_what_the_graph_says_between_its_things(
    library: Library,
) -> None:
    network = library.query("therapies-by-target", target="CD22").to_networkx()
    assert isinstance(network, networkx.MultiDiGraph)
    antigen = "https://w3id.org/immunograph/antigen/cd22"
    drug = f"{DRUG}inotuzumab-ozogamicin"
    assert {drug, antigen} <= set(network)
    assert "targets" in {data["label"] for _, _, data in network.out_edges(drug, data=True)}
    whole = library.network()
    assert all(whole.has_edge(*edge) for edge in network.edges(keys=True))


# The tutorial


@pytest.fixture(scope="module")
def tutorial(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The cells of the tutorial, run from the first to the last; an error in one fails."""
    folder = tmp_path_factory.mktemp("jupyter")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("IMMUNOGRAPH_REPO", raising=False)
        for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
            patch.setenv(name, str(folder))
        read = nbformat.reads(TUTORIAL.read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
        where = {"metadata": {"path": str(TUTORIAL.parent)}}
        client = NotebookClient(read, timeout=60, kernel_name="python3", resources=where)
        return client.execute()


def output(tutorial: Any, tag: str) -> str:
    """What the cell of a tag gives, as HTML where it has any."""
    (cell,) = (cell for cell in tutorial.cells if tag in cell.metadata.get("tags", []))
    parts = [part.get("data", {}) or {"text/plain": part.get("text", "")} for part in cell.outputs]
    return "".join(part.get("text/html", part.get("text/plain", "")) for part in parts)


def test_the_tutorial_runs_and_shows_what_it_speaks_of(tutorial: Any) -> None:
    assert f'href="{DRUG}inotuzumab-ozogamicin"' in output(tutorial, "ask")
    assert "No therapy in the graph is directed at CD3." in output(tutorial, "empty")
    assert "<table" in output(tutorial, "sparql")
    assert 'class="dataframe"' in output(tutorial, "frame")
    assert "not medical advice" in output(tutorial, "evidence")
    assert "targets" in output(tutorial, "network")


def test_the_tutorial_is_kept_without_outputs() -> None:
    kept = json.loads(TUTORIAL.read_text("utf-8"))
    code = [cell for cell in kept["cells"] if cell["cell_type"] == "code"]
    assert len(code) > 8
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"]] == []
    assert kept["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }


def test_the_magics_are_those_that_the_page_names() -> None:
    page = (CHECKOUT / "docs" / "notebook.md").read_text("utf-8")
    assert all(f"%{name}" in page for name in notebook._VERBS)

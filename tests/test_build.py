"""The published data set: the same bytes from the same files, whole or not at all."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import immunograph
from immunograph import build, graph, history, publication, repository, vocabulary
from immunograph.build import inputs
from immunograph.errors import Inconsistent, StoreFailed, Unreadable
from immunograph.rdf import canonical_lines, parse_turtle
from immunograph.repository import Repository


def dataset_file(root: Path, pointer: str = "current") -> Path:
    version = (root / ".immunograph" / pointer).read_text().strip()
    return root / ".immunograph" / "versions" / version / "dataset.nq"


def test_no_statement_is_lost_or_changed(small: Path) -> None:
    found = repository.at(small)
    dataset = build.publish(inputs(found))
    written = {
        line
        for file in inputs(found).files
        for line in canonical_lines(parse_turtle(file.data, file.name))
    }
    stored = set(dataset.store.lines())
    assert written <= stored
    counts = dataset.manifest["statements"]
    assert counts["asserted"] == len(written)
    questions = {line for line in stored if line.startswith(f"<{vocabulary.QUERIES}")}
    assert counts["compiled"] == len(questions) > 0
    assert counts["asserted"] + counts["derived"] + counts["compiled"] == len(stored)
    assert dataset_file(small).read_text().splitlines() == dataset.store.lines()


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_the_bytes_do_not_depend_on_the_hash_seed(small: Path, seed: str) -> None:
    build.publish(inputs(repository.at(small)))
    before = dataset_file(small).read_bytes()
    shutil.rmtree(small / ".immunograph")
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Apia", "LC_ALL": "C"}
    command = [sys.executable, "-m", "immunograph", "-C", str(small), "build"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert dataset_file(small).read_bytes() == before


def test_only_changed_files_are_read_again(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = graph.read_statements

    def noting(file: repository.ContentFile) -> object:
        read.append(file.name)
        return original(file)

    path = small / "graph" / "drug" / "examplumab.ttl"
    path.write_text(path.read_text() + "\n# edited\n")
    monkeypatch.setattr(build, "read_statements", noting)
    build.current(repository.at(small))
    assert read == ["graph/drug/examplumab.ttl"]


def test_a_damaged_cache_is_not_believed(small: Path) -> None:
    cache = small / ".immunograph" / "cache.nq"
    cache.write_bytes(cache.read_bytes().replace(b"examplumab", b"exemplumab"))
    shutil.rmtree(small / ".immunograph" / "versions")
    assert "exemplumab" not in "".join(build.current(repository.at(small)).store.lines())


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "gone", "manifest", "current"])
def test_a_damaged_data_set_is_built_again(small: Path, damage: str) -> None:
    path = dataset_file(small)
    data = path.read_bytes()
    manifest = path.with_name("manifest.json")
    if damage == "cut":
        path.write_bytes(data[: data.rfind(b"\n", 0, len(data) // 2) + 1])
    elif damage == "flip":
        path.write_bytes(data.replace(b"examplumab", b"exemplumab", 1))
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "gone":
        path.unlink()
    elif damage == "manifest":
        manifest.write_text(manifest.read_text()[:100])
    else:
        (small / ".immunograph" / "current").write_text("../../../etc\n")
    (small / ".immunograph" / "working").unlink()
    dataset = build.current(repository.at(small))
    assert dataset.data == data
    assert dataset_file(small, "working").read_bytes() == data


def test_a_data_set_that_gives_other_answers_is_built_again(small: Path) -> None:
    found = repository.at(small)
    manifest, data = publication.read(found, inputs(found).sha256) or ({}, b"")
    publication.write(found, {**manifest, "canaries": {"targets": []}}, data)
    assert build.current(found).manifest["canaries"]["targets"]


def test_what_was_checked_is_kept_however_much_is_edited(small: Path) -> None:
    checked = dataset_file(small).read_bytes()
    path = small / "graph" / "drug" / "examplumab.ttl"
    for number in range(6):
        path.write_text(path.read_text().replace('"examplumab', f'"x{number}examplumab'))
        build.current(repository.at(small))
    assert dataset_file(small).read_bytes() == checked
    assert dataset_file(small, "working").read_bytes() != checked


def test_only_a_checked_data_set_says_so(small: Path) -> None:
    path = small / "graph" / "drug" / "examplumab.ttl"
    support = "    ig:supportedBy passage:example-page_2026-01-31_p1 ;\n"
    path.write_text(path.read_text().replace(support, "", 1))
    assert build.current(repository.at(small)).manifest["checked"] is False
    with pytest.raises(Inconsistent, match="must rest on at least one passage"):
        immunograph.open(small).build()
    assert build.current(repository.at(small)).manifest["checked"] is False
    path.write_text(path.read_text().replace("    ig:role", f"{support}    ig:role", 1))
    assert immunograph.open(small).build().manifest["checked"] is True
    assert build.current(repository.at(small)).manifest["checked"] is True


def test_the_manifest_says_what_the_data_set_is(small: Path) -> None:
    dataset = build.publish(inputs(repository.at(small)))
    manifest = json.loads(dataset_file(small).with_name("manifest.json").read_text())
    assert manifest == json.loads(json.dumps(dataset.manifest))
    assert manifest["dataset"]["statements"] == len(dataset.store)
    assert manifest["classes"]["Claim"] == 2
    assert manifest["canaries"]["targets"] == [["drug:examplumab", "antigen:example-antigen"]]
    made_from = inputs(repository.at(small))
    assert set(manifest["inputs"]["files"]) == {file.name for file in made_from.every}
    assert {name.partition("/")[0] for name in manifest["inputs"]["files"]} == {
        *("ontology", "graph", "queries")
    }


def test_the_manifest_names_the_commit_it_was_built_from(small: Path) -> None:
    assert history.state(small) == {}
    assert build.current(repository.at(small)).manifest["source"] == {}
    git = ["git", "-C", str(small), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    assert history.state(small) == {}
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "x"], check=True)
    source = history.state(small)
    assert len(source["commit"]) == 40
    assert source["clean"] is True
    assert immunograph.open(small).build().manifest["source"] == source
    (small / "graph" / "drug" / "examplumab.ttl").write_text("# changed\n")
    assert history.state(small)["clean"] is False


def test_a_killed_build_leaves_the_last_good_one(small: Path) -> None:
    before = dataset_file(small).read_bytes()
    path = small / "graph" / "drug" / "examplumab.ttl"
    whole = 0
    for delay in (0.1, 0.2, 0.25, 0.3, 0.35, 0.4):
        path.write_text(path.read_text() + f"\n# after {delay}\n")
        command = [sys.executable, "-m", "immunograph", "-C", str(small), "build"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
        assert dataset_file(small).read_bytes() == before
        whole += 1
    assert whole == 6


def test_a_reader_beside_a_writer_never_sees_half(small: Path) -> None:
    found = repository.at(small)
    digest = inputs(found).sha256
    manifest, data = publication.read(found, digest) or ({}, b"")
    for number in range(20):
        publication.write(found, {**manifest, "number": number}, data)
        assert publication.read(found, digest) == ({**manifest, "number": number}, data)
    kept = [p.name for p in (small / ".immunograph" / "versions").iterdir()]
    assert len(kept) == 4  # the checked one, the working one, and two more
    assert not any(name.startswith(".tmp-") for name in kept)


def test_a_folder_that_cannot_be_written_does_not_keep_a_reader_from_reading(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(small / ".immunograph")

    def refuse(repository: Repository, manifest: object, data: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(publication, "write", refuse)
    assert len(build.current(repository.at(small)).store)


def test_short_cuts_come_from_claims_alone(small: Path) -> None:
    dataset = build.current(repository.at(small))
    query = "SELECT ?antigen { drug:examplumab ig:targets ?antigen }"
    assert len(dataset.store.select(query).rows) == 1
    path = small / "graph" / "drug" / "examplumab.ttl"
    path.write_text(path.read_text().replace("ig:DirectedTarget", "ig:EffectorRecruitment"))
    dataset = build.current(repository.at(small))
    assert not dataset.store.select(query).rows
    assert len(dataset.store.select(query.replace("targets", "engages")).rows) == 1


def test_a_derivation_with_a_fault_is_named(small: Path) -> None:
    path = small / "ontology" / "derive" / "targets.rq"
    path.write_text(path.read_text().replace("ig:targets", "iig:targets"))
    with pytest.raises(Unreadable, match=r"ontology/derive/targets\.rq:3:\d+: the prefix iig:"):
        build.current(repository.at(small))


def test_a_retired_claim_yields_no_short_cut(small: Path) -> None:
    path = small / "graph" / "drug" / "examplumab.ttl"
    path.write_text(
        path.read_text().replace("ig:reviewStatus ig:Reviewed", "ig:reviewStatus ig:Retired")
    )
    store = build.current(repository.at(small)).store
    assert not store.select("SELECT ?x { drug:examplumab ig:engages ?x }").rows


def test_builds_at_the_same_time_do_not_disturb_one_another(small: Path) -> None:
    found = repository.at(small)
    digest = inputs(found).sha256
    manifest, data = publication.read(found, digest) or ({}, b"")
    versions = [{**manifest, "number": number % 3} for number in range(60)]
    for _ in range(10):
        damaged = publication.write(found, versions[0], data) / "dataset.nq"
        damaged.write_bytes(b"not what was written")
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda version: publication.write(found, version, data), versions))
    published, _ = publication.read(found, digest) or ({}, b"")
    assert published in versions
    assert not list((small / ".immunograph").rglob(".tmp-*"))


def test_a_build_that_another_was_faster_than_leaves_nothing_behind(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = repository.at(small)
    manifest, data = publication.read(found, inputs(found).sha256) or ({}, b"")
    version = {**manifest, "number": 1}
    sync, waiting = publication._sync, [True]

    def overtaken(directory: Path) -> None:
        if waiting.pop() if waiting else False:
            publication.write(found, version, data)
        sync(directory)

    monkeypatch.setattr(publication, "_sync", overtaken)
    published = publication.write(found, version, data)
    assert publication.read(found, inputs(found).sha256) == (version, data)
    assert (published / "dataset.nq").read_bytes() == data
    assert not list((small / ".immunograph").rglob(".tmp-*"))


def test_a_disk_that_is_full_leaves_nothing_behind(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        path.write_bytes(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publication, "_write", full)
    with pytest.raises(StoreFailed, match="No space left"):
        build.publish(inputs(repository.at(small)))
    assert not list((small / ".immunograph").rglob(".tmp-*"))


def test_files_that_were_edited_while_they_were_checked_are_not_published(small: Path) -> None:
    made_from = inputs(repository.at(small))
    before = dataset_file(small).read_bytes()
    path = small / "graph" / "drug" / "examplumab.ttl"
    path.write_text(path.read_text() + "\n# edited\n")
    with pytest.raises(Unreadable, match="edited while they were checked; build again"):
        build.publish(made_from)
    assert dataset_file(small).read_bytes() == before


@pytest.mark.parametrize(
    ("prefix", "namespace"), [("a b", "http://example.org/"), ("ex", "no IRI"), ("-", "urn:x:")]
)
def test_a_declaration_that_can_be_no_prefix_is_named(
    small: Path, prefix: str, namespace: str
) -> None:
    subject = "<https://w3id.org/immunograph/prefix/x>"
    with (small / "ontology" / "prefixes.ttl").open("a", encoding="utf-8") as file:
        file.write(f'\n{subject} sh:prefix "{prefix}" ; sh:namespace "{namespace}" .\n')
    with pytest.raises(Unreadable, match=r"ontology/prefixes\.ttl:\d+:\d+: this can be no prefix"):
        build.current(repository.at(small))

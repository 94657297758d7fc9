"""The index at work: whole after any crash, in line with the database, and one process's at a time."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from conftest import LONG_AGO, MORNING, CountingWords
from sqlalchemy import delete, select

from channel.access.gate import Gate
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.errors import NotPossible
from channel.tables.documents import DocumentVersion, Passage, Release
from channel.tables.parties import Organisation
from ingest.reading import read_here
from knowledge import cataloguing, indexing
from knowledge.embedding import DIMENSIONS, Vectors
from knowledge.index import VectorStore
from knowledge.library import Found, Grant, Library, NewVersion

LOADING = system_viewer("loading", frozenset({Right.LOAD_DATA}))
HERE = Path(__file__).parent
PARTS = 6
WAIT = 30
Publish = Callable[..., int]
Opener = Callable[..., Library]


class Renamed(CountingWords):
    name = "counting-words-anew"


class Failing(CountingWords):
    def embed(self, texts: Sequence[str]) -> Vectors:
        raise RuntimeError(f"asked for {len(texts)} texts")


class Held(CountingWords):
    """Is held up at the first documents, until it is let go."""

    def __init__(self) -> None:
        self.asked, self.go = threading.Event(), threading.Event()

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not self.asked.is_set():
            self.asked.set()
            self.go.wait(WAIT)
        return super().embed(texts)


@pytest.fixture
def write(gate: Gate) -> Callable[[Library, str], None]:
    """Write a document of that title down, for everybody, without indexing it."""

    def written_down(library: Library, title: str) -> None:
        with gate.acting(LOADING, Right.LOAD_DATA) as action:
            owner = action.session.scalars(select(Organisation.id).where(Organisation.key == "northwall")).one()
            new = NewVersion(
                key=title,
                owner_id=owner,
                title=title,
                kind="datasheet",
                language="en",
                version="1",
                file_name="a.md",
                media_type="text/markdown",
                checksum="",
                mpns=(),
                effective_from=MORNING.date(),
            )
            library.publish(action, new, [Grant("public", LONG_AGO)], read_here(_guide(1).encode(), "a.md"))

    return written_down


@pytest.fixture
def written(library: Library, publish: Publish) -> list[int]:
    """Three documents of six passages each, findable; the library is closed then."""
    made = [publish(f"Guide {n}", _guide(n)) for n in range(3)]
    library.close()
    return made


@pytest.fixture
def reopen(gate: Gate, tmp_path: Path) -> Iterator[Opener]:
    """Open the library of the test's folder, or another one on the same database."""
    opened: list[Library] = []

    def library(folder: str = "knowledge", model: CountingWords | None = None) -> Library:
        opened.append(Library(gate, tmp_path / folder, model or CountingWords()))
        return opened[-1]

    yield library
    for one in opened:
        one.close()


@pytest.mark.parametrize("after", [0, 1, 2])
def test_what_a_kill_interrupts_is_whole_or_not_there_and_is_finished_at_the_next_start(
    after: int, written: list[int], tmp_path: Path, reopen: Opener, reseller: Viewer
) -> None:
    for left in tmp_path.glob("knowledge/**/*.sqlite*"):
        left.unlink()
    child = subprocess.run([sys.executable, HERE / "dying.py", tmp_path, str(after)], check=False, cwd=HERE)
    assert child.returncode == -signal.SIGKILL

    library = reopen()
    verified = library.verify()
    assert set(verified.missing) == set(written[: len(written) - after])
    assert verified.words == verified.vectors == after * PARTS
    assert {found.source.title for found in _ask(library, reseller)} == {f"Guide {2 - n}" for n in range(after)}

    library.warm_up()
    assert library.verify().is_right
    assert len(_ask(library, reseller)) == len(written)


@pytest.mark.usefixtures("written")
def test_vectors_that_no_row_names_are_removed(tmp_path: Path, reopen: Opener) -> None:
    with closing(VectorStore(tmp_path / "knowledge" / "chroma")) as store:
        store.put(1, [9_000], [77], np.ones((1, DIMENSIONS), dtype=np.float32))

    assert reopen().verify().is_right


def test_a_version_without_all_its_vectors_is_not_findable_until_it_is_indexed_again(
    written: list[int], tmp_path: Path, reopen: Opener, reseller: Viewer
) -> None:
    with closing(VectorStore(tmp_path / "knowledge" / "chroma")) as store:
        store.drop_passages(1, store.load(1)[0].tolist()[:1])

    library = reopen()
    assert {found.source.title for found in _ask(library, reseller)} == {"Guide 1", "Guide 2"}
    assert library.verify().missing == (written[0],)
    assert library.catch_up() == PARTS
    assert library.verify().is_right


def test_what_the_database_no_longer_has_is_removed_and_never_answers_for_a_new_version(
    gate: Gate, written: list[int], reopen: Opener, reseller: Viewer
) -> None:
    library = reopen()
    _ask(library, reseller)
    with gate.acting(LOADING, Right.LOAD_DATA) as action:
        for table, column in ((Passage, Passage.version_id), (Release, Release.version_id)):
            action.session.execute(delete(table).where(column == written[2]))
        action.session.execute(delete(DocumentVersion).where(DocumentVersion.id == written[2]))

    assert {found.source.title for found in _ask(library, reseller)} == {"Guide 0", "Guide 1"}
    assert library.verify().gone == (written[2],)
    library.catch_up()
    assert library.verify().is_right


def test_a_changed_version_is_indexed_again(gate: Gate, written: list[int], reopen: Opener) -> None:
    library = reopen()
    with gate.acting(LOADING, Right.LOAD_DATA) as action:
        version = action.session.scalars(select(DocumentVersion).where(DocumentVersion.id == written[1])).one()
        version.checksum = "another"

    assert library.verify().outdated == (written[1],)
    assert library.catch_up() == PARTS
    assert library.verify().is_right


def test_the_old_index_answers_until_the_new_one_is_complete(
    written: list[int], reopen: Opener, reseller: Viewer
) -> None:
    library = reopen()
    before = _ask(library, reseller)
    during: list[list[Found]] = []

    assert library.rebuild(lambda _done: during.append(_ask(library, reseller))) == len(written) * PARTS

    assert all(found == before for found in during)
    assert during
    assert _ask(library, reseller) == before


@pytest.mark.usefixtures("written")
def test_a_rebuild_that_fails_changes_nothing(tmp_path: Path, reopen: Opener, reseller: Viewer) -> None:
    before = _ask(first := reopen(), reseller)
    first.close()
    (tmp_path / "knowledge" / "vectors.sqlite").unlink()
    broken = reopen(model=Failing())
    with pytest.raises(RuntimeError):
        broken.rebuild()
    broken.close()

    library = reopen()
    assert library.verify().is_right
    assert _ask(library, reseller) == before


def test_another_model_gets_a_new_index(written: list[int], reopen: Opener, reseller: Viewer) -> None:
    library = reopen(model=Renamed())
    assert library.verify().recipe_changed

    library.warm_up()

    assert library.verify().is_right
    assert len(_ask(library, reseller)) == len(written)


@pytest.mark.usefixtures("written")
def test_a_second_process_is_told_so(reopen: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "PATIENCE_SECONDS", 0)
    library = reopen()
    with pytest.raises(NotPossible, match="Another Tierdesk"):
        reopen()
    library.close()
    assert reopen().verify().is_right


def test_what_is_published_meanwhile_is_findable_before_the_many_that_wait(
    reopen: Opener, monkeypatch: pytest.MonkeyPatch, write: Callable[[Library, str], None], reseller: Viewer
) -> None:
    monkeypatch.setattr(cataloguing, "BATCH", 1)
    library = reopen(model=(model := Held()))
    for number in range(3):
        write(library, f"Waiting {number}")
    many = threading.Thread(target=library.catch_up)
    many.start()
    assert model.asked.wait(WAIT)
    write(library, "Urgent")
    batches: list[set[str]] = []
    soon = threading.Event()

    def batch_begins(done: int) -> None:
        if done:
            batches.append({found.source.title for found in _ask(library, reseller)})
        if len(batches) > 1:
            soon.set()

    one = threading.Thread(target=library.catch_up, args=(batch_begins,))
    one.start()
    assert soon.wait(WAIT)
    assert batches[:2] == [set(), {"Urgent"}]
    model.go.set()
    for thread in (many, one):
        thread.join(WAIT)
    assert library.verify().is_right


@pytest.mark.usefixtures("written")
def test_two_indexes_of_one_database_answer_alike(reopen: Opener, reseller: Viewer) -> None:
    other = reopen("other")
    other.catch_up()

    assert _ask(other, reseller) == _ask(reopen(), reseller)


def _guide(number: int) -> str:
    return "\n".join(
        f"# Part {number}.{part}\n\nThe fan tray FT{number}{part} makes {number * 10 + part} dB at full speed.\n"
        for part in range(PARTS)
    )


def _ask(library: Library, viewer: Viewer) -> list[Found]:
    return library.find(viewer, "fan tray dB", MORNING)

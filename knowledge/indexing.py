"""The index at work: kept up to date in batches, whole after any crash, made anew without a gap, and checked.

Vectors go to Chroma first; then one row in `index.sqlite` holds the words of a version and says that it is indexed.
What has no such row is not findable and is indexed at the next start; what Chroma holds beyond that is removed. An
*edition* is a complete index: a new one is made beside the old, and takes its place in one step.
"""

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

from channel.errors import NotPossible
from knowledge.index import Ids, VectorStore
from knowledge.lexical import HEADING, Words
from knowledge.shelf import Block, Shelf

PATIENCE_SECONDS = 2.0
SCHEMA = """
create table if not exists facts (name text primary key, value text not null);
create table if not exists versions (
    edition integer not null, version integer not null, stamp text not null, passages blob not null,
    vocabulary text not null, lengths blob not null, word blob not null, passage blob not null, weight blob not null,
    primary key (edition, version)
) without rowid;
"""
CUT_BY = ("terms.py", "passages.py", "words/stop.yaml")
COLUMNS = "version, passages, vocabulary, lengths, word, passage, weight"


class IndexInUse(NotPossible):
    """Another process has the index open."""


class IndexFiles:
    """One edition of the index on disk and in memory, and perhaps the next one in the making.

    One process at a time: a second one would not see what the first adds, and would answer from what is old.

    Args:
        directory: where it lies; it is made when it is not there.

    Raises:
        IndexInUse: when another process has it open.
    """

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._vectors = VectorStore(directory / "chroma")
        self._file = _opened(directory / "index.sqlite")
        self._edition = int(self._fact("edition", "1"))
        self._shelf: Shelf | None = None

    def shelf(self) -> Shelf:
        """What is findable, in memory; read from disk when it is first asked for."""
        if self._shelf is None:
            with self._lock:
                if self._shelf is None:
                    self._shelf = Shelf.empty().with_blocks(self._load())
        return self._shelf

    def stamps(self) -> dict[int, str]:
        """The versions that are findable, each with the stamp that it was put with."""
        self.shelf()
        with self._lock:
            rows = self._file.execute("select version, stamp from versions where edition = ?", (self._edition,))
            return dict(rows.fetchall())

    def held(self) -> tuple[dict[int, list[int]], Ids]:
        """For checks: the passages of each version as its row names them, and all passages that have a vector."""
        with self._lock:
            rows = self._file.execute("select version, passages from versions where edition = ?", (self._edition,))
            named = {version: np.frombuffer(blob, np.int64).tolist() for version, blob in rows}
            return named, self._vectors.load(self._edition)[0]

    def put(self, blocks: Sequence[Block], stamps: Mapping[int, str]) -> None:
        """Make versions findable, all at once and each as a whole."""
        with self._lock:
            before = self.shelf()
            self.write(self._edition, blocks, stamps)
            self._shelf = before.with_blocks(blocks)

    def drop(self, versions: Iterable[int]) -> None:
        """Forget versions."""
        gone = list(versions)
        if not gone:
            return
        with self._lock:
            self._shelf = self.shelf().without(gone)
            self._unlist(self._edition, gone)
            self._vectors.drop_versions(self._edition, gone)

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._file.close()
            self._vectors.close()

    def made_by(self) -> str:
        """What the edition was made by: see `recipe`. Empty before anything was."""
        with self._lock:
            return self._fact("made by", "")

    def adopt(self, made_by: str) -> None:
        """Say what an empty index is being made by."""
        with self._lock:
            self._file.execute("insert or replace into facts values ('made by', ?)", (made_by,))
            self._file.commit()

    def new_edition(self, made_by: str) -> "NewEdition":
        """Begin an index beside this one."""
        with self._lock:
            return NewEdition(self, self._edition + 1, made_by)

    def begin_edition(self, edition: int) -> None:
        """Make room for an edition; what an earlier attempt left of it is forgotten."""
        with self._lock:
            self._vectors.keep_only(self._edition)
            self._file.execute("delete from versions where edition = ?", (edition,))
            self._file.commit()

    def take_over(self, edition: int, made_by: str, blocks: Sequence[Block]) -> None:
        """Answer from an edition that was written in full, and forget the one before."""
        shelf = Shelf.empty().with_blocks(blocks)
        with self._lock:
            facts = [("edition", str(edition)), ("made by", made_by)]
            self._file.executemany("insert or replace into facts values (?, ?)", facts)
            self._file.execute("delete from versions where edition <> ?", (edition,))
            self._file.commit()
            self._edition, self._shelf = edition, shelf
            self._vectors.keep_only(edition)

    def write(self, edition: int, blocks: Sequence[Block], stamps: Mapping[int, str]) -> None:
        """Write versions to disk: their vectors, and then the rows that say that they are whole."""
        full = [block for block in blocks if len(block.passages)]
        if full:
            self._vectors.put(
                edition,
                np.concatenate([b.passages for b in full]).tolist(),
                [b.version for b in full for _ in b.passages],
                np.concatenate([b.vectors for b in full]),
            )
        rows = [
            (edition, b.version, stamps[b.version], b.passages.tobytes(), *b.words.packed()) for b in blocks
        ]
        with self._lock:
            self._file.executemany("insert or replace into versions values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self._file.commit()

    def _load(self) -> list[Block]:
        """The versions that are whole. What is not whole is forgotten."""
        passages, vectors = self._vectors.load(self._edition)
        rows = self._file.execute(
            f"select {COLUMNS} from versions where edition = ? order by version",  # noqa: S608 - our own columns
            (self._edition,),
        ).fetchall()
        blocks, broken, listed = [], [], np.zeros(len(passages), dtype=bool)
        for version, blob, *words in rows:
            own = np.frombuffer(blob, np.int64)
            places = np.searchsorted(passages, own)
            if np.any(places >= len(passages)) or not np.array_equal(passages[places], own):
                broken.append(version)
                continue
            listed[places] = True
            blocks.append(Block(version, own, vectors[places], Words.unpacked(*words)))
        self._unlist(self._edition, broken)
        self._vectors.drop_passages(self._edition, passages[~listed].tolist())
        return blocks

    def _unlist(self, edition: int, versions: Iterable[int]) -> None:
        rows = [(edition, version) for version in versions]
        self._file.executemany("delete from versions where edition = ? and version = ?", rows)
        self._file.commit()

    def _fact(self, name: str, otherwise: str) -> str:
        row = self._file.execute("select value from facts where name = ?", (name,)).fetchone()
        return str(row[0]) if row else otherwise


class NewEdition:
    """An index in the making. Until `finish`, and if that never comes, the old one answers."""

    def __init__(self, files_: IndexFiles, edition: int, made_by: str) -> None:
        self._files = files_
        self._edition = edition
        self._made_by = made_by
        self._blocks: list[Block] = []
        files_.begin_edition(edition)

    def put(self, blocks: Sequence[Block], stamps: Mapping[int, str]) -> None:
        """Add versions."""
        self._files.write(self._edition, blocks, stamps)
        self._blocks += blocks

    def finish(self) -> None:
        """Take the place of the old index, which is forgotten."""
        self._files.take_over(self._edition, self._made_by, self._blocks)


def recipe(model: str) -> str:
    """What an index is made by: the model, and how words are cut. Another recipe needs a new index."""
    made = hashlib.sha256(f"{model} {HEADING}".encode())
    for part in CUT_BY:
        made.update(files("knowledge").joinpath(part).read_bytes())
    return made.hexdigest()


def _opened(path: Path) -> sqlite3.Connection:
    """The file, kept locked until it is closed or the process ends, however it ends."""
    file = sqlite3.connect(path, check_same_thread=False, timeout=PATIENCE_SECONDS)
    try:
        file.execute("pragma locking_mode=exclusive")
        file.execute("pragma journal_mode=wal")
        file.executescript(SCHEMA)
        file.execute("begin immediate")
        file.commit()
    except sqlite3.OperationalError as error:
        file.close()
        raise IndexInUse(
            f"Another Tierdesk has the search index in {path.parent} open.",
            "Stop it first, or give this one another folder (TIERDESK_DATA_DIR).",
        ) from error
    return file

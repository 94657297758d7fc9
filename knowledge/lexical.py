"""Words in SQLite FTS5. Who may see a passage is a token of the match itself, so it filters before ranking."""

import math
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from knowledge.terms import terms

COMMON = 3
SHORTEST = 4
SIMILAR = 0.75
SCHEMA = """
create virtual table if not exists words using fts5(audience, heading, body, content='',
    tokenize="unicode61 remove_diacritics 0");
create table if not exists versions (passage integer primary key, version integer not null, audience text not null);
create index if not exists versions_version on versions (version);
create virtual table if not exists vocabulary using fts5vocab(words, 'row');
"""


class LexicalIndex:
    """The words of passages, and which version and audience class each belongs to. Disposable.

    What is taken back stays in it unseen until it is rebuilt: its version is in nobody's sight.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._file = sqlite3.connect(path, check_same_thread=False)
        self._file.execute("pragma journal_mode=WAL")
        self._file.executescript(SCHEMA)
        self._size: int | None = None
        self._vocabulary: list[str] | None = None

    def add(self, audience: str, rows: Iterable[tuple[int, int, str, str]]) -> None:
        """Add rows of passage id, version id, heading and text to an audience class."""
        with self._lock:
            for passage, version, heading, text in rows:
                self._file.execute(
                    "insert into words(rowid, audience, heading, body) values (?, ?, ?, ?)",
                    (passage, f"aud{audience}", " ".join(terms(heading)), " ".join(terms(text))),
                )
                self._file.execute("insert or replace into versions values (?, ?, ?)", (passage, version, audience))
            self._file.commit()
            self._size = self._vocabulary = None

    def find(
        self, audiences: Sequence[str], visible: frozenset[int], said: Sequence[str], also: Sequence[str], count: int
    ) -> list[tuple[int, float]]:
        """Passages that hold the terms, as (passage id, score), best first; a higher score is better."""
        wanted = [f'"{term}"' for term in [*said, *also]]
        if not wanted or not audiences:
            return []
        eyes = " OR ".join(f"aud{name}" for name in audiences)
        match = f"audience : ({eyes}) AND {{heading body}} : ({' OR '.join(wanted)})"
        with self._lock:
            rows = self._file.execute(
                "select found.rowid, versions.version, found.rank from"
                " (select rowid, rank from words where words match ? and rank match 'bm25(0.0, 1.6, 1.0)'"
                " order by rank limit ?) as found join versions on versions.passage = found.rowid order by found.rank",
                (match, count * 3),
            ).fetchall()
        return [(passage, -score) for passage, version, score in rows if version in visible][:count]

    def weights(self, wanted: Sequence[str]) -> dict[str, float]:
        """How much each term says: the inverse document frequency over all passages, in nats."""
        with self._lock:
            size = self._total()
            found = dict.fromkeys(wanted, 0)
            for term in found:
                row = self._file.execute("select doc from vocabulary where term = ?", (term,)).fetchone()
                found[term] = row[0] if row else 0
        return {term: math.log(1 + (size - n + 0.5) / (n + 0.5)) for term, n in found.items()}

    def known(self, wanted: Sequence[str]) -> frozenset[str]:
        """Those terms that stand in any passage."""
        with self._lock:
            rows = (self._file.execute("select 1 from vocabulary where term = ?", (t,)).fetchone() for t in wanted)
            return frozenset(term for term, row in zip(wanted, rows, strict=True) if row)

    def likely(self, term: str) -> str | None:
        """The word of the documents that a mistyped term most likely means; none when none is near."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        with self._lock:
            if self._vocabulary is None:
                rows = self._file.execute("select term from vocabulary where doc >= ?", (COMMON,))
                self._vocabulary = [word for (word,) in rows if len(word) >= SHORTEST and word.isalpha()]
        near = process.extractOne(
            term, self._vocabulary, scorer=OSA.normalized_similarity, score_cutoff=SIMILAR
        )
        return str(near[0]) if near else None

    def audiences(self, versions: frozenset[int]) -> list[str]:
        """The audience classes that visible versions are in."""
        with self._lock:
            rows = self._file.execute("select distinct audience, version from versions").fetchall()
        return sorted({audience for audience, version in rows if version in versions})

    def passages_of(self, version: int) -> list[tuple[int, str]]:
        """The passages of a version with their audience class."""
        with self._lock:
            return self._file.execute(
                "select passage, audience from versions where version = ?", (version,)
            ).fetchall()

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._file.execute("insert into words(words) values ('delete-all')")
            self._file.execute("delete from versions")
            self._file.commit()
            self._size = self._vocabulary = None

    def count(self) -> int:
        """How many passages it holds."""
        with self._lock:
            return self._total()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _total(self) -> int:
        if self._size is None:
            self._size = int(self._file.execute("select count(*) from versions").fetchone()[0])
        return self._size

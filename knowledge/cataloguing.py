"""The index brought in line with the database: what is missing added, what is gone or changed removed, all checked."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from channel.access.gate import Gate
from channel.access.identifying import system_viewer
from channel.tables.documents import Document, DocumentVersion, Passage
from knowledge.documents import ReadDocument
from knowledge.embedding import VectorCache
from knowledge.indexing import IndexFiles, NewEdition, recipe
from knowledge.lexical import Words
from knowledge.passages import Piece, cut
from knowledge.publishing import LONGEST_SECTION
from knowledge.shelf import Block

BATCH = 128
INDEXING = system_viewer("indexing", frozenset())
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Verified:
    """What the database and the index hold.

    Attributes:
        passages, words, vectors: how many passages the database, the words and the vectors know.
        missing: versions (ids) that are not findable though the database holds them.
        outdated: versions that were indexed from something else than what the database holds.
        gone: versions that the index holds and the database does not.
        without_vector, without_words: passages (ids) that the other side of the index knows.
        recipe_changed: the whole index was made by another model or with words cut otherwise.
    """

    passages: int
    words: int
    vectors: int
    missing: tuple[int, ...]
    outdated: tuple[int, ...]
    gone: tuple[int, ...]
    without_vector: tuple[int, ...]
    without_words: tuple[int, ...]
    recipe_changed: bool

    @property
    def is_right(self) -> bool:
        """Whether there is no difference."""
        differ = self.missing or self.outdated or self.gone or self.without_vector or self.without_words
        return not differ and not self.recipe_changed


class Catalogue:
    """Brings the index in line with the database, while questions are answered.

    Several may catch up at once: each takes versions that nobody has taken, the newest first, so that what was just
    published is findable soon though many others wait.
    """

    def __init__(self, gate: Gate, index: IndexFiles, cache: VectorCache) -> None:
        self._gate = gate
        self._index = index
        self._cache = cache
        self._working = threading.Condition(threading.RLock())
        self._taken: set[int] = set()

    def catch_up(self, progress: Progress) -> int:
        """Index what is missing, remove what is gone; how many passages were added."""
        with self._working:
            made_by = recipe(self._cache.embedder.name)
            held = self._index.stamps()
            if not held:
                self._index.adopt(made_by)
            elif self._index.made_by() != made_by:
                return self.rebuild(progress)
            wanted = self._wanted()
            self._index.drop(v for v, stamp in held.items() if wanted.get(v) != stamp and v not in self._taken)
        done = 0
        while taken := self._take():
            try:
                done += self._add(taken, self._index, progress)
            finally:
                with self._working:
                    self._taken -= taken.keys()
                    self._working.notify_all()
        return done

    def rebuild(self, progress: Progress) -> int:
        """Make the index anew beside the old one, which answers until the new one takes its place."""
        with self._working:
            self._working.wait_for(lambda: not self._taken)
            wanted = self._wanted()
            edition = self._index.new_edition(recipe(self._cache.embedder.name))
            sizes = self._sizes()
            waiting, done = list(wanted), 0
            while batch := _batch(waiting, sizes):
                done += self._add({version: wanted[version] for version in batch}, edition, progress)
                waiting = waiting[len(batch) :]
            edition.finish()
            return done

    def size(self) -> int:
        """How many passages the database holds."""
        with self._gate.viewing(INDEXING) as session:
            return int(session.scalar(select(func.count(Passage.id))) or 0)

    def verify(self) -> Verified:
        """Compare the database with the index, version by version and passage by passage."""
        with self._working:
            wanted, held = self._wanted(), self._index.stamps()
            named, with_vector = self._index.held()
            passages = self._passages()
            made_by = self._index.made_by()
        vectors = set(with_vector.tolist())
        words = {passage for own in named.values() for passage in own}
        known = [version for version in wanted if version in held]
        return Verified(
            passages=sum(map(len, passages.values())),
            words=len(words),
            vectors=len(vectors),
            missing=tuple(version for version in wanted if version not in held),
            outdated=tuple(v for v in known if held[v] != wanted[v] or named.get(v, []) != passages.get(v, [])),
            gone=tuple(version for version in held if version not in wanted),
            without_vector=tuple(sorted(words - vectors)),
            without_words=tuple(sorted(vectors - words)),
            recipe_changed=bool(held) and made_by != recipe(self._cache.embedder.name),
        )

    def _wanted(self) -> dict[int, str]:
        """Every version of the database with a stamp: another stamp, another content."""
        with self._gate.viewing(INDEXING) as session:
            rows = session.execute(
                select(DocumentVersion.id, DocumentVersion.published_at, DocumentVersion.checksum, Document.title)
                .join(Document, Document.id == DocumentVersion.document_id)
                .order_by(DocumentVersion.id)
            ).all()
        return {row.id: f"{row.published_at.isoformat()} {row.checksum} {row.title}" for row in rows}

    def _passages(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        with self._gate.viewing(INDEXING) as session:
            for version, passage in session.execute(
                select(Passage.version_id, Passage.id).order_by(Passage.version_id, Passage.position)
            ):
                found.setdefault(version, []).append(passage)
        return found

    def _take(self) -> dict[int, str]:
        """The newest versions that are missing and not taken, with their stamps; waits for those that others took."""
        with self._working:
            while True:
                wanted, held = self._wanted(), self._index.stamps()
                missing = [version for version in reversed(wanted) if version not in held]
                free = [version for version in missing if version not in self._taken]
                batch = _batch(free, self._sizes()) if free else []
                if batch or not missing:
                    self._taken |= set(batch)
                    return {version: wanted[version] for version in batch}
                self._working.wait()

    def _sizes(self) -> dict[int, int]:
        with self._gate.viewing(INDEXING) as session:
            count = func.count(Passage.id).label("held")
            rows = session.execute(select(Passage.version_id, count).group_by(Passage.version_id))
            return {row.version_id: row.held for row in rows}

    def _add(self, versions: Mapping[int, str], to: IndexFiles | NewEdition, progress: Progress) -> int:
        """Index versions, given with their stamps; how many passages they have."""
        blocks = self._blocks(list(versions), progress)
        to.put(blocks, versions)
        return sum(len(block.passages) for block in blocks)

    def _blocks(self, versions: Sequence[int], progress: Progress) -> list[Block]:
        with self._gate.viewing(INDEXING) as session:
            rows = _rows(session, versions)
        vectors = self._cache.vectors(
            [piece.content_hash for _, _, piece, _ in rows], [piece.embedded for _, _, piece, _ in rows], progress
        )
        blocks = []
        for version in versions:
            own = [place for place, row in enumerate(rows) if row[0] == version]
            blocks.append(
                Block(
                    version,
                    np.array([rows[place][1] for place in own], dtype=np.int64),
                    vectors[own],
                    Words.of((rows[place][2].section, rows[place][3]) for place in own),
                )
            )
        return blocks


def _batch(versions: Sequence[int], sizes: Mapping[int, int]) -> list[int]:
    """The first versions, whole, with about `BATCH` passages."""
    batch: list[int] = []
    held = 0
    for version in versions:
        if held >= BATCH:
            break
        batch.append(version)
        held += sizes.get(version, 0)
    return batch


def _rows(session: Session, versions: Sequence[int]) -> list[tuple[int, int, Piece, str]]:
    """Version, passage, what is embedded of it (titled), and its text."""
    rows = session.execute(
        select(
            Passage.version_id, Passage.id, Passage.section, Passage.text, Passage.form, Passage.page, Document.title
        )
        .join(DocumentVersion, DocumentVersion.id == Passage.version_id)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(Passage.version_id.in_(versions))
        .order_by(Passage.version_id, Passage.position)
    ).all()
    return [
        (
            row.version_id,
            row.id,
            replace(Piece(row.text, row.section, row.page, row.form), section=_titled(row.title, row.section)),
            row.text,
        )
        for row in rows
    ]


def embedded_as(title: str, document: ReadDocument) -> list[Piece]:
    """The passages of a document as they are embedded once it is published under a title."""
    return [replace(piece, section=_titled(title, piece.section[:LONGEST_SECTION])) for piece in cut(document)]


def _titled(title: str, section: str) -> str:
    return f"{title} › {section}" if section else title

"""The library: documents published, found and answered from, always in the reader's sight.

Documents have no law of their own: SQL says through the gate which versions somebody sees now, search filters on
those before it ranks, and the text of what it finds is read back through the gate. The index is disposable.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.access.gate import Action, Gate, not_found
from channel.access.viewer import Audience, Viewer
from channel.tables.documents import Document, DocumentVersion, Passage
from knowledge.answering import Answer, Source, compose
from knowledge.cataloguing import Catalogue, Progress, Verified
from knowledge.documents import ReadDocument
from knowledge.embedding import Embedder, PackagedModel, VectorCache, Vectors
from knowledge.indexing import IndexFiles
from knowledge.publishing import Grant, NewVersion, write_down
from knowledge.search import CANDIDATES, Hit, Question, Search, one_per_document
from knowledge.terms import terms

EARLIER = re.compile(
    r"\b(before|previous|previously|earlier|old|older|outdated|former|last year|früher|frühere[nrs]?|vorher|alte[nrsm]?"
    r"|bisherige[nrs]?|superseded|history)\b",
    re.IGNORECASE,
)
RIGHT_PRODUCT = 0.12
RIGHT_TIME = 0.1

__all__ = ["Found", "Grant", "Library", "NewVersion", "Verified"]


@dataclass(frozen=True)
class Found:
    """A passage found for a question, with its fused score."""

    source: Source
    score: float


class Library:
    """Everything about documents for the rest of the product.

    Args:
        gate: the way to the channel database.
        directory: where the index lies.
        embedder: what turns words into vectors; the packaged model when none is given.
        cache: where vectors are kept by content; a file in the directory when none is given.
    """

    def __init__(
        self, gate: Gate, directory: Path, embedder: Embedder | None = None, cache: VectorCache | None = None
    ) -> None:
        self._gate = gate
        self._embedder = embedder or PackagedModel()
        self.cache = cache or VectorCache(directory / "vectors.sqlite", self._embedder)
        self._index = IndexFiles(directory)
        self._catalogue = Catalogue(gate, self._index, self.cache)
        self._search = Search(self._embedder)

    def warm_up(self) -> None:
        """Load the model and the index, and finish what a crash left unfinished."""
        self._embedder.warm_up()
        self._catalogue.catch_up(lambda _done: None)

    def close(self) -> None:
        """Close the files."""
        self._index.close()
        self.cache.close()

    def publish(
        self,
        action: Action,
        new: NewVersion,
        grants: Sequence[Grant],
        document: ReadDocument,
        content: bytes | None = None,
    ) -> int:
        """Add a version with its passages and grants in the caller's transaction; `catch_up` makes it findable.

        Args:
            action: the caller's open transaction.
            new: what is published.
            grants: to whom.
            document: the file as it was read.
            content: the file itself, kept so that its pages can be shown; none keeps only its text.

        Returns:
            The version's id.
        """
        return write_down(action, new, grants, document, content)

    def catch_up(self, progress: Progress = lambda _done: None) -> int:
        """Index every version that the database holds and the index does not, in batches; forget what is gone.

        Each version is findable as a whole or not at all; what a crash interrupts is finished by the next call.

        Args:
            progress: called with how many more passages have their vectors.

        Returns:
            How many passages were added.
        """
        return self._catalogue.catch_up(progress)

    def rebuild(self, progress: Progress = lambda _done: None) -> int:
        """Make the index anew from the database; how many passages that were. The old one answers meanwhile."""
        return self._catalogue.rebuild(progress)

    def verify(self) -> Verified:
        """Compare the database with the index, version by version and passage by passage."""
        return self._catalogue.verify()

    def size(self) -> int:
        """How many passages the database holds, in whosever sight."""
        return self._catalogue.size()

    def answer(self, viewer: Viewer | Audience, question: str, now: datetime, mpns: Sequence[str] = ()) -> Answer:
        """What the documents in sight say to a question, current versions only unless it asks for earlier ones.

        Args:
            viewer: in whose sight.
            question: in English or German.
            now: the instant of asking.
            mpns: part numbers that the question is about, if they are known.
        """
        read, hits, sources = self._find(viewer, question, now, mpns)
        return compose(read, hits, sources)

    def find(self, viewer: Viewer | Audience, question: str, now: datetime, limit: int = 10) -> list[Found]:
        """The documents nearest to a question, one passage each, best first."""
        _, hits, sources = self._find(viewer, question, now, ())
        documents = {p: s.document for p, s in sources.items()}
        return [Found(sources[h.passage], h.score) for h in one_per_document(hits, documents, limit)]

    def nearest_in_meaning(self, viewer: Viewer | Audience, question: str, now: datetime, limit: int) -> list[Found]:
        """The documents nearest by vectors alone, one passage each: what search is compared with."""
        with self._gate.viewing(viewer) as session:
            sight = self._index.shelf().within(_versions(session, now.date(), earlier=False))
            near = self._search.nearest(question, sight)
            sources = _sources(session, [hit.passage for hit in near])
        documents = {p: s.document for p, s in sources.items()}
        return [Found(sources[h.passage], h.score) for h in one_per_document(near, documents, limit)]

    def known(self, viewer: Viewer | Audience, words: Sequence[str], now: datetime) -> frozenset[str]:
        """Those of the words that stand in some document in sight."""
        with self._gate.viewing(viewer) as session:
            sight = self._index.shelf().within(_versions(session, now.date(), earlier=False))
        return frozenset(word for word in words if sight.words.known(terms(word)))

    def meanings(self, texts: Sequence[str]) -> Vectors:
        """A unit vector for each text, kept by content."""
        return self.cache.vectors([hashlib.sha256(text.encode()).hexdigest() for text in texts], texts)

    def passage(self, viewer: Viewer | Audience, passage: int) -> Source:
        """One passage in the reader's sight.

        Raises:
            NotFound: when there is none in sight.
        """
        with self._gate.viewing(viewer) as session:
            found = _sources(session, [passage])
        if passage not in found:
            raise not_found()
        return found[passage]

    def _find(
        self, viewer: Viewer | Audience, question: str, now: datetime, mpns: Sequence[str]
    ) -> tuple[Question, list[Hit], dict[int, Source]]:
        about = [m for m in mpns if m.casefold() not in question.casefold()]
        earlier = EARLIER.search(question) is not None
        with self._gate.viewing(viewer) as session:
            visible = _versions(session, now.date(), earlier=earlier)
            sight = self._index.shelf().within(visible)
            read = self._search.read(" ".join([EARLIER.sub("", question), *about]), sight)
            hits = self._search.find(read, sight, CANDIDATES)
            sources = _sources(session, [hit.passage for hit in hits])
        return read, _preferring(hits, sources, visible, mpns, earlier=earlier), sources


def _versions(session: Session, today: date, *, earlier: bool) -> dict[int, tuple[str, ...]]:
    """The versions in sight that count today, with the part numbers they are about."""
    rows = session.execute(
        select(DocumentVersion.id, DocumentVersion.mpns, DocumentVersion.superseded_on, DocumentVersion.valid_to)
    ).all()
    return {
        row.id: tuple(row.mpns)
        for row in rows
        if earlier
        or (
            (row.superseded_on is None or row.superseded_on > today) and (row.valid_to is None or row.valid_to >= today)
        )
    }


def _sources(session: Session, passages: Sequence[int]) -> dict[int, Source]:
    rows = session.execute(
        select(
            Passage.id.label("passage"),
            Passage.version_id,
            DocumentVersion.document_id.label("document"),
            Document.title,
            DocumentVersion.version,
            DocumentVersion.file_name,
            Passage.page,
            Passage.section,
            Passage.form,
            Passage.text,
            DocumentVersion.effective_from,
            DocumentVersion.superseded_on,
            Document.language,
        )
        .join(DocumentVersion, DocumentVersion.id == Passage.version_id)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(Passage.id.in_(passages))
    ).all()
    return {row.passage: Source(**row._asdict()) for row in rows}


def _preferring(
    hits: list[Hit],
    sources: dict[int, Source],
    versions: dict[int, tuple[str, ...]],
    mpns: Sequence[str],
    *,
    earlier: bool,
) -> list[Hit]:
    """The hits, with documents about the asked products, or of the asked time, before others."""
    wanted = set(mpns)

    def raised(hit: Hit) -> Hit:
        source = sources[hit.passage]
        score = hit.score + RIGHT_PRODUCT * bool(wanted & set(versions.get(source.version_id, ())))
        score += RIGHT_TIME * (earlier and source.superseded_on is not None)
        return replace(hit, score=score)

    return sorted((raised(h) for h in hits if h.passage in sources), key=lambda hit: -hit.score)

"""The library: documents published, found and answered from, always in the reader's sight.

Documents have no law of their own: SQL says through the gate which versions somebody sees now, search filters on
those before it ranks, and the text of what it finds is read back through the gate. The index is disposable.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from channel.access.gate import Action, Gate, not_found
from channel.access.viewer import Audience, Viewer
from knowledge.answering import Answer, Source, compose
from knowledge.cataloguing import Catalogue, Progress, Verified, embedded_as
from knowledge.documents import ReadDocument
from knowledge.embedding import Embedder, PackagedModel, VectorCache, Vectors
from knowledge.gathering import preferring, sources_of, versions_in_sight
from knowledge.indexing import IndexFiles
from knowledge.publishing import Grant, NewVersion, write_down
from knowledge.search import CANDIDATES, Hit, Question, Search, one_per_document
from knowledge.terms import terms
from knowledge.times import asked_time

CONSIDERED = 24

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

    def foresee(self, title: str, document: ReadDocument) -> None:
        """Embed what may soon be published under `title`, so that then it is findable at once; nobody sees it yet."""
        pieces = embedded_as(title, document)
        self.cache.vectors([piece.content_hash for piece in pieces], [piece.embedded for piece in pieces])

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

    def findable(self) -> frozenset[int]:
        """The versions (ids) that the index holds."""
        return frozenset(self._index.stamps())

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
        with self._gate.viewing(viewer) as session:
            read, hits, _ = self._search_in(session, question, now, mpns)
            sources = sources_of(session, [hit.passage for hit in hits[:CONSIDERED]], now.date())
        return compose(read, hits, sources)

    def find(self, viewer: Viewer | Audience, question: str, now: datetime, limit: int = 10) -> list[Found]:
        """The documents nearest to a question, one passage each, best first."""
        with self._gate.viewing(viewer) as session:
            _, hits, document_of = self._search_in(session, question, now, ())
            return _found(session, one_per_document(hits, document_of, limit), now.date())

    def nearest_in_meaning(self, viewer: Viewer | Audience, question: str, now: datetime, limit: int) -> list[Found]:
        """The documents nearest by vectors alone, one passage each: what search is compared with."""
        with self._gate.viewing(viewer) as session:
            visible = versions_in_sight(session, now.date())
            sight = self._index.shelf().within(visible)
            near = self._search.nearest(question, sight)
            versions = sight.versions([hit.passage for hit in near])
            document_of = {passage: visible[version].document for passage, version in versions.items()}
            return _found(session, one_per_document(near, document_of, limit), now.date())

    def known(self, viewer: Viewer | Audience, words: Sequence[str], now: datetime) -> frozenset[str]:
        """Those of the words that stand in some document in sight."""
        with self._gate.viewing(viewer) as session:
            sight = self._index.shelf().within(versions_in_sight(session, now.date()))
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
            found = sources_of(session, [passage], self._gate.now().date())
        if passage not in found:
            raise not_found()
        return found[passage]

    def _search_in(
        self, session: Session, question: str, now: datetime, mpns: Sequence[str]
    ) -> tuple[Question, list[Hit], dict[int, int]]:
        """The question as it was read, the passages found, best first, and the document of each."""
        about = [m for m in mpns if m.casefold() not in question.casefold()]
        asked = asked_time(question, now.date())
        visible = versions_in_sight(session, now.date(), asked=asked, with_products=bool(mpns))
        sight = self._index.shelf().within(visible)
        read = self._search.read(" ".join([asked.words, *about]), sight)
        hits = self._search.find(read, sight, CANDIDATES)
        versions = sight.versions([hit.passage for hit in hits])
        document_of = {passage: visible[version].document for passage, version in versions.items()}
        return read, preferring(hits, versions, visible, mpns), document_of


def _found(session: Session, hits: Sequence[Hit], today: date) -> list[Found]:
    sources = sources_of(session, [hit.passage for hit in hits], today)
    return [Found(sources[hit.passage], hit.score) for hit in hits if hit.passage in sources]

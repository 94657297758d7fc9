"""The library: documents published, found and answered from, always in the reader's sight.

Documents have no law of their own: SQL says through the gate which versions somebody sees now, search filters on
those before it ranks, and the text of what it finds is read back through the gate. The index is disposable.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from channel.access.gate import Action, Gate, not_found
from channel.access.identifying import system_viewer
from channel.access.viewer import Audience, Viewer
from channel.tables.documents import Document, DocumentFile, DocumentVersion, Passage, Release
from knowledge.answering import Answer, Source, compose
from knowledge.documents import ReadDocument
from knowledge.embedding import Embedder, PackagedModel, VectorCache, Vectors
from knowledge.index import VectorIndex
from knowledge.lexical import LexicalIndex
from knowledge.passages import Piece, cut
from knowledge.search import CANDIDATES, Hit, Question, Search, one_per_document

EARLIER = re.compile(
    r"\b(before|previous|previously|earlier|old|older|outdated|former|last year|früher|frühere[nrs]?|vorher|alte[nrsm]?"
    r"|bisherige[nrs]?|superseded|history)\b",
    re.IGNORECASE,
)
RIGHT_PRODUCT = 0.12
RIGHT_TIME = 0.1
Progress = Callable[[int], None]


@dataclass(frozen=True)
class NewVersion:
    """A version to be published. Dates are days; `superseded_on` and `retired_at` are set for old ones."""

    key: str
    owner_id: int
    title: str
    kind: str
    language: str
    version: str
    file_name: str
    media_type: str
    checksum: str
    mpns: tuple[str, ...]
    effective_from: date
    valid_to: date | None = None
    superseded_on: date | None = None
    retired_at: datetime | None = None
    published_by: int | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grant:
    """To whom a version is given; see `channel.tables.documents.Release`."""

    audience: str
    visible_from: datetime
    organisation_id: int | None = None
    line_id: int | None = None
    territory: str | None = None
    min_rank: int = 0
    nda: bool = False


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
        self._vectors = VectorIndex(directory / "chroma")
        self._words = LexicalIndex(directory / "words.sqlite")
        self._search = Search(self._vectors, self._words, self._embedder)

    def warm_up(self) -> None:
        """Load the embedding model."""
        self._embedder.warm_up()

    def close(self) -> None:
        """Close the files."""
        self._words.close()
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
        session, now = action.session, action.now
        known = session.scalars(select(Document).where(Document.key == new.key)).one_or_none()
        if known is None:
            known = Document(
                key=new.key, owner_id=new.owner_id, title=new.title, kind=new.kind, language=new.language, as_of=now
            )
            session.add(known)
            session.flush()
        version = DocumentVersion(
            document_id=known.id,
            owner_id=new.owner_id,
            version=new.version,
            file_name=new.file_name,
            media_type=new.media_type,
            checksum=new.checksum,
            pages=document.pages,
            mpns=list(new.mpns),
            effective_from=new.effective_from,
            valid_to=new.valid_to,
            superseded_on=new.superseded_on,
            retired_at=new.retired_at,
            published_at=now,
            published_by=new.published_by,
            flags=list(new.flags),
            as_of=now,
        )
        session.add(version)
        session.flush()
        session.add_all(_release(version, grant, now) for grant in grants)
        if content is not None:
            session.add(DocumentFile(version_id=version.id, owner_id=new.owner_id, content=content, as_of=now))
        session.add_all(_passage(version, i, piece, now) for i, piece in enumerate(cut(document), 1))
        return version.id

    def catch_up(self, progress: Progress = lambda _done: None) -> int:
        """Index every version that the database holds and the index does not; how many passages that were."""
        done = 0
        with self._gate.viewing(system_viewer("indexing", frozenset())) as session:
            for version in session.scalars(select(DocumentVersion.id).order_by(DocumentVersion.id)).all():
                if not self._words.passages_of(version):
                    done += self._index(session, version, progress)
        return done

    def rebuild(self, progress: Progress = lambda _done: None) -> int:
        """Forget the index and make it anew from the database; how many passages that were."""
        self._words.clear()
        self._vectors.clear()
        return self.catch_up(progress)

    def verify(self) -> tuple[int, int, int]:
        """How many passages the database, the word index and the vector index hold; equal when all is well."""
        with self._gate.viewing(system_viewer("indexing", frozenset())) as session:
            rows = session.scalars(select(Passage.id)).all()
        return len(rows), self._words.count(), self._vectors.count()

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
            visible = frozenset(_versions(session, now.date(), earlier=False))
            near = self._search.nearest(question, visible)
            sources = _sources(session, [hit.passage for hit in near])
        documents = {p: s.document for p, s in sources.items()}
        return [Found(sources[h.passage], h.score) for h in one_per_document(near, documents, limit)]

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
        read = self._search.read(" ".join([EARLIER.sub("", question), *about]))
        with self._gate.viewing(viewer) as session:
            visible = _versions(session, now.date(), earlier=earlier)
            hits = self._search.find(read, frozenset(visible), CANDIDATES)
            sources = _sources(session, [hit.passage for hit in hits])
        return read, _preferring(hits, sources, visible, mpns, earlier=earlier), sources

    def _index(self, session: Session, version: int, progress: Progress) -> int:
        rows = session.execute(
            select(Passage.id, Passage.section, Passage.text, Passage.form, Passage.page)
            .where(Passage.version_id == version)
            .order_by(Passage.position)
        ).all()
        if not rows:
            return 0
        title = session.execute(
            select(Document.title)
            .join(DocumentVersion, DocumentVersion.document_id == Document.id)
            .where(DocumentVersion.id == version)
        ).scalar_one()
        audience = _audience_class(session.scalars(select(Release).where(Release.version_id == version)).all())
        pieces = [replace(Piece(r.text, r.section, r.page, r.form), section=_titled(title, r.section)) for r in rows]
        vectors = self.cache.vectors([p.content_hash for p in pieces], [p.embedded for p in pieces], progress)
        self._vectors.add(audience, [r.id for r in rows], [version] * len(rows), vectors)
        self._words.add(audience, ((r.id, version, p.section, r.text) for r, p in zip(rows, pieces, strict=True)))
        return len(rows)


def _titled(title: str, section: str) -> str:
    return f"{title} › {section}" if section else title


def _release(version: DocumentVersion, grant: Grant, now: datetime) -> Release:
    return Release(
        version_id=version.id,
        owner_id=version.owner_id,
        audience=grant.audience,
        organisation_id=grant.organisation_id,
        line_id=grant.line_id,
        territory=grant.territory,
        min_rank=grant.min_rank,
        nda=grant.nda,
        visible_from=grant.visible_from,
        as_of=now,
    )


def _passage(version: DocumentVersion, position: int, piece: Piece, now: datetime) -> Passage:
    return Passage(
        version_id=version.id,
        owner_id=version.owner_id,
        position=position,
        page=piece.page,
        section=piece.section[:400],
        form=piece.form,
        text=piece.text,
        content_hash=piece.content_hash,
        as_of=now,
    )


def _audience_class(releases: Iterable[Release]) -> str:
    """A name for who may see a version, whatever the time: the grants without their instants."""
    grants = sorted(
        f"{r.owner_id}|{r.audience}|{r.organisation_id}|{r.line_id}|{r.territory}|{r.min_rank}|{r.nda}"
        for r in releases
    )
    return hashlib.sha256("\n".join(grants).encode()).hexdigest()[:16]


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

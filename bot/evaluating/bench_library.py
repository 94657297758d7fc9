"""Documents for `bot.evaluating.bench`: how fast real ones are taken in, and a library of any size."""

import re
import time
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import select

from bot.evaluating.bench_start import resident_mb
from bot.parts import Parts
from bot.playground.demo import Demo
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.tables.documents import Passage
from channel.tables.parties import Organisation
from knowledge.documents import Part, ReadDocument
from knowledge.embedding import FEW, Embedder, PackagedModel, Vectors
from knowledge.library import Grant, Library, NewVersion

NOTE = (
    "The library was filled with generated documents: passages of the demo's own documents with other digits, whose "
    "vectors are those of the real passages moved a little. Questions are embedded by the real model."
)
REAL = 160
A_DOCUMENT = 40
A_TRANSACTION = 25
WORDS = 120
MOVED = 0.5
REFERENCE = re.compile(r"reference (\d+)-\d+")
LOADING = system_viewer("loading", frozenset({Right.LOAD_DATA}))
SOME_DAY = date(2026, 1, 1)


class Moved:
    """Makes vectors without the model: that of a real passage, moved in a direction that the text decides."""

    def __init__(self, model: Embedder, vectors: Vectors) -> None:
        self.name = model.name
        self._vectors = vectors

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row for each text; each text names its real passage."""
        return np.stack([self._near(text) for text in texts])

    def warm_up(self) -> None:
        """There is nothing to load."""

    def _near(self, text: str) -> Vectors:
        named = REFERENCE.search(text)
        assert named is not None
        real = self._vectors[int(named[1])]
        noise = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(real.shape[0])
        moved = real + MOVED * noise / np.linalg.norm(noise)
        return np.asarray(moved / np.linalg.norm(moved), dtype=np.float32)


class Timed:
    """The real model, loaded in full, with a note of how much it embedded in how long."""

    def __init__(self) -> None:
        self._model = PackagedModel()
        self._model.warm_up()
        self._model.embed(["warm"] * (FEW + 1))
        self.name = self._model.name
        self.texts = 0
        self.seconds = 0.0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """What the model makes of the texts."""
        began = time.perf_counter()
        made = self._model.embed(texts)
        self.seconds += time.perf_counter() - began
        self.texts += len(texts)
        return made

    def warm_up(self) -> None:
        """Load the model."""
        self._model.warm_up()


def ingest(demo: Demo, folder: Path) -> dict[str, Any]:
    """Index the demo's documents in an empty library, with the speed of the model alone beside it.

    The vectors of some passages are given to it, so that `REAL` are left to be embedded; those are counted.
    """
    parts = _parts(demo)
    parts.library.warm_up()
    model = Timed()
    before = resident_mb()
    fresh = Library(parts.gate, folder, model)
    known, vectors = parts.library.cache.everything()
    fresh.cache.keep(dict(zip(known[REAL:], vectors[REAL:], strict=True)))
    began = time.perf_counter()
    fresh.catch_up()
    spent = time.perf_counter() - began
    after = resident_mb()
    fresh.close()
    return {
        "passages": model.texts,
        "passages_a_second": round(model.texts / spent, 1),
        "model_alone_a_second": round(model.texts / model.seconds, 1),
        "grown_mb": None if before is None or after is None else round(after - before, 1),
    }


def fill(demo: Demo, passages: int) -> dict[str, Any]:
    """Bring the demo's library to a number of passages; it may hold that many already."""
    parts = _parts(demo)
    library = parts.library
    texts = _real_texts(parts)
    real = library.cache.embedder
    library.cache.embedder = Moved(real, real.embed(texts))
    began = time.perf_counter()
    held = library.size()
    documents = list(_documents(texts, passages - held))
    with parts.gate.viewing(LOADING) as session:
        owner = session.scalars(select(Organisation.id).where(Organisation.key == "northwall")).one()
    for first in range(0, len(documents), A_TRANSACTION):
        with parts.gate.acting(LOADING, Right.LOAD_DATA) as action:
            for document in documents[first : first + A_TRANSACTION]:
                library.publish(action, _version(document, owner), [EVERYBODY], document)
    library.catch_up()
    library.cache.embedder = real
    verified = library.verify()
    return {
        "passages": verified.passages,
        "indexed": min(verified.words, verified.vectors),
        "resident_mb": resident_mb(),
        "filled_in_s": round(time.perf_counter() - began, 1),
    }


EVERYBODY = Grant("public", datetime(2020, 1, 1, tzinfo=UTC))


def _parts(demo: Demo) -> Parts:
    assert demo.parts is not None
    return demo.parts


def _real_texts(parts: Parts) -> list[str]:
    with parts.gate.viewing(system_viewer("indexing", frozenset())) as session:
        return list(session.scalars(select(Passage.text).order_by(Passage.id).limit(REAL)).all())


def _documents(texts: Sequence[str], passages: int) -> Iterator[ReadDocument]:
    for first in range(0, passages, A_DOCUMENT):
        made = tuple(_part(texts, number) for number in range(first, min(first + A_DOCUMENT, passages)))
        yield ReadDocument(f"generated-{first:06}.md", "text/markdown", 1, made)


def _part(texts: Sequence[str], number: int) -> Part:
    real = number % len(texts)
    shift = number // len(texts) + 1
    words = " ".join(texts[real].split()[:WORDS])
    other = re.sub(r"\d", lambda digit: str((int(digit[0]) + shift) % 10), words)
    return Part("text", other, (f"reference {real}-{number}",))


def _version(document: ReadDocument, owner: int) -> NewVersion:
    return NewVersion(
        key=document.name,
        owner_id=owner,
        title=document.name.removesuffix(".md"),
        kind="document",
        language="en",
        version="1",
        file_name=document.name,
        media_type=document.media_type,
        checksum=f"{zlib.crc32(document.text.encode()):064x}",
        mpns=(),
        effective_from=SOME_DAY,
    )

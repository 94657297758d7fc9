"""Vectors in Chroma, the store of record: what was embedded outlives the process here, and is searched in memory.

Chroma is not asked questions. Rights as filters cost it a hundred times the query itself, and its answers are
approximate; a matrix in memory (`knowledge.shelf`) is exact and quick. A Chroma server in place of the folder needs a
change of `_client` alone.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding import DIMENSIONS, Vectors

PAGE = 5_000
Ids = NDArray[np.int64]


class VectorStore:
    """The vectors of passages by edition of the index. Disposable: it can be rebuilt from the database.

    Args:
        directory: where Chroma lies; made and opened when first needed.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._opened: Any = None

    def put(self, edition: int, passages: Sequence[int], versions: Sequence[int], vectors: Vectors) -> None:
        """Keep the vectors of passages (ids) of versions (ids), in place of those that the passages had."""
        collection = self._collection(edition)
        for start in range(0, len(passages), PAGE):
            part = slice(start, start + PAGE)
            collection.upsert(
                ids=[str(p) for p in passages[part]],
                embeddings=vectors[part],
                metadatas=[{"version": v} for v in versions[part]],
            )

    def load(self, edition: int) -> tuple[Ids, Vectors]:
        """All passages of an edition, sorted by id, with their vectors."""
        collection = self._collection(edition)
        keys: list[int] = []
        rows: list[Vectors] = []
        for start in range(0, collection.count(), PAGE):
            page = collection.get(limit=PAGE, offset=start, include=["embeddings"])
            keys += map(int, page["ids"])
            rows.append(np.asarray(page["embeddings"], dtype=np.float32))
        passages = np.array(keys, dtype=np.int64)
        order = np.argsort(passages)
        vectors = np.concatenate(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)
        return passages[order], vectors[order]

    def drop_versions(self, edition: int, versions: Iterable[int]) -> None:
        """Forget whatever is kept of versions."""
        wanted = list(versions)
        for start in range(0, len(wanted), PAGE):
            self._collection(edition).delete(where={"version": {"$in": wanted[start : start + PAGE]}})

    def drop_passages(self, edition: int, passages: Sequence[int]) -> None:
        """Forget passages."""
        for start in range(0, len(passages), PAGE):
            self._collection(edition).delete(ids=[str(p) for p in passages[start : start + PAGE]])

    def keep_only(self, edition: int) -> None:
        """Forget all other editions, finished or not."""
        for collection in self._client().list_collections():
            if collection.name != _name(edition):
                self._client().delete_collection(collection.name)

    def close(self) -> None:
        """Let go of the folder."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _client(self) -> Any:  # noqa: ANN401 - a chromadb client, imported late
        if self._opened is None:
            import chromadb
            from chromadb.config import Settings

            self._directory.mkdir(parents=True, exist_ok=True)
            self._opened = chromadb.PersistentClient(
                path=str(self._directory), settings=Settings(anonymized_telemetry=False)
            )
        return self._opened

    def _collection(self, edition: int) -> Any:  # noqa: ANN401 - a chromadb Collection, imported late
        return self._client().get_or_create_collection(
            _name(edition), configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )


def _name(edition: int) -> str:
    return f"edition-{edition}"

"""Vectors in Chroma: one collection for each audience class, queried without filters and merged.

A filter with several clauses costs Chroma a hundred times the query itself; so who may see a passage decides its
collection, and what changes with time (embargo, retirement) is dropped by version id from a longer result.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from knowledge.embedding import Vectors

BATCH = 4_000
SEARCH_BREADTH = 200


class VectorIndex:
    """The vectors of passages by audience class. Disposable: it can be rebuilt from the database."""

    def __init__(self, directory: Path) -> None:
        import chromadb
        from chromadb.config import Settings

        directory.mkdir(parents=True, exist_ok=True)
        self._client = chromadb.PersistentClient(
            path=str(directory), settings=Settings(anonymized_telemetry=False, allow_reset=True)
        )
        self._collections: dict[str, Any] = {}

    def add(self, audience: str, passages: Sequence[int], versions: Sequence[int], vectors: Vectors) -> None:
        """Add passages (ids) of versions (ids) with their vectors to a class."""
        collection = self._collection(audience)
        for start in range(0, len(passages), BATCH):
            part = slice(start, start + BATCH)
            collection.upsert(
                ids=[str(p) for p in passages[part]],
                embeddings=vectors[part],
                metadatas=[{"version": v} for v in versions[part]],
            )

    def nearest(
        self, audiences: Iterable[str], visible: frozenset[int], question: Vectors, count: int
    ) -> list[tuple[int, float]]:
        """The passages nearest to a question within the visible versions, as (passage id, cosine), best first.

        More are fetched than asked for, and again more while invisible versions crowd out visible ones.
        """
        found: list[tuple[int, float]] = []
        for audience in audiences:
            collection = self._collection(audience)
            held = collection.count()
            fetched = min(held, count * 2)
            while fetched:
                answer = collection.query(
                    query_embeddings=question.reshape(1, -1), n_results=fetched, include=["distances", "metadatas"]
                )
                rows = [
                    (int(key), 1.0 - distance)
                    for key, distance, about in zip(
                        answer["ids"][0], answer["distances"][0], answer["metadatas"][0], strict=True
                    )
                    if about["version"] in visible
                ]
                if len(rows) >= min(count, held) or fetched >= held:
                    break
                fetched = min(held, fetched * 4)
            else:
                rows = []
            found += rows
        found.sort(key=lambda row: -row[1])
        return found[:count]

    def meanings(self, audiences: Iterable[str], passages: Sequence[int], question: Vectors) -> dict[int, float]:
        """The cosines of passages to a question, for those that the audience classes hold."""
        found: dict[int, float] = {}
        for audience in audiences if passages else ():
            held = self._collection(audience).get(ids=[str(p) for p in passages], include=["embeddings"])
            found |= {int(key): float(row @ question) for key, row in zip(held["ids"], held["embeddings"], strict=True)}
        return found

    def remove(self, audience: str, passages: Sequence[int]) -> None:
        """Forget passages."""
        if passages:
            self._collection(audience).delete(ids=[str(p) for p in passages])

    def clear(self) -> None:
        """Forget everything."""
        for collection in self._client.list_collections():
            self._client.delete_collection(collection.name)
        self._collections.clear()

    def count(self) -> int:
        """How many passages it holds."""
        return sum(c.count() for c in self._client.list_collections())

    def _collection(self, audience: str) -> Any:  # noqa: ANN401 - a chromadb Collection, imported late
        if audience not in self._collections:
            self._collections[audience] = self._client.get_or_create_collection(
                f"audience-{audience}",
                configuration={"hnsw": {"space": "cosine", "ef_construction": 100, "ef_search": SEARCH_BREADTH}},
                embedding_function=None,
            )
        return self._collections[audience]

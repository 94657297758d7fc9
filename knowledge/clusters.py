"""Texts that mean nearly the same, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEAR = 0.55
"""The mean cosine from which questions count as one; see `tests/knowledge/test_clusters.py` for what that joins."""


def clusters(vectors: NDArray[np.float32], near: float = NEAR) -> list[list[int]]:
    """Groups of rows that are near each other (average linkage), the largest first, the most central row in front.

    Args:
        vectors: unit vectors, one a row.
        near: the least mean cosine between the rows of two groups that become one.
    """
    if len(vectors) <= 1:
        return [[row] for row in range(len(vectors))]
    from scipy.cluster.hierarchy import fcluster, linkage

    labels = fcluster(linkage(vectors, "average", metric="cosine"), 1 - near, criterion="distance")
    groups: dict[int, list[int]] = {}
    for row, label in enumerate(labels.tolist()):
        groups.setdefault(label, []).append(row)
    likeness = vectors @ vectors.T
    central = [sorted(rows, key=lambda row: (-likeness[row, rows].sum(), row)) for rows in groups.values()]
    return sorted(central, key=lambda rows: (-len(rows), min(rows)))

from __future__ import annotations

import numpy as np
import pytest

from knowledge.embedding import FEW, PackagedModel

TEXTS = (
    "How do I reset the FW60 to factory settings?",
    "Wie lange gilt die Garantie für Access Points?",
    "| Model | PoE budget | Ports |\n| --- | --- | --- |\n| NW-SW48P-G2 | 740 W | 48 |",
    "x",
    "",
    "The quick path cuts what is longer than the model reads. " * 60,
)


def test_a_few_texts_get_the_vectors_that_sentence_transformers_makes() -> None:
    model = PackagedModel()

    few = model.embed(TEXTS)
    many = model.embed([*TEXTS, *(f"filler {n}" for n in range(FEW))])[: len(TEXTS)]

    assert few == pytest.approx(many, abs=1e-5)
    assert np.einsum("ij,ij->i", few, many) == pytest.approx(1.0, abs=1e-6)

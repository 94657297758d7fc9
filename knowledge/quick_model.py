"""The packaged model's arithmetic in numpy: for questions and small documents, ready in half a second without torch.

The same weights, the same tokens and the same formulas as sentence-transformers, which stays the reference: vectors
agree to six digits (`tests/knowledge/test_embedding.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LAYERS = 6
HEADS = 12
LONGEST = 256
SMALL = np.float32(1e-12)
# Abramowitz and Stegun 7.1.26: the error function to 1.5e-7
ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
ERF_STEP = 0.3275911


@dataclass(frozen=True)
class _Dense:
    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        return np.asarray(x @ self.weight + self.bias, dtype=np.float32)


@dataclass(frozen=True)
class _Norm:
    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        apart = x - x.mean(-1, keepdims=True)
        spread = np.square(apart).mean(-1, keepdims=True)
        return np.asarray(apart / np.sqrt(spread + SMALL) * self.weight + self.bias, dtype=np.float32)


@dataclass(frozen=True)
class _Layer:
    attends: _Dense
    attended: _Dense
    after_attention: _Norm
    widens: _Dense
    narrows: _Dense
    after_all: _Norm

    def __call__(self, x: Floats) -> Floats:
        tokens, size = x.shape
        query, key, value = self.attends(x).reshape(tokens, 3, HEADS, size // HEADS).transpose(1, 2, 0, 3)
        looks = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(size // HEADS))
        looks = np.exp(looks - looks.max(-1, keepdims=True))
        looks /= looks.sum(-1, keepdims=True)
        seen = (looks @ value).transpose(1, 0, 2).reshape(tokens, size)
        x = self.after_attention(x + self.attended(seen))
        return self.after_all(x + self.narrows(_gelu(self.widens(x))))


class QuickModel:
    """The model from its folder.

    Raises:
        KeyError, OSError, ValueError: when the folder holds another kind of model.
    """

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped] # it ships no types
        from tokenizers import Tokenizer

        # threads of several questions would wait for each other: with two, a busy machine takes seven times as long
        threadpool_limits(1, user_api="blas")
        self._tokens: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokens.enable_truncation(LONGEST)
        self._tokens.no_padding()
        weights = load_file(folder / "model.safetensors")
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = (
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._first = _norm(weights, "embeddings.LayerNorm")
        self._layers = [_layer(weights, f"encoder.layer.{n}") for n in range(LAYERS)]
        if f"encoder.layer.{LAYERS}.output.dense.weight" in weights:
            raise ValueError("the packaged model has more layers than are known here")

    def embed(self, texts: Sequence[str]) -> Floats:
        """A unit vector for each text."""
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Floats:
        ids = np.array(self._tokens.encode(text).ids)
        x = self._first(self._words[ids] + self._places[: len(ids)])
        for layer in self._layers:
            x = layer(x)
        mean = x.mean(0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def _layer(weights: dict[str, Floats], name: str) -> _Layer:
    three = [_dense(weights, f"{name}.attention.self.{part}") for part in ("query", "key", "value")]
    return _Layer(
        _Dense(np.concatenate([d.weight for d in three], axis=1), np.concatenate([d.bias for d in three])),
        _dense(weights, f"{name}.attention.output.dense"),
        _norm(weights, f"{name}.attention.output.LayerNorm"),
        _dense(weights, f"{name}.intermediate.dense"),
        _dense(weights, f"{name}.output.dense"),
        _norm(weights, f"{name}.output.LayerNorm"),
    )


def _dense(weights: dict[str, Floats], name: str) -> _Dense:
    return _Dense(np.ascontiguousarray(weights[f"{name}.weight"].T), weights[f"{name}.bias"])


def _norm(weights: dict[str, Floats], name: str) -> _Norm:
    return _Norm(weights[f"{name}.weight"], weights[f"{name}.bias"])


def _gelu(x: Floats) -> Floats:
    scaled = np.abs(x) * np.float32(np.sqrt(0.5))
    step = 1 / (1 + np.float32(ERF_STEP) * scaled)
    tail = np.zeros_like(step)
    for factor in ERF:
        tail = (tail + np.float32(factor)) * step
    erf = np.copysign(1 - tail * np.exp(-np.square(scaled)), x)
    return np.asarray(x * np.float32(0.5) * (1 + erf), dtype=np.float32)

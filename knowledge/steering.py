"""How much a sentence sounds like an order to an assistant: a linear model over its words, beside the rules.

The weights are data (`words/steering.npz`), made from sentences of our own by `tools/steering_model.py`. It needs
numpy only, so it works wherever the rules do, and takes as long as looking up a hundred numbers.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 15
LETTERS = (3, 4, 5)
AROUND = 6

Places = Mapping[str, Sequence[tuple[int, int]]]


def traits(words: Sequence[str], signs: Sequence[str], places: Places) -> list[int]:
    """What the model sees in a sentence, as numbers below `BUCKETS`, sorted, each once.

    Args:
        words: the words, in small letters.
        signs: what stands before each word, and after the last.
        places: where each meaning that the rules know begins and ends among the words; this is what makes one
            language tell something about another.
    """
    named = {*_of_words(words, signs), *_of_meanings(words, signs, places)}
    return sorted({_number(trait) for trait in named}.union(*map(_of_letters, set(words))))


def leaning(seen: Sequence[int]) -> float:
    """How far a sentence with these traits leans towards steering (above 0) or harmless (below)."""
    weights, bias = _model()
    if not seen:
        return bias
    return float(weights[np.asarray(seen)].sum() / len(seen) ** 0.5) + bias


def _of_words(words: Sequence[str], signs: Sequence[str]) -> Iterator[str]:
    row = ["^"]
    for sign, word in zip(signs, words, strict=False):
        row += [mark for mark in sign if not mark.isspace()][:3]
        row.append(word)
    row += [*signs[len(words) :][:1], "$"]
    for length in (1, 2, 3):
        for at in range(len(row) - length + 1):
            yield "w" + " ".join(row[at : at + length])
    for at in range(len(row) - 2):
        yield f"s{row[at]} {row[at + 2]}"


@lru_cache(maxsize=50_000)
def _of_letters(word: str) -> frozenset[int]:
    framed = f"<{word}>"
    pieces = (framed[at : at + length] for length in LETTERS for at in range(len(framed) - length + 1))
    return frozenset(_number("c" + piece) for piece in pieces)


def _number(trait: str) -> int:
    return crc32(trait.encode()) % BUCKETS


def _of_meanings(words: Sequence[str], signs: Sequence[str], places: Places) -> Iterator[str]:
    row = sorted((place[0], meaning) for meaning, found in places.items() for place in found)
    for number, (at, meaning) in enumerate(row):
        yield "m" + meaning
        yield f"l{words[at - 1]} {meaning}" if at else "o" + meaning
        if signs[at].strip():
            yield "o" + meaning
        for later, other in row[number + 1 :]:
            if later > at + AROUND:
                break
            if later > at:
                yield f"p{meaning} {other}"


@cache
def _model() -> tuple[NDArray[np.float32], float]:
    shipped = np.load(io.BytesIO(files("knowledge.words").joinpath("steering.npz").read_bytes()))
    return shipped["weights"].astype(np.float32), float(shipped["bias"])

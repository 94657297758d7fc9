"""What words usually mean, where no cue decides."""

from __future__ import annotations

import io
from importlib.resources import files
from zlib import crc32

import numpy as np
import pytest

from bot.understanding.habits import example_tokens, load_habits, shares_of
from bot.understanding.words import split_words

FOLDER = files("bot.understanding").joinpath("languages")


def likeliest(text: str) -> str:
    points = load_habits().points(split_words(text))
    return max(points, key=lambda capability: points[capability][0])


def test_the_weights_are_those_of_the_examples() -> None:
    made = np.load(io.BytesIO(FOLDER.joinpath("habits.npz").read_bytes()))
    written = FOLDER.joinpath("examples.yaml").read_text(encoding="utf-8")
    assert int(made["examples"]) == crc32(written.encode()), "run: python -m tools.habits_model"


@pytest.mark.parametrize(
    ("text", "capability"),
    [
        ("which papers do you still want from us", "onboarding.status"),
        ("welche unterlagen wollt ihr noch von uns", "onboarding.status"),
        ("the old brochure ought to vanish", "knowledge.retire"),
        ("what have we got coming in bonus", "rebate.progress"),
    ],
)
def test_words_never_heard_together_are_still_weighed(text: str, capability: str) -> None:
    assert likeliest(text) == capability


def test_no_words_speak_for_nothing() -> None:
    assert load_habits().points([]) == {}


def test_words_and_their_parts_count_the_same_however_many_there_are() -> None:
    _, shares = shares_of(example_tokens("price of Q P please"))
    assert float((shares**2).sum()) == pytest.approx(2, abs=0.3)

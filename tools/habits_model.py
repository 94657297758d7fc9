"""Make `bot/understanding/languages/habits.npz` from the examples beside it: `python -m tools.habits_model`.

Needs scikit-learn. With `--check` it writes nothing and says instead how well it tells sentences apart that it was
not made from. Run it after `examples.yaml` or `bot/understanding/habits.py` changed.
"""

import sys
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.model_selection import KFold, cross_val_predict  # type: ignore[import-untyped]  # has no types
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]  # has no types

from bot.understanding.habits import BUCKETS, example_tokens, shares_of

FOLDER = files("bot.understanding").joinpath("languages")
STRICTNESS = 1.0
STEPS = 127


def main() -> None:
    text = FOLDER.joinpath("examples.yaml").read_text(encoding="utf-8")
    rows = [
        (capability, tokens)
        for capability, lines in yaml.safe_load(text).items()
        for line in lines.splitlines()
        if (tokens := example_tokens(line))
    ]
    seen, labels = _matrix([tokens for _, tokens in rows]), np.array([capability for capability, _ in rows])
    model = LinearSVC(C=STRICTNESS, random_state=0)
    if "--check" in sys.argv:
        guessed = cross_val_predict(model, seen, labels, cv=KFold(10, shuffle=True, random_state=1))
        sys.stdout.write(f"{len(rows)} sentences, {np.mean(guessed == labels):.3f} right of those kept out\n")
        return
    model.fit(seen, labels)
    scale = np.abs(model.coef_).max() / STEPS
    np.savez_compressed(
        str(FOLDER.joinpath("habits.npz")),
        capabilities=model.classes_,
        weights=np.round(model.coef_.T / scale).astype(np.int8),
        scale=np.float32(scale),
        bias=model.intercept_.astype(np.float32),
        examples=np.uint32(crc32(text.encode())),
    )
    sys.stdout.write(f"{len(rows)} sentences of {len(model.classes_)} capabilities\n")


def _matrix(sentences: list[list[str]]) -> Any:  # noqa: ANN401 - scipy has no types
    seen = [shares_of(tokens) for tokens in sentences]
    starts = np.cumsum([0, *(len(numbers) for numbers, _ in seen)])
    values = np.concatenate([shares for _, shares in seen])
    return csr_matrix((values, np.concatenate([n for n, _ in seen]), starts), shape=(len(seen), BUCKETS))


if __name__ == "__main__":
    main()

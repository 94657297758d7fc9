"""Make `knowledge/words/steering.npz` from the sentences in `tools/steering/`: `python -m tools.steering_model`.

Needs scikit-learn (`requirements/steering.in`). With `--check` it writes nothing and says instead how well it tells
sentences apart that it was not made from: shuffled, and with each kind of sentence kept out as a whole.
Run it after those sentences, `knowledge/steering.py` or the words in `suspicion.yaml` changed.
"""

import re
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # has no types
from sklearn.model_selection import KFold, LeaveOneGroupOut  # type: ignore[import-untyped]  # has no types

from bot.playground.world import WORLD
from ingest import kept
from knowledge.steering import BUCKETS
from knowledge.suspicion import ENOUGH, SENTENCE, traits_of, weight_by_rules

SENTENCES = Path(__file__).with_name("steering")
KIND = re.compile(r"# ([a-z-]+)")
STRICTNESS = 30.0
DEMO_SENTENCES = 1500
SHORTEST = 8


def main() -> None:
    rows = [*_written("hostile"), *_written("harmless")]
    kinds = np.array([kind for kind, _ in rows])
    hostile = np.array([kind.startswith("hostile") for kind in kinds])
    texts = [text for _, text in rows] + _demo_sentences()
    seen = _matrix(texts)
    labels = np.concatenate([hostile, np.zeros(len(texts) - len(rows), dtype=bool)])
    if "--check" in sys.argv:
        _check(seen, labels, kinds, np.array([weight_by_rules(text) >= ENOUGH for _, text in rows]))
        return
    model = _fitted(seen, labels, np.arange(len(texts)))
    weights = model.coef_[0].astype(np.float16)
    path = str(files("knowledge.words").joinpath("steering.npz"))
    np.savez_compressed(path, weights=weights, bias=np.float32(model.intercept_[0]))
    sys.stdout.write(f"{hostile.sum()} hostile, {len(texts) - hostile.sum()} harmless\n")


def _written(name: str) -> list[tuple[str, str]]:
    kind, found = "", []
    for line in (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if heading := KIND.fullmatch(line):
            kind = f"{name} {heading[1]}"
        elif line:
            found.append((kind, line))
    return found


def _demo_sentences() -> list[str]:
    found = {
        sentence
        for document in kept.load(WORLD / "readings.json.gz").values()
        for part in document.parts
        for match in SENTENCE.finditer(part.text)
        if len(sentence := match[0].strip()) >= SHORTEST and weight_by_rules(sentence) < ENOUGH
    }
    return sorted(found)[:DEMO_SENTENCES]


def _matrix(texts: list[str]) -> Any:  # noqa: ANN401 - scipy has no types
    seen = [traits_of(text) for text in texts]
    values = np.concatenate([np.full(len(one), len(one) ** -0.5) for one in seen])
    starts = np.cumsum([0, *(len(one) for one in seen)])
    return csr_matrix((values, np.concatenate(seen), starts), shape=(len(texts), BUCKETS))


def _fitted(seen: Any, labels: NDArray[np.bool_], chosen: NDArray[np.intp]) -> Any:  # noqa: ANN401 - no types
    model = LogisticRegression(C=STRICTNESS, class_weight="balanced", solver="liblinear", random_state=0)
    return model.fit(seen[chosen], labels[chosen])


def _check(seen: Any, labels: NDArray[np.bool_], kinds: NDArray[Any], flagged: NDArray[np.bool_]) -> None:  # noqa: ANN401 - scipy
    count = len(kinds)
    everything = np.arange(len(labels))
    hostile = labels[:count]
    ways = {"shuffled": (KFold(5, shuffle=True, random_state=1), None), "kind by kind": (LeaveOneGroupOut(), kinds)}
    for name, (way, groups) in ways.items():
        leaning = np.zeros(count)
        for _, tested in way.split(np.zeros(count), hostile, groups):
            model = _fitted(seen, labels, np.setdiff1d(everything, tested))
            leaning[tested] = model.decision_function(seen[tested])
        for bar in (0.5, 1.0, 1.5, 2.0, 3.0, 4.0):
            alone, both = leaning > bar, (leaning > bar) | flagged
            sys.stdout.write(
                f"{name}, above {bar}: found {alone[hostile].mean():.2f}, false {alone[~hostile].mean():.3f}; "
                f"with rules {both[hostile].mean():.2f}, {both[~hostile].mean():.3f}\n"
            )


if __name__ == "__main__":
    main()

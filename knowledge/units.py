"""Figures with their units, as people write them in either language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

MEASURE = re.compile(
    r"(?<![\w.,-])(?P<figure>\d+(?:[.,]\d+)*)(?:[\s\u00a0]*(?P<unit>%|€|\$|°c|[^\W\d_]+(?:/s|\(a\))?))?(?![\w])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Measure:
    """A figure as written, its unit by name (none where no known unit follows), and where it stands in the text."""

    figure: str
    unit: str | None
    start: int
    end: int


@cache
def _units() -> dict[str, str]:
    data = yaml.safe_load(files("knowledge.words").joinpath("units.yaml").read_text(encoding="utf-8"))
    return {str(word): str(name) for name, words in data.items() for word in str(words).split()}


def unit(word: str) -> str | None:
    """The unit that a word means, none for other words."""
    return _units().get(word.casefold())


def measures(text: str) -> Iterator[Measure]:
    """The figures of a text in order; `start` and `end` bound the figure alone."""
    for found in MEASURE.finditer(text):
        yield Measure(found["figure"], unit(found["unit"] or ""), found.start("figure"), found.end("figure"))

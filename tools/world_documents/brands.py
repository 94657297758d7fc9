"""The colours and names of the publishers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Brand:
    """A publisher's look; colours are `#rrggbb`."""

    name: str
    colour: str
    accent: str
    tint: str
    site: str


def load_brands(path: Path) -> dict[str, Brand]:
    """Read `brands.yaml` by organisation key."""
    return {key: Brand(**look) for key, look in yaml.safe_load(path.read_text(encoding="utf-8")).items()}

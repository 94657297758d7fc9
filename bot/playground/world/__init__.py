"""The demo world: data files that ship with the product."""

from pathlib import Path

WORLD = Path(__file__).parent

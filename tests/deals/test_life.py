from __future__ import annotations

from pathlib import Path

from machine import live

from knowledge.library import Library


def test_a_life_by_chance_breaks_no_rule(prepared: Path, shelf: Library) -> None:
    """A small part of what `python tests/deals/machine.py` does."""
    live(prepared, shelf, examples=6, steps=40)

from __future__ import annotations

from pathlib import Path

from machine import live, prepare

from knowledge.library import Library


def test_a_life_by_chance_breaks_no_rule(prepared: Path, shelf: Library, tmp_path: Path) -> None:
    """A small part of what `python tests/deals/machine.py` does."""
    prepare(prepared, shelf, tmp_path)
    live(examples=6, steps=40)

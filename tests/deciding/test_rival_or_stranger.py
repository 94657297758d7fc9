"""Random customers, each once held by a rival and once by nobody: the later reseller cannot tell which."""

from __future__ import annotations

from bot.evaluating.strangers import run

PAIRS = 5
"""`tierdesk eval strangers` lives a thousand."""


def test_text_blocks_and_statements_are_those_where_there_is_no_rival() -> None:
    told = run(PAIRS)

    assert told["showings"] >= PAIRS * 8
    assert (told["text_differs"], told["blocks_differ"], told["statements_differ"]) == (0, 0, 0)

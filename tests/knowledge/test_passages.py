from __future__ import annotations

import pytest

from ingest.reading import read_here
from knowledge.passages import Piece, cut, fill, plain


def pieces(markdown: str) -> list[Piece]:
    return cut(read_here(markdown.encode(), "file.md"))


def test_what_is_embedded_has_no_drawing_of_tables_links_or_emphasis() -> None:
    text = "| Port | Speed |\n|------|:-----:|\n| **x1** | [10 GE](https://example.org/a_b) |"

    assert plain(text) == "Port, Speed\nx1, 10 GE"


@pytest.mark.parametrize("text", ["4 x 10 GE - 2 x 25 GE", "a > b and b < c", "snake_case", "1*2*3", ""])
def test_words_and_figures_stay_as_they_stand(text: str) -> None:
    assert plain(text) == text


def test_a_passage_quotes_the_table_as_it_stands() -> None:
    [piece] = pieces("# Ports\n\n| Port | Speed |\n| --- | --- |\n| x1 | 10 GE |\n")

    assert "| x1 | 10 GE |" in piece.text
    assert "|" not in piece.embedded


def test_a_long_table_is_cut_by_rows_that_the_model_reads_whole_and_each_piece_has_the_header() -> None:
    rows = "\n".join(f"| 12-345-{n:05d} | {n}.50 W | 10.0.{n}.1/24 |" for n in range(80))
    found = pieces(f"# Power\n\n| Part | Draw | Network |\n| --- | --- | --- |\n{rows}\n")

    assert len(found) > 3
    assert all(fill(piece.text) <= 1.1 for piece in found)
    assert all("| Part | Draw | Network |" in piece.text for piece in found)
    assert [line for piece in found for line in piece.text.split("\n") if "12-345" in line] == rows.split("\n")


def test_a_line_without_end_is_cut_too() -> None:
    found = pieces("# Log\n\n" + " ".join(f"10.0.0.{n}:8080" for n in range(400)) + "\n")

    assert len(found) > 4
    assert all(fill(piece.text) <= 2 for piece in found)


def test_short_paragraphs_of_a_section_stand_together() -> None:
    [piece] = pieces("# Fan\n\nIt is quiet.\n\nIt is light.\n")

    assert "quiet" in piece.text
    assert "light" in piece.text

"""docs/loading.md tells every column as the data has it."""

from __future__ import annotations

import pytest

from ingest.loading import cells
from ingest.loading.areas import ORDER, areas
from ingest.loading.documentation import PAGE, columns_told
from ingest.loading.faults import WORDS


def test_the_page_tells_every_column_as_it_is() -> None:
    assert PAGE.read_text(encoding="utf-8").endswith(columns_told()), "run python -m ingest.loading.documentation"


@pytest.mark.parametrize("area", ORDER)
def test_every_example_can_be_read(area: str) -> None:
    for column in areas()[area].columns:
        if column.kind not in cells.REFERENCES:
            value = cells.read(column, column.example)
            assert cells.read(column, cells.written(column, value)) == value, column.name


@pytest.mark.parametrize("area", ORDER)
def test_the_key_of_an_area_is_made_of_its_columns(area: str) -> None:
    assert set(areas()[area].key) <= set(areas()[area].headings)


@pytest.mark.parametrize("code", WORDS)
def test_every_fault_is_told_in_both_languages(code: str) -> None:
    told = {language: WORDS[code][language].format("a", "b") for language in ("en", "de")}

    assert told["en"] != told["de"]
    assert ";" in told["en"] or "?" in told["en"] or code in {"no_yes_no", "no_choice"}

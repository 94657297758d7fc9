"""`tierdesk load` and `tierdesk export`, as an operator types them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from loading_desk import LoadingDesk, without_registrations
from typer.testing import CliRunner

from bot.cli import app
from channel import migrations
from channel.errors import BadInput, NotFound
from ingest.loading.areas import areas
from ingest.loading.files import as_csv

STOCK = "warehouse,product,available\nVEN,NW-FW60,80\n"


@pytest.fixture
def folder(desk: LoadingDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the demo channel in it, of the newest version."""
    data = tmp_path / "data"
    data.mkdir()
    empty = LoadingDesk(data / "channel.sqlite")
    migrations.upgrade(empty.engine)
    for area in areas():
        empty.load("system", area, without_registrations(desk.export("system", area)))
    empty.engine.dispose()
    monkeypatch.setenv("TIERDESK_DATA_DIR", str(data))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_a_file_is_tried_loaded_and_taken_out(folder: Path) -> None:
    file = folder / "stock.csv"
    file.write_text(STOCK, encoding="utf-8")

    assert "stock: 1 rows, would be 1 changed" in run("load", "stock", str(file), "--as", "brightpath.pm", "--dry-run")
    assert "stock: 1 rows, 1 changed" in run("load", "stock", str(file), "--as", "brightpath.pm")
    assert "stock: 1 rows, 1 unchanged" in run("load", "stock", str(file), "--as", "brightpath.pm")
    run("export", "stock", "--as", "brightpath.pm", "--out", str(folder / "out.csv"))
    assert "VEN,Venlo,NL,NW-FW60,80" in (folder / "out.csv").read_text(encoding="utf-8")


def test_row_errors_are_printed_and_written_and_nothing_is_loaded(folder: Path) -> None:
    file = folder / "stock.csv"
    file.write_text(STOCK + "VEN,NW-FW61,1\n", encoding="utf-8")
    told = folder / "errors.csv"

    with pytest.raises(BadInput, match="did you mean NW-FW60"):
        run("load", "stock", str(file), "--as", "brightpath.pm", "--errors", str(told))

    assert "3,product,“NW-FW61” is not known to me" in told.read_text(encoding="utf-8")
    with pytest.raises(BadInput, match="1 errors"):
        run("load", "stock", str(file), "--as", "brightpath.pm", "--dry-run")


def test_a_template_is_printed_or_written(tmp_path: Path) -> None:
    assert run("load", "--template", "stock").splitlines() == as_csv(areas()["stock"], ()).decode().splitlines()
    run("load", "--template", "stock", "--out", str(tmp_path / "stock.xlsx"))
    assert (tmp_path / "stock.xlsx").read_bytes().startswith(b"PK")


def test_without_a_channel_nothing_is_loaded_into_the_demo_by_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIERDESK_DATA_DIR", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stock.csv").write_text(STOCK, encoding="utf-8")

    with pytest.raises(NotFound, match="no channel database"):
        run("load", "stock", "stock.csv", "--as", "brightpath.pm")


def test_somebody_unknown_is_told(folder: Path) -> None:
    shutil.copy(__file__, folder / "stock.csv")

    with pytest.raises(NotFound, match=r"nobody with the key brightpath\.nobody"):
        run("load", "stock", str(folder / "stock.csv"), "--as", "brightpath.nobody")

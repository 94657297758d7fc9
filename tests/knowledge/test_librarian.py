"""`tierdesk knowledge …` on a data folder and on the demo channel."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.playground.world import WORLD
from channel import migrations
from channel.access.gate import Gate
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.errors import BadInput, BadSetting, NotFound, Refusal
from ingest.publishing import publish_folder
from ingest.records import load_world
from knowledge.index import VectorStore
from knowledge.library import Library

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo channel, its product stopped."""
    made = tmp_path_factory.mktemp("data")
    engine = open_engine(sqlite_url(made / "channel.sqlite"))
    migrations.upgrade(engine)
    gate = Gate(engine, MovableClock(NOW, ticking=False))
    library = Library(gate, made / "knowledge")
    load_world(gate, WORLD, NOW)
    publish_folder(gate, library, WORLD / "documents.yaml")
    library.close()
    engine.dispose()
    return made


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command on the data folder; gives what it printed as JSON and its exit status."""
    monkeypatch.setenv("TIERDESK_DATA_DIR", str(folder))
    monkeypatch.chdir(folder)

    def runs(*words: str) -> tuple[Any, int]:
        done = CliRunner().invoke(app, ["knowledge", *words, "--json"])
        if isinstance(done.exception, Refusal):
            raise done.exception
        return json.loads(done.stdout), done.exit_code

    return runs


def test_a_reader_is_listed_less_than_the_keeper(run: Any) -> None:
    everything, _ = run("list")
    seen, _ = run("list", "--as", "alpenrock.sales")

    whole = {version["version_id"] for version in everything["versions"]}
    assert {version["version_id"] for version in seen["versions"]} < whole
    assert all(version["findable"] and version["passages"] for version in everything["versions"])
    assert "retired" in {version["state"] for version in everything["versions"]}
    assert "retired" not in {version["state"] for version in seen["versions"]}


def test_a_document_is_shown_by_key_or_title_with_releases_and_passages(run: Any) -> None:
    by_key, _ = run("show", "northwall/northwall-datasheet-fw120")
    by_title, _ = run("show", "fw120 rack firewall")

    assert by_key == by_title
    assert [version["version"] for version in by_key["versions"]] == ["2.3", "3.0"]
    assert by_key["versions"][-1]["given"]
    assert [p["position"] for p in by_key["passages"]] == list(range(1, by_key["versions"][-1]["passages"] + 1))


def test_what_a_reader_may_not_see_is_not_shown(run: Any) -> None:
    seen = {version["document"] for version in run("list", "--as", "alpenrock.sales")[0]["versions"]}
    hidden = next(v["document"] for v in run("list")[0]["versions"] if v["document"] not in seen)
    with pytest.raises(NotFound):
        run("show", hidden, "--as", "alpenrock.sales")


def test_a_question_is_answered_in_somebodys_sight_with_sources_and_scores(run: Any) -> None:
    told, _ = run("ask", "How do I reset the FW60 to factory settings?", "--as", "alpenrock.sales")

    assert "10 seconds" in told["answer"]["citations"][0]["quote"]
    scores = [found["score"] for found in told["nearest"]]
    assert scores == sorted(scores, reverse=True)


def test_an_unknown_asker_is_refused_with_a_suggestion(run: Any) -> None:
    with pytest.raises(BadInput, match="nobody") as refused:
        run("ask", "anything", "--as", "alpenrock.sale")
    assert "alpenrock.sales" in refused.value.next_step


def test_verify_tells_a_difference_by_its_exit_status_and_rebuild_mends_it(run: Any, folder: Path) -> None:
    right, status = run("verify")
    assert (right["is_right"], status) == (True, 0)

    store = VectorStore(folder / "knowledge" / "chroma")
    store.drop_passages(1, store.load(1)[0].tolist()[:1])
    store.close()

    wrong, status = run("verify")
    assert (wrong["is_right"], status) == (False, 1)
    assert len(wrong["missing"]) == 1
    assert run("rebuild")[0]["passages"] == right["passages"]
    assert run("verify")[1] == 0


def test_a_folder_without_a_channel_is_refused(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIERDESK_DATA_DIR", str(tmp_path))
    with pytest.raises(BadSetting, match="no channel database"):
        run("list")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["list", "--demo"], "564 passages"),
        (["verify", "--demo"], "in line with the database"),
        (["show", "AP7 Wi-Fi 7 access points", "--demo", "--as", "alpenrock.sales"], "for everybody"),
        (["ask", "Who may use the Northwall logo?", "--demo", "--as", "alpenrock.sales"], "Nearest documents"),
    ],
)
def test_the_demo_channel_can_be_looked_at_in_tables(
    words: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    done = CliRunner().invoke(app, ["knowledge", *words])
    assert done.exit_code == 0
    assert said in done.stdout

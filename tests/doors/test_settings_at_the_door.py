"""Settings, tokens, ports, folders and databases that the product cannot work with."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.compose import OneToken, compose
from bot.playground import people
from bot.playground.server import Playground
from bot.playground.world import WORLD
from bot.server import check, check_port
from bot.settings import Settings, read_settings, variable
from channel import migrations
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.errors import BadSetting, Unavailable


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment without any setting of ours, in an empty folder."""
    for name in [name for name in os.environ if name.startswith(("TIERDESK_", "SLACK_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


WRONG = [
    ("TIERDESK_TRANSPORT", "pigeon"),
    ("TIERDESK_PORT", "eighty"),
    ("TIERDESK_PORT", "70000"),
    ("TIERDESK_TIMEZONE", "Mars/Olympus"),
    ("TIERDESK_LOG_LEVEL", "LOUD"),
    ("TIERDESK_DATABASE_URL", "not a database"),
    ("TIERDESK_DATABASE_URL", "nosuchdialect://host/name"),
    ("TIERDESK_ENGINE_URL", "not a database"),
    ("TIERDESK_DATA_DIR", "/dev/null/below"),
    ("SLACK_API_URL", "slack"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(BadSetting) as refused:
        compose(read_settings(), tokens=OneToken("xoxb-1"))
    assert name in f"{refused.value.message} {refused.value.next_step}"
    assert refused.value.next_step


def test_all_wrong_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIERDESK_PORT", "eighty")
    monkeypatch.setenv("TIERDESK_LOG_LEVEL", "LOUD")

    with pytest.raises(BadSetting, match=r"TIERDESK_PORT.*TIERDESK_LOG_LEVEL"):
        read_settings()


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-very-secret")

    assert "very-secret" not in repr(read_settings())


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "TIERDESK_TRANSPORT": "http"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN"),
    ],
)
def test_a_missing_token_is_named(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], missing: str) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(BadSetting, match=f"^{missing}"):
        check(read_settings())


def test_serving_without_tokens_ends_with_a_sentence_and_status_two(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    assert ended.returncode == 2
    assert ended.stderr.startswith("SLACK_BOT_TOKEN is not set")
    assert "Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_named(taken: int) -> None:
    with pytest.raises(BadSetting, match=str(taken)) as refused:
        check_port("127.0.0.1", taken)
    assert "TIERDESK_PORT" in refused.value.next_step


def test_a_port_in_use_is_named_by_the_playground_too(taken: int) -> None:
    world = people.load(WORLD / "slack.yaml")
    with pytest.raises(Unavailable, match=str(taken)):
        Playground(world, MovableClock(world.starts_at), port=taken).start()


def test_an_empty_setting_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIERDESK_PORT", "")
    monkeypatch.setenv("TIERDESK_TIMEZONE", "")

    assert (read_settings().port, read_settings().timezone) == (8060, "Europe/Berlin")


def test_every_setting_has_a_variable() -> None:
    names = [variable(field) for field in Settings.model_fields]
    assert all(name.startswith(("TIERDESK_", "SLACK_")) for name in names)


def test_a_file_where_the_data_folder_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")

    with pytest.raises(BadSetting, match="data folder"):
        compose(read_settings(), tokens=OneToken("xoxb-1"))
    assert (tmp_path / "data").read_text() == "mine"


def test_a_database_of_a_newer_version_is_refused_and_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "data" / "channel.sqlite"
    file.parent.mkdir()
    engine = open_engine(sqlite_url(file))
    migrations.upgrade(engine)
    engine.dispose()
    with sqlite3.connect(file) as database:
        database.execute("update alembic_version set version_num = '9999_from_the_future'")
    database.close()
    before = shutil.copy(file, tmp_path / "before.sqlite")

    with pytest.raises(BadSetting, match="newer version") as refused:
        compose(read_settings(), tokens=OneToken("xoxb-1"))
    assert "9999_from_the_future" in refused.value.message
    assert file.read_bytes() == Path(before).read_bytes()


def test_a_file_that_is_no_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "data" / "channel.sqlite"
    file.parent.mkdir()
    file.write_bytes(b"somebody's holiday pictures" * 200)

    with pytest.raises(BadSetting, match=r"channel\.sqlite"):
        compose(read_settings(), tokens=OneToken("xoxb-1"))
    assert file.read_bytes() == b"somebody's holiday pictures" * 200

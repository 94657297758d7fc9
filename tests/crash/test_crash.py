"""The app is killed (kill -9) at each named point, started again, and nothing is lost and nothing done twice."""

import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from bot.playground import people
from bot.playground.demo import app_on
from bot.playground.driver import Driver, Message
from bot.playground.server import Playground
from bot.playground.world import WORLD
from channel.clock import MovableClock
from channel.errors import Unavailable

PATIENCE = 120.0
CHILD = Path(__file__).parent / "child.py"
QUESTION_POINTS = [
    "message written down",
    "answer begun",
    "answer thought",
    "before post",
    "after post",
    "answer posted",
]
CONFIRM_POINTS = [
    "confirm begun",
    "confirm before commit",
    "confirm after commit",
    "confirm performed",
    "confirm reported",
    "send begun",
    "send posted",
]
DEAL = (
    "register a deal: Seeblick Klinik GmbH, 82319 Starnberg DE, seeblick-klinik.example, 14 FW120, 22000 EUR, "
    "close 2027-02-26, contact Eva Brandner e.brandner@seeblick-klinik.example, IT head, new network"
)

GUIDE = ("cooling.md", b"# Cooling guide\n\nRacks with the NW-FW240 stand ninety centimetres apart.\n")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    clock = MovableClock(people.load(WORLD / "slack.yaml").starts_at)
    app_on(folder, "http://127.0.0.1:9/api/", clock).close()
    return folder


class World:
    """A local Slack that outlives the app."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        world = people.load(WORLD / "slack.yaml")
        self.slack = Playground(world, MovableClock(world.starts_at), retry_pauses=(0.0, 0.0, 0.0, 0.0))
        self.slack.start()
        self.driver = Driver(self.slack)
        self.app: subprocess.Popen[bytes] | None = None

    def start_app(self, stop_at: str = "") -> None:
        command = [sys.executable, str(CHILD), str(self.folder), self.slack.api_url, stop_at]
        self.app = subprocess.Popen(command)
        assert self.slack.wait_until_connected(PATIENCE)

    def arm(self) -> None:
        (self.folder / "armed").touch()

    def wait_for_death(self) -> None:
        assert self.app is not None
        assert self.app.wait(PATIENCE) == -9

    def stop(self) -> None:
        if self.app is not None:
            self.app.kill()
            self.app.wait()
        self.slack.stop()

    def unfinished(self) -> int:
        with sqlite3.connect(self.folder / "engine.sqlite") as engine:
            (count,) = engine.execute(
                "select count(*) from workflow_status where status in ('PENDING', 'ENQUEUED')"
            ).fetchone()
        engine.close()
        return int(count)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.folder / "channel.sqlite") as database:
            found = database.execute(query).fetchall()
        database.close()
        return found

    def from_app(self, person: str) -> list[Message]:
        return [m for m in self.driver.messages("dm", person) if m.is_app]


def until(true: Callable[[], bool]) -> None:
    pause, end = threading.Event(), time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came true"
        pause.wait(0.05)


@contextmanager
def running(prepared: Path, folder: Path) -> Iterator[World]:
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    world = World(folder)
    try:
        yield world
    finally:
        world.stop()


@pytest.mark.parametrize("point", QUESTION_POINTS)
def test_a_question_is_answered_once(point: str, prepared: Path, tmp_path: Path) -> None:
    with running(prepared, tmp_path) as world:
        world.start_app(point)
        world.arm()
        world.driver.say("alpenrock.sales", "dm", "price for 4 FW120")
        world.wait_for_death()
        world.start_app()
        until(lambda: len(world.from_app("alpenrock.sales")) > 0 and world.unfinished() == 0)

        answers = world.from_app("alpenrock.sales")
        assert len(answers) == 1
        assert "1,184.00" in answers[0].text
        assert world.rows("select count(*) from answer_logs") == [(1,)]


@pytest.mark.parametrize("point", CONFIRM_POINTS)
def test_a_confirmation_registers_one_deal(point: str, prepared: Path, tmp_path: Path) -> None:
    with running(prepared, tmp_path) as world:
        before = world.rows("select count(*) from registrations")[0][0]
        world.start_app(point)
        world.driver.say("alpenrock.sales", "dm", DEAL)
        until(lambda: len(world.from_app("alpenrock.sales")) == 1 and world.unfinished() == 0)
        draft = world.from_app("alpenrock.sales")[0]
        world.arm()
        with suppress(Unavailable):  # killed before it could acknowledge, it is asked again
            world.driver.press("alpenrock.sales", draft, "draft.confirm")
        world.wait_for_death()
        world.start_app()
        until(lambda: "DR-2026-" in world.from_app("alpenrock.sales")[-1].text and world.unfinished() == 0)
        until(lambda: world.rows("select count(*) from outbox_messages where sent_at is null") == [(0,)])

        assert world.rows("select count(*) from registrations")[0][0] == before + 1
        reports = [m for m in world.from_app("alpenrock.sales") if "DR-2026-" in m.text]
        assert len(reports) == 1
        for reviewer in ("brightpath.partner", "brightpath.pm"):
            assert len(world.from_app(reviewer)) == 1
        assert world.rows("select count(*) from audit_entries where action like 'deal.%'") == [(3,)]


@pytest.mark.parametrize("point", ["message written down", "answer begun", "answer thought"])
def test_a_dropped_file_is_kept_and_drafted_once(point: str, prepared: Path, tmp_path: Path) -> None:
    with running(prepared, tmp_path) as world:
        world.start_app(point)
        world.arm()
        world.driver.say("northwall.marketing", "dm", "please publish", files=[GUIDE])
        world.wait_for_death()
        world.start_app()
        until(lambda: len(world.from_app("northwall.marketing")) > 0 and world.unfinished() == 0)

        cards = world.from_app("northwall.marketing")
        assert len(cards) == 1
        assert "Publish “Cooling guide”?" in cards[0].text
        assert world.rows("select count(*) from uploads") == [(1,)]


@pytest.mark.parametrize(
    "point", ["confirm before commit", "confirm after commit", "confirm performed", "confirm indexed"]
)
def test_what_was_published_is_found_once(point: str, prepared: Path, tmp_path: Path) -> None:
    with running(prepared, tmp_path) as world:
        world.start_app(point)
        world.driver.say("northwall.marketing", "dm", "please publish", files=[GUIDE])
        until(lambda: len(world.from_app("northwall.marketing")) == 1 and world.unfinished() == 0)
        world.arm()
        with suppress(Unavailable):  # killed before it could acknowledge, it is asked again
            world.driver.press("northwall.marketing", world.from_app("northwall.marketing")[0], "draft.confirm")
        world.wait_for_death()
        world.start_app()
        until(lambda: "is live since" in world.from_app("northwall.marketing")[-1].text and world.unfinished() == 0)
        world.driver.say("northwall.channel", "dm", "According to the cooling guide, how do FW240 racks stand?")
        until(lambda: len(world.from_app("northwall.channel")) == 1)

        assert "ninety centimetres" in world.from_app("northwall.channel")[0].text
        assert world.rows("select count(*) from document_versions where file_name = 'cooling.md'") == [(1,)]
        assert world.rows("select count(*) from audit_entries where action = 'document.publish'") == [(1,)]

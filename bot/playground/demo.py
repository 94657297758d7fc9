"""The whole product on the demo world: the local Slack, the app connected to it, the rows and the documents."""

import itertools
import logging
import shutil
import sqlite3
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.agent import Decide, by_rules
from bot.app import build_app
from bot.compose import compose
from bot.manifest import read_manifest
from bot.parts import Parts
from bot.playground import people
from bot.playground.driver import Driver
from bot.playground.manifest import Manifest
from bot.playground.server import Playground
from bot.playground.web_api import endpoint
from bot.playground.world import WORLD
from bot.settings import Settings
from bot.workflows.answering import Witness, unwitnessed
from bot.workflows.runtime import run_on
from channel.clock import Clock, MovableClock
from ingest.publishing import publish_folder
from ingest.records import load_world
from knowledge.writing import Write, unwritten


class PlayTokens:
    """The playground's bot tokens."""

    def token(self, team: str) -> str:
        """The bot token of a team."""
        return endpoint.bot_token(team)


def app_on(
    folder: Path,
    api_url: str,
    clock: Clock,
    *,
    point: Callable[[str], None] = run_on,
    witness: Witness = unwitnessed,
    write: Write | None = None,
    decide: Decide | None = None,
) -> Parts:
    """The product's parts for a local Slack, on the demo world in `folder`; a world that is there already is kept."""
    settings = Settings(data_dir=folder, executor_id="playground", slack_api_url=api_url, _env_file=None)  # type: ignore[call-arg]
    known = (folder / "channel.sqlite").exists()
    parts = compose(
        settings, tokens=PlayTokens(), clock=clock, point=point, witness=witness, write=write, decide=decide
    )
    if not known:
        load_world(parts.gate, WORLD, clock.now())
        publish_folder(parts.gate, parts.library, WORLD / "documents.yaml")
    return parts


def connect(parts: Parts) -> SocketModeHandler:
    """Connect the app to the local Slack that the parts speak to."""
    client = WebClient(token=endpoint.APP_TOKEN, base_url=parts.settings.slack_api_url)
    handler = SocketModeHandler(build_app(parts), endpoint.APP_TOKEN, web_client=client)
    handler.connect()
    return handler


class Demo:
    """A running demo in a folder of its own. Use it as a context manager, or `start` and `close` it.

    Args:
        folder: where its databases go; a folder that holds a demo already is taken up as it is.
        port: of the page, 0 for any free one.
        ticking: whether the world's clock runs on with real time.
        point: see `bot.workflows.runtime.Runtime`.
        witness: is told what was understood and served, for evaluations.
        write: puts answers into words; without it they are quotes. No model is used unless one is handed in.
        decide: decides what is asked for where the rules are unsure; without it the rules do.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int = 0,
        ticking: bool = True,
        point: Callable[[str], None] = run_on,
        witness: Witness = unwitnessed,
        write: Write = unwritten,
        decide: Decide = by_rules,
    ) -> None:
        world = people.load(WORLD / "slack.yaml")
        self.folder = folder
        self.clock = MovableClock(world.starts_at, ticking=ticking)
        self.playground = Playground(
            world,
            self.clock,
            manifest=Manifest.from_slack(read_manifest()),
            port=port,
            on_clock_change=self._clock_moved,
        )
        self.driver = Driver(self.playground)
        self._point = point
        self._witness = witness
        self._write = write
        self._decide = decide
        self._lives = itertools.count()
        self._life = ""
        self._serving = False
        self.parts: Parts | None = None
        self._socket: SocketModeHandler | None = None

    def serve_page(self) -> None:
        """Start the local Slack alone, so that the page can open while the rest gets ready."""
        self.playground.start()
        self._serving = True

    def start(self) -> None:
        """Bring up everything that `serve_page` did not."""
        if not self._serving:
            self.serve_page()
        self.playground.busy_while(self._works)
        self.start_app()

    def start_app(self) -> None:
        """Start the app on what is in its folder and connect it; see `stop_app`."""
        parts = app_on(
            self.folder,
            self.playground.api_url,
            self.clock,
            point=self._point,
            witness=self._witness,
            write=self._write,
            decide=self._decide,
        )
        self.parts = parts
        parts.runtime.namespace = self._life
        parts.runtime.on_finished = self.playground.stir  # type: ignore[method-assign]
        parts.runtime.launch()
        self._socket = connect(parts)
        self.playground.wait_until_connected()

    def stop_app(self) -> None:
        """Stop the app alone: people write on and time goes on, and it finds both when it is started again."""
        if self._socket is not None:
            self._socket.close()
        if self.parts is not None:
            self.parts.close()
        self._socket = self.parts = None

    def reset(self) -> None:
        """The world as it was at the start, in a few milliseconds; the app stays connected."""
        assert self.parts is not None
        source = self.folder / "start.sqlite"
        live = self.folder / "channel.sqlite"
        if not source.exists():
            _copy(live, source)
        _copy(source, live)
        self._life = f"life-{next(self._lives)}/"
        self.parts.runtime.namespace = self._life
        self.parts.identity.forget_all()
        self.playground.reset()

    def snapshot(self) -> None:
        """Keep the world as it is now as the start that `reset` returns to."""
        (self.folder / "start.sqlite").unlink(missing_ok=True)
        _copy(self.folder / "channel.sqlite", self.folder / "start.sqlite")

    def close(self) -> None:
        """Stop everything."""
        self.stop_app()
        self.playground.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _works(self) -> bool:
        return self.parts is not None and self.parts.runtime.unfinished() > 0

    def _clock_moved(self, _now: datetime) -> None:
        if self.parts is not None:
            self.parts.deadlines.look()


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as one, sqlite3.connect(target) as other:
        one.backup(other)
    one.close()
    other.close()


def play(port: int, *, open_browser: bool) -> None:
    """Open the playground and serve it until Ctrl+C, on a fresh world in a temporary folder."""
    logging.basicConfig(level="WARNING", format="%(levelname)s %(name)s %(message)s")
    console = Console(highlight=False)
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="tierdesk-play-"))
    demo = Demo(folder, port=port)
    try:
        demo.serve_page()
        console.print(f"[bold]Tierdesk playground[/bold]  {demo.playground.url}/")
        with console.status("Loading the demo channel …"):
            demo.start()
        assert demo.parts is not None
        demo.parts.deadlines.begin()
        threading.Thread(target=demo.parts.warm_up, name="warm-up", daemon=True).start()
        seconds = timedelta(seconds=time.monotonic() - began).total_seconds()
        console.print(
            f"Ready after {seconds:.1f} s. Its clock stands at {demo.clock.now():%A %d %B %Y}. Ctrl+C ends it."
        )
        if open_browser:
            webbrowser.open(f"{demo.playground.url}/")
        threading.Event().wait()
    except KeyboardInterrupt:
        console.print("Good-bye. Nothing was kept.")
    finally:
        demo.close()
        shutil.rmtree(folder, ignore_errors=True)

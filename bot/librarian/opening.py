"""The library on its own, without Slack: that of the configured data folder, or of the demo channel."""

import difflib
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from sqlalchemy import select
from sqlalchemy.engine import make_url

from bot.settings import Settings, read_settings
from channel import migrations
from channel.access.gate import Gate
from channel.access.identifying import system_viewer, viewer_of
from channel.access.viewer import Viewer
from channel.clock import Clock, MovableClock, SystemClock
from channel.database import open_engine, sqlite_url
from channel.errors import BadInput, BadSetting
from channel.tables.parties import Person
from knowledge.library import Library

KEEPER = system_viewer("indexing", frozenset())
ALIKE = 3


@dataclass(frozen=True)
class OpenLibrary:
    """A library with the channel that it belongs to. Times are shown in `zone`."""

    gate: Gate
    library: Library
    zone: ZoneInfo

    def viewer(self, key: str) -> Viewer:
        """The sight of the person with that key; without one that of the keeper of the data folder, who sees all.

        Raises:
            BadInput: when there is no such person, or the person may see nothing any more.
        """
        if not key:
            return KEEPER
        with self.gate.viewing(KEEPER) as session:
            people = {row.key: row.id for row in session.execute(select(Person.key, Person.id))}
        if key not in people:
            near = difflib.get_close_matches(key, people, ALIKE, cutoff=0.3)
            raise BadInput(
                f"I know nobody with the key {key}.",
                f"Did you mean {' or '.join(near)}?" if near else "Keys look like company.role.",
            )
        viewer = viewer_of(self.gate, people[key])
        if viewer.person_id is None:
            raise BadInput(f"{key} is not active, and sees nothing.", "Choose somebody who is.")
        return viewer


@contextmanager
def opened(*, demo: bool) -> Iterator[OpenLibrary]:
    """The library of the demo channel, freshly made, or of the data folder.

    Raises:
        BadSetting: when a setting cannot be used, or the folder holds no channel.
        IndexInUse: when Tierdesk is running on it.
    """
    with ExitStack() as stack:
        if demo:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tierdesk-demo-")))
            yield _demo(stack, folder)
        else:
            yield _configured(stack, read_settings())


def _configured(stack: ExitStack, settings: Settings) -> OpenLibrary:
    file = make_url(settings.channel_database).database
    if settings.channel_database.startswith("sqlite") and not Path(file or "").exists():
        raise BadSetting(
            f"There is no channel database in {settings.data_dir} yet.",
            "Set TIERDESK_DATA_DIR to its folder, or look at the demo channel with --demo.",
        )
    return _library(stack, settings.channel_database, settings.data_dir, SystemClock(), ZoneInfo(settings.timezone))


def _demo(stack: ExitStack, folder: Path) -> OpenLibrary:
    from bot.playground import people
    from bot.playground.world import WORLD
    from ingest.publishing import publish_folder
    from ingest.records import load_world

    clock = MovableClock(people.load(WORLD / "slack.yaml").starts_at, ticking=False)
    database = sqlite_url(folder / "channel.sqlite")
    engine = open_engine(database)
    migrations.upgrade(engine)
    engine.dispose()
    found = _library(stack, database, folder, clock, ZoneInfo("Europe/Berlin"))
    with Console(stderr=True).status("Loading the demo channel …"):
        load_world(found.gate, WORLD, clock.now())
        publish_folder(found.gate, found.library, WORLD / "documents.yaml")
    return found


def _library(stack: ExitStack, database: str, folder: Path, clock: Clock, zone: ZoneInfo) -> OpenLibrary:
    engine = open_engine(database)
    stack.callback(engine.dispose)
    migrations.check(engine)
    gate = Gate(engine, clock)
    library = Library(gate, folder / "knowledge")
    stack.callback(library.close)
    return OpenLibrary(gate, library, zone)

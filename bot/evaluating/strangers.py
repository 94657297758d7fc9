"""Whoever registers a customer that a rival holds reads, sees and waits for the same as where there is no rival.

Each pair is lived twice on copies of one world: in one of them somebody else has registered the same customer before,
in the other one a different customer. Everything that the later reseller and its distributor are shown is compared:
the text, the blocks, and the statements that the database ran for it.
"""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, event

from bot import replies
from bot.changes import CHANGES
from bot.evaluating.rivals import SYLLABLES
from bot.playground import people
from bot.playground.world import WORLD
from bot.tools import registry
from bot.tools.results import Asking, Language
from channel import deadlines, drafts, migrations
from channel.access.gate import Gate
from channel.access.identifying import system_viewer, viewer_for_slack
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.deals import commands
from channel.errors import BadInput, Refusal
from channel.tables.journal import Deadline
from ingest.records import load_world
from knowledge.library import Library

FIRST, LATER = ("TALPENROCK", "UALPENROCKSALES"), ("TRHEINBLICK", "URHEINBLICKSALES")
DISTRIBUTOR, VENDOR = ("TBRIGHTPATH", "UBRIGHTPATHPARTNER"), ("TNORTHWALL", "UNORTHWALLCHANNEL")
OPERATOR = system_viewer("deadlines", frozenset({Right.OPERATE}))
PRODUCTS = ("NW-FW60", "NW-FW120")
Who = tuple[str, str]
Figures = dict[str, float]


@dataclass
class World:
    """One copy of the channel: what was shown in it, and how many statements each showing took."""

    engine: Engine
    gate: Gate
    library: Library
    language: Language
    shown: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    def ask(self, who: Who, capability: str, text: str = "", **said: Any) -> str | None:  # noqa: ANN401 - slots
        """Serve a wish and keep what came of it, if it is the later side's; the draft's key."""
        person = viewer_for_slack(self.gate, *who)
        asking = Asking(
            person, person, text, self.language, self.gate.now(), f"{who[1]}/{capability}", self.gate, self.library
        )
        with self._counting() as seen:
            try:
                result = registry.run(capability, said, asking)
            except Refusal as refusal:
                self._keep(who, " ".join(refusal.words(self.language)), "", seen)
                return None
        screen = replies.screen_for(result.value, self.language)
        blocks = str(screen.blocks)
        self._keep(who, screen.text, blocks.replace(result.draft, "KEY") if result.draft else blocks, seen)
        return result.draft

    def confirm(self, who: Who, key: str | None) -> str:
        """Perform a draft; the number of the registration."""
        if key is None:
            return ""
        person: Viewer = viewer_for_slack(self.gate, *who)
        with self._counting() as seen, self.gate.viewing(person) as session:
            change = CHANGES[drafts.by_key(session, key).capability]
        with self._counting() as more:
            try:
                with self.gate.acting(person, change.right) as action:
                    outcome = change.perform(action, drafts.by_key(action.session, key).content)
            except Refusal as refusal:
                self._keep(who, " ".join(refusal.words(self.language)), "", [*seen, *more])
                return ""
        self._keep(who, str(outcome), "", [*seen, *more])
        return str(outcome.get("number", ""))

    def let_time_work(self) -> None:
        """Perform what has come due, unseen by anybody."""
        with self.gate.viewing(OPERATOR) as session:
            due = [row.id for row in deadlines.due(session, self.gate.now())]
        for row in due:
            with self.gate.acting(OPERATOR, Right.OPERATE) as action:
                deadline = action.find(Deadline, Deadline.id == row)
                commands.run_deadline(action, deadline)
                deadlines.mark_done(action, deadline)

    def _keep(self, who: Who, text: str, blocks: str, seen: list[str]) -> None:
        if who in {LATER, DISTRIBUTOR}:
            self.shown.append((text, blocks, tuple(seen)))

    @contextmanager
    def _counting(self) -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(self.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(self.engine, "before_cursor_execute", note)


def run(pairs: int, seed: int = 1) -> Figures:
    """Live so many random pairs, and count those in which anything differs.

    Args:
        pairs: how many customers.
        seed: of customers, products, values, languages and what was decided before.

    Raises:
        BadInput: for fewer than one pair.
    """
    if pairs < 1:
        raise BadInput("I need at least one pair.", "Choose another number.")
    chance = random.Random(seed)  # noqa: S311 - content of a measurement
    result = dict.fromkeys(("text_differs", "blocks_differ", "statements_differ", "showings"), 0.0)
    result["pairs"] = float(pairs)
    with tempfile.TemporaryDirectory() as folder:
        master, file = _master(Path(folder)), Path(folder) / "one.sqlite"
        shutil.copy(master, file)
        engine = open_engine(sqlite_url(file))
        library = Library(Gate(engine, _clock()), Path(folder) / "library")
        for _ in range(pairs):
            rival, stranger = _lived(engine, library, partial(shutil.copy, master, file), chance)
            texts, blocks, counts = (
                [[part[index] for part in shown] for shown in (rival, stranger)] for index in range(3)
            )
            result["text_differs"] += texts[0] != texts[1]
            result["blocks_differ"] += blocks[0] != blocks[1]
            result["statements_differ"] += counts[0] != counts[1]
            result["showings"] += len(rival)
        library.close()
        engine.dispose()
    _print(result)
    return result


def _master(folder: Path) -> Path:
    file = folder / "master.sqlite"
    engine = open_engine(sqlite_url(file))
    gate = Gate(engine, _clock())
    migrations.upgrade(engine)
    load_world(gate, WORLD, gate.now())
    engine.dispose()
    return file


def _clock() -> MovableClock:
    return MovableClock(people.load(WORLD / "slack.yaml").starts_at, ticking=False)


def _lived(
    engine: Engine, library: Library, begin_anew: Callable[[], object], chance: random.Random
) -> list[list[tuple[str, str, tuple[str, ...]]]]:
    """What was shown where a rival was first, and where a stranger was; each on the untouched demo world."""
    customer, other = (_name(chance) for _ in range(2))
    product, language = chance.choice(PRODUCTS), chance.choice(("en", "de"))
    quantity, approved = chance.randint(20, 60), chance.choice(("no", "distributor", "vendor"))
    shown = []
    for before in (customer, other):
        engine.dispose()
        begin_anew()
        world = World(engine, Gate(engine, _clock()), library, "de" if language == "de" else "en")
        _before(world, before, product, quantity, approved)
        _after(world, customer, product, quantity)
        shown.append(world.shown)
    return shown


def _before(world: World, customer: str, product: str, quantity: int, approved: str) -> None:
    number = _register(world, FIRST, customer, product, quantity)
    world.let_time_work()
    for decider in {"no": (), "distributor": (DISTRIBUTOR,), "vendor": (DISTRIBUTOR, VENDOR)}[approved]:
        key = world.ask(decider, "deal.decide", f"approve {number}", decision="approve", deals=(number,))
        world.confirm(decider, key)
        world.let_time_work()
    world.shown.clear()


def _after(world: World, customer: str, product: str, quantity: int) -> None:
    world.ask(LATER, "deal.conflict", f"is {customer} registered?", customer=customer)
    number = _register(world, LATER, customer, product, quantity)
    world.let_time_work()
    for reader in (LATER, DISTRIBUTOR):
        world.ask(reader, "deal.status", f"status {number}", deals=(number,))
    key = world.ask(DISTRIBUTOR, "deal.decide", f"approve {number}", decision="approve", deals=(number,))
    world.confirm(DISTRIBUTOR, key)
    world.let_time_work()
    for reader in (LATER, DISTRIBUTOR):
        world.ask(reader, "deal.status", f"status {number}", deals=(number,))
    world.ask(LATER, "deal.conflict", f"who else has {customer}?", customer=customer)


def _register(world: World, who: Who, customer: str, product: str, quantity: int) -> str:
    said = {
        "customer": f"{customer} GmbH",
        "mpns": (product,),
        "quantities": (quantity,),
        "value": str(quantity * 900),
        "currency": "EUR",
        "dates": ("2027-02",),
        "person": "Eva Sommer",
        "email": f"eva.sommer@{customer.lower()}.example",
    }
    return world.confirm(who, world.ask(who, "deal.register", "they sit in 80331 München", **said))


def _name(chance: random.Random) -> str:
    return "".join(chance.sample(SYLLABLES, 4)).capitalize()


def _print(result: Figures) -> None:
    table = Table("measure", "number")
    for name, value in result.items():
        table.add_row(name.replace("_", " "), f"{value:g}")
    Console().print(table)

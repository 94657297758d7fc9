"""Two people register the same customer at the same moment, each in a process of its own, again and again.

What runs is the change that a confirmation performs, in the transaction of its own that it performs it in.
"""

import multiprocessing
import random
import tempfile
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.engine import make_url

from bot.changes import CHANGES
from bot.playground import people
from bot.playground.world import WORLD
from channel import deadlines, drafts, migrations
from channel.access.gate import Action, Gate
from channel.access.identifying import system_viewer, viewer_for_slack
from channel.access.rights import Right
from channel.clock import MovableClock, SystemClock
from channel.database import open_engine, sqlite_url
from channel.deals import commands, conflicts
from channel.deals.views import Application
from channel.errors import BadInput
from channel.tables.deals import Conflict, Registration
from channel.tables.journal import Deadline
from channel.tables.parties import Organisation
from channel.tables.products import Product
from ingest.records import load_world

RIVALS = (("TALPENROCK", "UALPENROCKSALES"), ("TRHEINBLICK", "URHEINBLICKSALES"))
DEALS = "deal.register"
PRODUCT, DISTRIBUTOR, QUANTITY, VALUE = "NW-FW120", "Brightpath Distribution", 25, "48000"
OPERATOR = system_viewer("deadlines", frozenset({Right.OPERATE}))
PATIENCE = 60
SYLLABLES = (
    "ba",
    "du",
    "fel",
    "gri",
    "hom",
    "jas",
    "kor",
    "lim",
    "mun",
    "nov",
    "pra",
    "quel",
    "rat",
    "sti",
    "vor",
    "zed",
)
Figures = dict[str, float]


@dataclass(frozen=True)
class Told:
    """What one process said of its confirmations: the numbers it was given, and what went wrong."""

    numbers: tuple[str, ...]
    errors: tuple[str, ...]


def run(pairs: int, database: str | None = None, seed: int = 1) -> Figures:
    """Let both rivals of each pair confirm at once, and count what the rules allow and what they do not.

    Args:
        pairs: how many customers, each registered by two resellers.
        database: the URL of an empty database (SQLite or PostgreSQL); an SQLite file of its own when none is given.
        seed: of the customers' names.

    Raises:
        BadInput: for fewer than one pair.
    """
    if pairs < 1:
        raise BadInput("I need at least one pair.", "Choose another number.")
    with tempfile.TemporaryDirectory() as folder:
        url = database or sqlite_url(Path(folder) / "channel.sqlite")
        engine = open_engine(url)
        began = SystemClock().now()
        gate = Gate(engine, _clock(began))
        try:
            migrations.upgrade(engine)
            load_world(gate, WORLD, gate.now())
            keys = [_drafts(gate, gate.now().date(), name) for name in _names(pairs, seed)]
            told = _confirm_at_once(url, began, list(zip(*keys, strict=True)))
            _let_time_work(gate)
            with gate.acting(OPERATOR, Right.OPERATE) as action:
                result = {"pairs": float(pairs)} | _judge(action, told)
        finally:
            engine.dispose()
    _print(result)
    return result


def _names(pairs: int, seed: int) -> list[str]:
    """So many customers that nobody takes for one another."""
    chance = random.Random(seed)  # noqa: S311 - names of a measurement
    names: set[str] = set()
    while len(names) < pairs:
        names.add("".join(chance.sample(SYLLABLES, 4)).capitalize())
    return sorted(names)


def _clock(began: datetime) -> MovableClock:
    """The demo world's time, the same in every process: its first morning at the instant `began`."""
    since = SystemClock().now() - began
    return MovableClock(people.load(WORLD / "slack.yaml").starts_at + since, ticking=True)


def _drafts(gate: Gate, today: date, name: str) -> list[str]:
    """The open drafts of both rivals for one customer."""
    keys = []
    for rival in RIVALS:
        with gate.acting(viewer_for_slack(gate, *rival), Right.REGISTER_DEALS) as action:
            application = Application(
                vendor_id=action.session.scalars(select(Product.vendor_id).where(Product.mpn == PRODUCT)).one(),
                distributor_id=action.session.scalars(
                    select(Organisation.id).where(Organisation.name == DISTRIBUTOR)
                ).one(),
                customer=f"{name} GmbH",
                country="DE",
                postcode="80331",
                city="München",
                domain=f"{name.lower()}.example",
                contact_name="Eva Sommer",
                contact_email=f"eva.sommer@{name.lower()}.example",
                project=name,
                lines=((PRODUCT, QUANTITY),),
                value=VALUE,
                currency="EUR",
                expected_close=today.replace(year=today.year + 1),
            )
            keys.append(drafts.save(action, DEALS, name, application.model_dump(mode="json")))
    return keys


def _confirm_at_once(url: str, began: datetime, keys: Sequence[Sequence[str]]) -> list[Told]:
    """Two processes, each registering in turn, kept in step so that both of a pair come together."""
    context = multiprocessing.get_context("spawn")
    ready, said = context.Barrier(len(RIVALS)), context.Queue()
    address = make_url(url).render_as_string(hide_password=False)
    workers = [
        context.Process(target=_confirm_all, args=(address, began, rival, own, ready, said))
        for rival, own in zip(RIVALS, keys, strict=True)
    ]
    for worker in workers:
        worker.start()
    told = [said.get(timeout=PATIENCE + len(own)) for own in keys]
    for worker in workers:
        worker.join(PATIENCE)
    return told


def _confirm_all(
    url: str, began: datetime, rival: tuple[str, str], keys: Sequence[str], ready: Barrier, said: "Queue[Told]"
) -> None:
    engine = open_engine(url)
    gate = Gate(engine, _clock(began))
    change, numbers, errors = CHANGES[DEALS], [], []
    for key in keys:
        person = viewer_for_slack(gate, *rival)
        ready.wait(PATIENCE)
        try:
            with gate.acting(person, change.right) as action:
                numbers.append(str(change.perform(action, drafts.by_key(action.session, key).content)["number"]))
        except Exception:  # noqa: BLE001 - every error that a person would have met is counted
            errors.append(traceback.format_exc())
    engine.dispose()
    said.put(Told(tuple(numbers), tuple(errors)))


def _let_time_work(gate: Gate) -> None:
    with gate.viewing(OPERATOR) as session:
        due = [row.id for row in deadlines.due(session, gate.now())]
    for row in due:
        with gate.acting(OPERATOR, Right.OPERATE) as action:
            deadline = action.find(Deadline, Deadline.id == row)
            commands.run_deadline(action, deadline)
            deadlines.mark_done(action, deadline)


def _judge(action: Action, told: Sequence[Told]) -> Figures:
    """How many pairs have exactly one first, known to the vendor once, and what went wrong."""
    numbers = [number for one in told for number in one.numbers]
    rows = {
        row.number: row for row in action.session.scalars(select(Registration).where(Registration.number.in_(numbers)))
    }
    found: dict[frozenset[int], list[Conflict]] = {}
    for conflict in action.session.scalars(select(Conflict)):
        found.setdefault(frozenset((conflict.registration_id, conflict.rival_id)), []).append(conflict)
    one_first = 0
    for pair in zip(*(one.numbers for one in told), strict=False):
        first, second = sorted((rows[number] for number in pair), key=conflicts.place)
        known = found.get(frozenset((first.id, second.id)), [])
        one_first += [(row.rival_id, row.registration_id) for row in known] == [(first.id, second.id)]
    return {
        "one_first": float(one_first),
        "numbers_given_twice": float(len(numbers) - len(set(numbers))),
        "errors": float(sum(len(one.errors) for one in told)),
    }


def _print(result: Figures) -> None:
    table = Table("measure", "number")
    for name, value in result.items():
        table.add_row(name.replace("_", " "), f"{value:g}")
    Console().print(table)

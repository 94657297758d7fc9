"""`tierdesk bench --capabilities FILE`: how long answers take, capability by capability, and what they ask for.

Lines are those of `tierdesk eval utterances`: `{"id", "person", "where", "text", "prior"?}`, each played in a fresh
world. What counts is what was understood, not what the line expects.
"""

import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy import Connection, Engine, event

from bot.evaluating.lines import read_lines
from bot.evaluating.utterances import Minutes, begin, say
from bot.playground.demo import Demo
from bot.understanding.requests import Capability
from channel.errors import BadInput

PERCENTILE = 0.95
MILLISECONDS = 1000
FROM_DOCUMENTS = str(Capability.KNOWLEDGE_ASK)


@dataclass
class Asked:
    """Statements executed since the count was last set to naught: on the channel, and by the durable engine."""

    channel: int = 0
    durable: int = 0


@dataclass(frozen=True)
class Took:
    """One answer: ms from the event in to the last call out, ms of computing of the whole process, and what it asked.

    The local Slack and the person who writes are in the same process, so the computing is theirs too.
    """

    capability: str
    ms: float
    cpu_ms: float
    channel: int
    durable: int
    calls: int


def run(file: Path) -> dict[str, Any]:
    """Play every line of `file`, print a table, and return the figures (times in ms).

    Raises:
        BadInput: when the file cannot be read as lines of JSON with the fields they need, or nothing was answered.
    """
    lines = read_lines(file, ("id", "person", "where", "text"))
    minutes, console = Minutes(), Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="tierdesk-bench-") as folder, Demo(
        Path(folder), ticking=False, witness=minutes
    ) as demo:
        assert demo.parts is not None
        demo.parts.warm_up()
        demo.snapshot()
        turns = track(lines, description="Asking", console=console, disable=not console.is_terminal)
        with _counting(demo.parts.engine) as asked:
            took = [one for line in turns if (one := _time(demo, line, minutes, asked))]
    if not took:
        raise BadInput("None of these lines was answered.", "Take lines of people of the demo channel.")
    return _figures(took)


@contextmanager
def _counting(channel: Engine) -> Iterator[Asked]:
    asked = Asked()

    def count(connection: Connection, *_more: object) -> None:
        if connection.engine is channel:
            asked.channel += 1
        else:
            asked.durable += 1

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", count)


def _time(demo: Demo, line: dict[str, Any], minutes: Minutes, asked: Asked) -> Took | None:
    thread = begin(demo, line)
    minutes.notes.clear()
    asked.channel = asked.durable = 0
    began = time.process_time()
    heard, _ = say(demo, line["person"], line["where"].partition("/")[0], line["text"], thread)
    cpu = (time.process_time() - began) * MILLISECONDS
    if heard.last_ms is None or not minutes.notes:
        return None
    capability = str(minutes.notes[0][0].requests[0].capability)
    return Took(capability, heard.last_ms, cpu, asked.channel, asked.durable, len(heard.calls))


def _figures(took: Sequence[Took]) -> dict[str, Any]:
    by_capability: dict[str, list[Took]] = defaultdict(list)
    for one in took:
        by_capability[one.capability].append(one)
    groups = dict(sorted(by_capability.items(), key=lambda group: -_middle([one.ms for one in group[1]])))
    groups["all"] = list(took)
    groups["all but documents"] = [one for one in took if one.capability != FROM_DOCUMENTS] or list(took)
    result = {name: _spread(some) for name, some in groups.items()}
    table = Table("capability", *(name.replace("_", " ") for name in result["all"]), box=None)
    for name, figures in result.items():
        table.add_row(name, *(str(figure) for figure in figures.values()))
    Console(highlight=False).print(table)
    return result


def _spread(took: Sequence[Took]) -> dict[str, float]:
    times = sorted(one.ms for one in took)
    return {
        "lines": len(took),
        "p50_ms": _middle(times),
        "p95_ms": round(times[int(len(times) * PERCENTILE)], 1),
        "cpu_ms": _middle([one.cpu_ms for one in took]),
        "channel": _middle([one.channel for one in took]),
        "durable": _middle([one.durable for one in took]),
        "calls": _middle([one.calls for one in took]),
    }


def _middle(figures: Sequence[float]) -> float:
    return round(statistics.median(figures), 1)

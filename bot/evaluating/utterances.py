"""`tierdesk eval utterances`: turns of a conversation, played through the real app in fresh demo worlds."""

import json
import statistics
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.evaluating.lines import read_lines
from bot.playground.demo import Demo
from bot.playground.driver import Attachment, Heard
from bot.serving import Served
from bot.tools.results import Outcome
from bot.understanding.requests import Understanding
from ingest.publishing import read_manifest

DOCUMENTS = Path(__file__).parents[1] / "playground" / "world" / "documents.yaml"
ZONE = ZoneInfo("Europe/Berlin")
PATIENCE = 30.0
SETTLE = 0.03


@dataclass
class Minutes:
    """What the app understood and served since it was last asked."""

    notes: list[tuple[Understanding, list[Served]]] = field(default_factory=list)

    def __call__(self, _key: str, understanding: Understanding, served: list[Served]) -> None:
        """Be the app's witness."""
        self.notes.append((understanding, served))


def run(file: Path, out: Path | None) -> dict[str, Any]:
    """Play every line of `file` and write a reply record for each to `out`.

    Raises:
        BadInput: when the file cannot be read as lines of JSON with the fields they need.
    """
    lines = read_lines(file, ("id", "person", "where", "text"))
    minutes = Minutes()
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="tierdesk-eval-") as folder, Demo(
        Path(folder), ticking=False, witness=minutes
    ) as demo:
        assert demo.parts is not None
        demo.parts.warm_up()
        demo.snapshot()
        turns = track(lines, description="Playing", console=console, disable=not console.is_terminal)
        replies = [play(demo, line, minutes) for line in turns]
    if out is not None:
        out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in replies), encoding="utf-8")
    return summary(replies)


def play(demo: Demo, line: dict[str, Any], minutes: Minutes) -> dict[str, Any]:
    """One line in a fresh world: the prior user turns, then the turn itself."""
    thread = begin(demo, line)
    minutes.notes.clear()
    heard, _ = say(demo, line["person"], line["where"].partition("/")[0], line["text"], thread, _files(line))
    return record(line, heard, minutes)


def begin(demo: Demo, line: dict[str, Any]) -> str | None:
    """A fresh world at the line's time, in which the prior turns of people are said; the thread to go on in."""
    demo.reset()
    if clock := line.get("clock"):
        demo.clock.set(datetime.fromisoformat(clock).replace(tzinfo=ZONE))
    where, _, in_thread = line["where"].partition("/")
    thread: str | None = None
    for turn in line.get("prior", []):
        if turn["from"] == "bot":
            continue
        person = line["person"] if turn["from"] == "user" else turn["from"]
        _, said = say(demo, person, where, turn["text"], thread)
        if where != "dm" and in_thread:
            thread = thread or said
    return thread


def record(line: dict[str, Any], heard: Heard, minutes: Minutes) -> dict[str, Any]:
    """The reply record of one turn."""
    if not minutes.notes:
        capability: Any = "refuse"
        outcome, slots = "refuse_neutral", {}
    else:
        understanding, served = minutes.notes[0]
        names = [str(r.capability) for r in understanding.requests]
        capability = names[0] if len(names) == 1 else names
        outcome = str(_overall([s.outcome for s in served]))
        slots = _merged([r.slots.record() for r in understanding.requests])
    return {
        "id": line["id"],
        "capability": capability,
        "outcome": outcome,
        "slots": slots,
        "text": heard.text,
        "private_text": heard.private_text,
        "ms": heard.last_ms,
    }


def _files(line: dict[str, Any]) -> list[Attachment]:
    """What is attached: the demo's document most like what the line says of it, as a file of its own (a byte more)."""
    if not line.get("files"):
        return []
    entries = {f"{e.file} {e.title} {e.kind}": e.file for e in read_manifest(DOCUMENTS)}
    attached: list[Attachment] = []
    for file in line["files"]:
        wanted = f"{file['name']} {file.get('holds', '')}"
        found, _, _ = process.extractOne(wanted, entries.keys(), scorer=fuzz.token_set_ratio)
        attached.append((file["name"], (DOCUMENTS.with_suffix("") / entries[found]).read_bytes() + b"\n"))
    return attached


def say(
    demo: Demo, person: str, where: str, text: str, thread: str | None, files: Sequence[Attachment] = ()
) -> tuple[Heard, str]:
    """Say something, mentioning the app in shared conversations; what the app answered, and the message's ts."""
    mark = demo.driver.mark()
    mention = "" if where == "dm" else "@Tierdesk "
    message = demo.driver.say(person, where, mention + text, thread, files)
    demo.driver.wait_until_quiet(PATIENCE, SETTLE)
    return demo.driver.heard(mark, person, where), message.ts


def _overall(outcomes: list[Outcome]) -> Outcome:
    for first in (Outcome.PRIVATE, Outcome.DRAFT, Outcome.ANSWER, Outcome.CLARIFY):
        if first in outcomes:
            return first
    return outcomes[0] if outcomes else Outcome.ANSWER


def _merged(records: list[dict[str, Any]]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for name in {name for one in records for name in one}:
        values = [one[name] for one in records if name in one]
        flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
        unique = flat if name == "quantity" and len(values) == 1 else list(dict.fromkeys(flat))
        merged[name] = unique[0] if len(unique) == 1 else unique
    return merged


def summary(replies: list[dict[str, Any]]) -> dict[str, Any]:
    """Counts and latencies, also printed as a table."""
    times = sorted(r["ms"] for r in replies if r["ms"] is not None)
    table = Table("outcome", "lines")
    counts = Counter(r["outcome"] for r in replies)
    for outcome, count in counts.most_common():
        table.add_row(outcome, str(count))
    Console().print(table)
    result = {
        "lines": len(replies),
        "outcomes": dict(counts),
        "silent": [r["id"] for r in replies if not r["text"] and not r["private_text"]],
        "ms_p50": statistics.median(times) if times else None,
        "ms_p95": times[int(len(times) * 0.95)] if times else None,
    }
    Console().print(f"{len(replies)} lines, p50 {result['ms_p50']} ms, p95 {result['ms_p95']} ms")
    return result

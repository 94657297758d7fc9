"""`tierdesk bench`: how fast and how large the product is on this machine, measured through the real app."""

import importlib.metadata
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.evaluating import bench_library, bench_load, bench_stages
from bot.evaluating.utterances import Minutes
from bot.playground.demo import Demo
from channel.errors import BadInput

LIBRARIES = ("slack-bolt", "sqlalchemy", "dbos", "chromadb", "sentence-transformers", "torch", "starlette")
HELP_RUNS = 5
HELP = "from bot.cli import main; main()"
START_SECONDS = 120
Figures = dict[str, Any]


@dataclass(frozen=True)
class Load:
    """How much is asked of the app besides questions: events a second for some seconds, and registrations."""

    events_a_second: int = 50
    seconds: float = 10
    registrations: int = 20


def run(passages: int, questions: int, concurrency: int, load: Load | None = None) -> Figures:
    """Measure everything, print a table, and return the figures (times in ms or s as their names say).

    Args:
        passages: how many passages the library holds when documents are asked.
        questions: how many of each kind are asked.
        concurrency: how many people ask at once.
        load: the rest of the work; the figures of docs/performance.md when none is given.

    Raises:
        BadInput: for numbers that cannot be measured with.
    """
    if min(passages, questions, concurrency) < 1 or concurrency > len(bench_load.ASKERS):
        raise BadInput(
            f"I measure with at least one passage and question, and with 1 to {len(bench_load.ASKERS)} people at once.",
            "Choose other numbers.",
        )
    load = load or Load()
    console = Console(stderr=True)
    with console.status("Starting …", spinner="line") as status, tempfile.TemporaryDirectory() as folder:
        result: Figures = {"machine": machine(), "help_ms": round(help_ms(), 1)}
        result |= started(Path(folder) / "start")
        commits = bench_load.Commits()
        minutes = Minutes()
        with Demo(Path(folder) / "demo", ticking=False, point=commits, witness=minutes) as demo:
            status.update("Embedding the demo's documents …")
            result["ingest"] = bench_library.ingest(demo, Path(folder) / "fresh")
            status.update(f"Filling the library to {passages} passages …")
            result["library"] = bench_library.fill(demo, passages)
            assert demo.parts is not None
            status.update("Taking questions apart …")
            result["stages"] = bench_stages.stages(demo.parts)
            status.update("Publishing and retiring …")
            result["changes"] = bench_stages.changes(demo.parts)
            status.update("Asking …")
            result["questions"] = bench_load.questions(demo, minutes, questions, concurrency)
            status.update("Sending events …")
            result["acknowledged"] = bench_load.acknowledgements(demo, load.events_a_second, load.seconds)
            status.update("Registering deals …")
            result["registrations"] = bench_load.registrations(demo, commits, load.registrations)
    _print(result)
    return result


def machine() -> Figures:
    """What the figures were measured on."""
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in LIBRARIES},
    }


def help_ms() -> float:
    """How long `tierdesk --help` takes as a process of its own, in ms."""
    times = []
    for _ in range(HELP_RUNS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", HELP, "--help"], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def started(folder: Path) -> Figures:
    """A demo started as a process of its own: seconds to ready and to the first answer, and MB held at rest."""
    command = [sys.executable, "-m", "bot.evaluating.bench_start", str(folder)]
    began = time.perf_counter()
    said: Figures = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:  # noqa: S603 - ours
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("{"):
                said |= json.loads(line)
            else:
                said[f"{line.strip()}_s"] = round(time.perf_counter() - began, 2)
        process.wait(START_SECONDS)
    return said


def _print(result: Figures) -> None:
    table = Table("measure", "figure")
    for name, value in _rows(result):
        table.add_row(name, f"{value:,}" if isinstance(value, int | float) else str(value))
    console = Console()
    console.print(table)
    console.print(bench_library.NOTE)


def _rows(figures: Figures, above: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for name, value in figures.items():
        full = f"{above} {name}".strip().replace("_", " ")
        rows += _rows(value, full) if isinstance(value, dict) else [(full, value)]
    return rows

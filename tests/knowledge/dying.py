"""Indexes the library in a folder, version by version, and ends itself (kill -9) after so many."""

import os
import signal
import sys
from pathlib import Path

from conftest import MORNING, CountingWords

from channel.access.gate import Gate
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from knowledge import cataloguing
from knowledge.library import Library


def main(folder: Path, after: int) -> None:
    cataloguing.BATCH = 1
    calls = []

    def progress(done: int) -> None:
        if done:
            calls.append(done)
        if len(calls) > after:
            os.kill(os.getpid(), signal.SIGKILL)

    gate = Gate(open_engine(sqlite_url(folder / "channel.sqlite")), MovableClock(MORNING, ticking=False))
    Library(gate, folder / "knowledge", CountingWords()).catch_up(progress)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

"""The app as a process of its own, which ends itself (kill -9) at a named point once the test has armed it."""

import os
import signal
import sys
import threading
from pathlib import Path

from bot.playground import people
from bot.playground.demo import app_on, connect
from bot.playground.world import WORLD
from channel.clock import MovableClock


def main(folder: Path, api_url: str, stop_at: str) -> None:
    armed = folder / "armed"

    def point(name: str) -> None:
        if name == stop_at and armed.exists():
            armed.unlink()
            os.kill(os.getpid(), signal.SIGKILL)

    world = people.load(WORLD / "slack.yaml")
    parts = app_on(folder, api_url, MovableClock(world.starts_at), point=point)
    parts.runtime.launch()
    connect(parts)
    threading.Event().wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])

"""A process that loads a stock file and dies on the way: `python dying_load.py DATABASE one|all`."""

import os
import signal
import sys
from pathlib import Path

from loading_desk import LoadingDesk

from ingest.loading import opening

TABLES = {"one": 1, "all": 2}
"""After so many tables are written it dies; the commit has not come yet."""


def main() -> None:
    desk = LoadingDesk(Path(sys.argv[1]))
    told: list[int] = []

    def progress(_rows: int) -> None:
        told.append(_rows)
        if len(told) == TABLES[sys.argv[2]]:
            os.kill(os.getpid(), signal.SIGKILL)

    text = desk.export("brightpath.pm", "stock").replace(",85,85,", ",80,80,")
    batches = opening.batches_of(text.encode(), "stock.csv", "stock")
    opening.load(desk.gate, desk.who("brightpath.pm"), batches, progress=progress)


if __name__ == "__main__":
    main()

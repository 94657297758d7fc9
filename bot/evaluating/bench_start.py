"""A demo in a process of its own, started as `tierdesk play` does: says when it is ready, when it has answered, and
what memory it holds. For `bot.evaluating.bench`, which takes the times.
"""

import json
import os
import sys
import threading
from pathlib import Path

from bot.evaluating.bench_load import ASKERS, Ear
from bot.playground.demo import Demo

STATM = Path("/proc/self/statm")


def resident_mb() -> float | None:
    """What this process holds in memory, in MB; None where the system does not say."""
    if not STATM.exists():
        return None
    pages = int(STATM.read_text(encoding="ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1024**2, 1)


def main(folder: Path) -> None:
    """Start, answer, come to rest."""
    demo = Demo(folder)
    before = resident_mb()
    demo.serve_page()
    with_page = resident_mb()
    demo.start()
    assert demo.parts is not None
    _say("ready")
    warming = threading.Thread(target=demo.parts.warm_up)
    warming.start()
    Ear(demo).ask(ASKERS[0].person, "price for 4 NW-FW120")
    _say("first_answer")
    warming.join()
    demo.driver.wait_until_quiet()
    playground = None if before is None or with_page is None else round(with_page - before, 1)
    _say(json.dumps({"rest_mb": resident_mb(), "of_that_local_slack_mb": playground}))
    demo.close()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

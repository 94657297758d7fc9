"""How many small changes of the code the tests notice: `python tools/mutants.py [--only GLOB ...] [--sample N]`.

mutmut makes the mutants (its settings stand in pyproject.toml) in a copy of the tree under `mutants/` and runs, for
each, the tests that reach its function. Here a part and a random sample of them is chosen, so that a run is bounded
in time. Prints the share that was killed and every survivor; exits with 1 below the goal.
"""

import argparse
import fnmatch
import json
import os
import random
import subprocess
import sys
from collections import Counter
from contextlib import redirect_stdout
from pathlib import Path

from mutmut.__main__ import create_mutants
from mutmut.configuration import config
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir

ROOM = Path("mutants")
LOG = ROOM / "run.txt"
NOTICED = {"killed", "timeout", "suspicious", "segfault"}


def mutants_of(globs: list[str]) -> list[str]:
    """The names of the mutants of the modules that these globs of paths name."""
    ROOM.mkdir(exist_ok=True)
    with LOG.open("w") as log, redirect_stdout(log):
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(os.cpu_count() or 1)
    chosen = [meta for meta in metas() if any(fnmatch.fnmatch(module_of(meta), glob) for glob in globs)]
    return sorted(name for meta in chosen for name in verdicts(meta))


def metas() -> list[Path]:
    return [meta for meta in ROOM.rglob("*.py.meta") if config().should_mutate(module_of(meta))]


def module_of(meta: Path) -> str:
    return str(meta.relative_to(ROOM)).removesuffix(".meta")


def verdicts(meta: Path) -> dict[str, int | None]:
    found: dict[str, int | None] = json.loads(meta.read_text())["exit_code_by_key"]
    return found


def judged(names: list[str]) -> dict[str, str]:
    """The status of each of the mutants, after their tests ran."""
    for meta in metas():
        content = json.loads(meta.read_text())
        content["exit_code_by_key"] = dict.fromkeys(content["exit_code_by_key"])
        meta.write_text(json.dumps(content))
    with LOG.open("w") as log:
        run = [str(Path(sys.executable).parent / "mutmut"), "run", *names]
        if subprocess.run(run, stdout=log, stderr=log, check=False).returncode:
            sys.exit(f"mutmut could not run; see the end of {LOG}")
    every: dict[str, str] = {
        name: status_by_exit_code[code] for meta in metas() for name, code in verdicts(meta).items()
    }
    return {name: every[name] for name in names}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--only", nargs="*", help="globs of modules, all that are mutated by default")
    words.add_argument("--sample", type=int, help="how many mutants to try, all by default")
    words.add_argument("--seed", type=int, default=1, help="of the sample")
    words.add_argument("--goal", type=float, default=0.9, help="the least share that is killed")
    asked = words.parse_args()
    names = mutants_of(asked.only or ["*"])
    chosen = names
    if asked.sample and asked.sample < len(names):
        chosen = sorted(random.Random(asked.seed).sample(names, asked.sample))  # noqa: S311 - a sample, no secret
    statuses = judged(chosen)
    counts = Counter(statuses.values())
    killed = sum(counts[status] for status in NOTICED) / len(chosen)
    for name, status in statuses.items():
        if status not in NOTICED:
            print(f"{status}: {name}")
    print(f"{len(chosen)} of {len(names)} mutants tried; {killed:.3f} killed; {dict(counts)}")
    print("`mutmut show NAME` shows one.")
    sys.exit(killed < asked.goal)


if __name__ == "__main__":
    main()

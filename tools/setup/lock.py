"""Write the exact versions that are installed, for `make setup`: requirements/run.txt and requirements/dev.txt.

Run in an environment where everything works: `python tools/setup/lock.py`. torch is left out on purpose, see
torch_cpu.py.
"""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
APART = {"torch"}


def name_of(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


def closure(wanted: list[str]) -> dict[str, str]:
    """Name and version of everything that the requirements bring here."""
    found: dict[str, str] = {}
    todo = [Requirement(text) for text in wanted]
    while todo:
        requirement = todo.pop()
        name = name_of(requirement.name)
        try:
            installed = distribution(requirement.name)
        except PackageNotFoundError:
            continue
        if name not in APART:
            found[name] = installed.version
        extras = requirement.extras or {""}
        for text in installed.requires or []:
            below = Requirement(text)
            applies = not below.marker or any(below.marker.evaluate({"extra": extra}) for extra in extras)
            if applies and name_of(below.name) not in found | dict.fromkeys(APART, ""):
                todo.append(below)
    return found


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    run = closure(project["dependencies"])
    extras = project["optional-dependencies"]
    dev = closure(project["dependencies"] + [text for group in extras.values() for text in group])
    folder = ROOT / "requirements"
    folder.mkdir(exist_ok=True)
    for file, pins in (("run.txt", run), ("dev.txt", dev)):
        lines = [f"{name}=={version}" for name, version in sorted(pins.items())]
        (folder / file).write_text("\n".join(lines) + "\n")
        print(f"{file}: {len(lines)} packages")


if __name__ == "__main__":
    main()

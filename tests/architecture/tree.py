"""The source tree as the house rules see it: modules with their paths and syntax."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "ingest", "knowledge", "integrations", "channel")


@dataclass(frozen=True)
class Module:
    """One module of ours."""

    path: Path

    @property
    def name(self) -> str:
        """Its path below the root, such as `channel/money.py`."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(ast.parse(self.text)))

    def imports(self) -> Iterator[str]:
        """The modules that it imports, by full name."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module

    def calls(self) -> Iterator[tuple[str, int]]:
        """What it calls, as written, with the line."""
        for node in self.nodes:
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func), node.lineno


def modules(*folders: str) -> list[Module]:
    """Our modules below the folders."""
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return [Module(path) for path in paths if "page-src" not in path.parts]

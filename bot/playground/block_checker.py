"""Notes what is wrong with blocks while their rules are applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from bot.playground.shapes import Json

Surface: TypeAlias = Literal["message", "modal", "home"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong; `pointer` is a JSON pointer into the blocks."""

    code: str
    message: str
    pointer: str
    constraint: Json


class Checker:
    """Collects the problems of one set of blocks on one surface; its methods note what breaks a rule."""

    def __init__(self, surface: Surface) -> None:
        self.surface = surface
        self.problems: list[Problem] = []

    def bad(self, pointer: str, message: str, **constraint: Any) -> None:  # noqa: ANN401 - any JSON
        """Note a broken rule."""
        self.problems.append(Problem("failed_constraint", message, pointer, constraint))

    def need(self, owner: Json, key: str, pointer: str) -> Any:  # noqa: ANN401 - any JSON
        """The value of a key that must be there."""
        value = owner.get(key)
        if value is None or value == "":
            message = f"missing required field: {key}"
            self.problems.append(Problem("missing_field", message, pointer, {"field": key}))
        return value

    def longest(self, value: Any, most: int, pointer: str) -> None:  # noqa: ANN401 - any JSON
        """A text may have at most `most` characters."""
        if isinstance(value, str) and len(value) > most:
            self.bad(pointer, f"must be less than {most + 1} characters", type="max_length", expected=most)

    def most(self, value: Any, most: int, pointer: str, *, least: int = 1) -> list[Any]:  # noqa: ANN401 - any JSON
        """A list of `least` to `most` items; empty when it is no list."""
        if not isinstance(value, list):
            self.bad(pointer, "must be an array", type="type", expected="array")
            return []
        if len(value) > most:
            self.bad(pointer, f"no more than {most} items allowed", type="max_items", expected=most)
        if len(value) < least:
            self.bad(pointer, f"must have at least {least} items", type="min_items", expected=least)
        return value

    def text(self, owner: Json, key: str, most: int, pointer: str, *, plain: bool = False, needed: bool = True) -> None:
        """A text object of at most `most` characters."""
        value = self.need(owner, key, pointer) if needed else owner.get(key)
        where = f"{pointer}/{key}"
        if value is None or value == "":
            return
        if not isinstance(value, dict) or value.get("type") not in ("plain_text", "mrkdwn"):
            self.bad(where, "must be a text object", type="type", expected="text")
            return
        if plain and value["type"] != "plain_text":
            self.bad(f"{where}/type", "must be plain_text", type="enum", expected=["plain_text"])
        words = value.get("text")
        if not isinstance(words, str) or not words:
            self.bad(f"{where}/text", "must be more than 0 characters", type="min_length", expected=1)
        self.longest(words, most, f"{where}/text")

    def one_of(self, value: Any, allowed: set[str], pointer: str) -> bool:  # noqa: ANN401 - any JSON
        """Whether the value is allowed; noted when not."""
        if value in allowed:
            return True
        self.bad(pointer, f"unsupported type: {value}", type="enum", expected=sorted(allowed), got=value)
        return False

"""Slack's limits for blocks, and what is wrong with blocks that break them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from bot.playground.block_checker import Checker, Problem, Surface
from bot.playground.element_rules import ELEMENTS, element, image_element
from bot.playground.shapes import Json

MESSAGE_CHARACTERS = 13_200
MOST_BLOCKS: dict[str, int] = {"message": 50, "modal": 100, "home": 100}
ID = 255
MARKDOWN = 12_000
TABLES = 10_000
DATA_TABLE = 20_000
LARGEST_PAGE = 100
CHARTS = 2

EVERYWHERE: frozenset[str] = frozenset({"message", "modal", "home"})
SURFACES: dict[str, frozenset[str]] = {
    "section": EVERYWHERE,
    "divider": EVERYWHERE,
    "header": EVERYWHERE,
    "context": EVERYWHERE,
    "actions": EVERYWHERE,
    "image": EVERYWHERE,
    "input": EVERYWHERE,
    "rich_text": EVERYWHERE,
    "video": EVERYWHERE,
    "card": EVERYWHERE,
    "carousel": EVERYWHERE,
    "container": EVERYWHERE,
    "file": frozenset({"message"}),
    "markdown": frozenset({"message"}),
    "context_actions": frozenset({"message"}),
    "task_card": frozenset({"message"}),
    "plan": frozenset({"message"}),
    "table": EVERYWHERE,
    "data_table": EVERYWHERE,
    "data_visualization": frozenset({"message", "home"}),
    "alert": frozenset({"modal"}),
}


def check(blocks: list[Any], surface: Surface) -> list[Problem]:
    """What Slack would refuse in these blocks on this surface; empty when all is well."""
    checker = Checker(surface)
    checker.most(blocks, MOST_BLOCKS[surface], "", least=0)
    for at, block in enumerate(blocks):
        _block(checker, block, f"/{at}")
    if not checker.problems:
        _together(checker, blocks)
    return checker.problems


def check_view(view: Json) -> list[Problem]:
    """What Slack would refuse in a modal or Home view."""
    surface: Surface = "home" if view.get("type") == "home" else "modal"
    checker = Checker(surface)
    blocks = checker.need(view, "blocks", "")
    if surface == "modal":
        checker.text(view, "title", 24, "", plain=True)
        checker.text(view, "submit", 24, "", plain=True, needed=False)
        checker.text(view, "close", 24, "", plain=True, needed=False)
    checker.longest(view.get("private_metadata"), 3_000, "/private_metadata")
    checker.longest(view.get("callback_id"), ID, "/callback_id")
    if isinstance(blocks, list):
        found = check(blocks, surface)
        checker.problems += [Problem(p.code, p.message, f"/blocks{p.pointer}", p.constraint) for p in found]
        has_input = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
        if surface == "modal" and has_input and not view.get("submit"):
            checker.bad("/submit", "a submit text is required when there is an input", type="required")
    return checker.problems


def characters(blocks: list[Json]) -> int:
    """The characters that count towards the limit of a message's blocks."""
    return sum(len(words) for words in _words(blocks))


def _words(part: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(part, dict):
        for key, value in part.items():
            if isinstance(value, str):
                if key in ("text", "alt_text", "markdown", "caption"):
                    yield value
            else:
                yield from _words(value)
    elif isinstance(part, list):
        for value in part:
            yield from _words(value)


def _block(c: Checker, block: Any, at: str) -> None:  # noqa: ANN401 - any JSON
    if not isinstance(block, dict):
        c.bad(at, "must be an object", type="type", expected="object")
        return
    kind = block.get("type")
    if not c.one_of(kind, set(SURFACES), f"{at}/type"):
        return
    if c.surface not in SURFACES[str(kind)]:
        c.bad(f"{at}/type", f"{kind} is not available on this surface ({c.surface})", type="surface")
    c.longest(block.get("block_id"), ID, f"{at}/block_id")
    rule = RULES.get(str(kind))
    if rule is not None:
        rule(c, block, at)


def _section(c: Checker, block: Json, at: str) -> None:
    if block.get("text") is None and not block.get("fields"):
        c.bad(at, "must have text or fields", type="required", expected=["text", "fields"])
    c.text(block, "text", 3_000, at, needed=False)
    if block.get("fields") is not None:
        for n, _ in enumerate(c.most(block["fields"], 10, f"{at}/fields")):
            c.text({"field": block["fields"][n]}, "field", 2_000, f"{at}/fields/{n}")
    if block.get("accessory") is not None:
        element(c, block["accessory"], f"{at}/accessory", "accessory")


def _header(c: Checker, block: Json, at: str) -> None:
    c.text(block, "text", 150, at, plain=True)


def _context(c: Checker, block: Json, at: str) -> None:
    for n, item in enumerate(c.most(block.get("elements"), 10, f"{at}/elements")):
        where = f"{at}/elements/{n}"
        if not isinstance(item, dict) or not c.one_of(item.get("type"), ELEMENTS["context"], f"{where}/type"):
            continue
        if item["type"] == "image":
            image_element(c, item, where)
        else:
            c.text({"text": item}, "text", 3_000, where)


def _actions(c: Checker, block: Json, at: str) -> None:
    for n, item in enumerate(c.most(block.get("elements"), 25, f"{at}/elements")):
        element(c, item, f"{at}/elements/{n}", "actions")


def _context_actions(c: Checker, block: Json, at: str) -> None:
    for n, item in enumerate(c.most(block.get("elements"), 5, f"{at}/elements")):
        element(c, item, f"{at}/elements/{n}", "context_actions")


def _image(c: Checker, block: Json, at: str) -> None:
    if not block.get("image_url") and not block.get("slack_file"):
        c.bad(at, "must have image_url or slack_file", type="required")
    c.longest(block.get("image_url"), 3_000, f"{at}/image_url")
    c.need(block, "alt_text", at)
    c.longest(block.get("alt_text"), 2_000, f"{at}/alt_text")
    c.text(block, "title", 2_000, at, plain=True, needed=False)


def _input(c: Checker, block: Json, at: str) -> None:
    c.text(block, "label", 2_000, at, plain=True)
    c.text(block, "hint", 2_000, at, plain=True, needed=False)
    item = c.need(block, "element", at)
    if item is not None:
        element(c, item, f"{at}/element", "input")


def _markdown(c: Checker, block: Json, at: str) -> None:
    c.longest(c.need(block, "text", at), MARKDOWN, f"{at}/text")


def _card(c: Checker, block: Json, at: str) -> None:
    for key, most in (("title", 150), ("subtitle", 150), ("body", 200)):
        c.text(block, key, most, at, needed=False)
    if not any(block.get(key) for key in ("title", "body", "hero_image", "actions")):
        c.bad(at, "must have a title, body, hero_image or actions", type="required")
    for n, item in enumerate(c.most(block.get("actions", []), 5, f"{at}/actions", least=0)):
        element(c, item, f"{at}/actions/{n}", "actions")


def _carousel(c: Checker, block: Json, at: str) -> None:
    for n, item in enumerate(c.most(block.get("elements"), 10, f"{at}/elements")):
        if isinstance(item, dict) and c.one_of(item.get("type"), {"card"}, f"{at}/elements/{n}/type"):
            _card(c, item, f"{at}/elements/{n}")


def _container(c: Checker, block: Json, at: str) -> None:
    c.text(block, "title", 150, at, needed=False)
    for n, child in enumerate(c.most(block.get("child_blocks"), 10, f"{at}/child_blocks")):
        if isinstance(child, dict) and child.get("type") == "container":
            c.bad(f"{at}/child_blocks/{n}/type", "a container cannot hold a container", type="nesting")
        else:
            _block(c, child, f"{at}/child_blocks/{n}")


def _alert(c: Checker, block: Json, at: str) -> None:
    c.text(block, "text", 200, at)
    if block.get("level") is not None:
        c.one_of(block["level"], {"default", "info", "warning", "error", "success"}, f"{at}/level")


def _task_card(c: Checker, block: Json, at: str) -> None:
    c.need(block, "task_id", at)
    c.need(block, "title", at)
    if block.get("status") is not None:
        c.one_of(block["status"], {"pending", "in_progress", "complete", "error"}, f"{at}/status")


def _plan(c: Checker, block: Json, at: str) -> None:
    c.need(block, "title", at)
    for n, task in enumerate(c.most(block.get("tasks", []), 50, f"{at}/tasks", least=0)):
        _task_card(c, task, f"{at}/tasks/{n}")


def _table(c: Checker, block: Json, at: str) -> None:
    _rows(c, block, at, 100, equal=False)


def _data_table(c: Checker, block: Json, at: str) -> None:
    c.need(block, "caption", at)
    _rows(c, block, at, 201, equal=True)
    size = block.get("page_size")
    if size is not None and not (isinstance(size, int) and 1 <= size <= LARGEST_PAGE):
        c.bad(
            f"{at}/page_size",
            f"must be between 1 and {LARGEST_PAGE}",
            type="range",
            expected=[1, LARGEST_PAGE],
        )
    if sum(len(words) for words in _words(block.get("rows"))) > DATA_TABLE:
        c.bad(
            f"{at}/rows",
            f"must have no more than {DATA_TABLE} characters",
            type="max_length",
            expected=DATA_TABLE,
        )


def _rows(c: Checker, block: Json, at: str, most: int, *, equal: bool) -> None:
    rows = c.most(block.get("rows"), most, f"{at}/rows")
    for n, row in enumerate(rows):
        c.most(row, 20, f"{at}/rows/{n}")
    if equal and len({len(row) for row in rows if isinstance(row, list)}) > 1:
        c.bad(f"{at}/rows", "all rows must have the same number of cells", type="equal_rows")


def _chart(c: Checker, block: Json, at: str) -> None:
    c.longest(block.get("title"), 50, f"{at}/title")
    chart = c.need(block, "chart", at)
    if isinstance(chart, dict) and c.one_of(chart.get("type"), {"pie", "bar", "area", "line"}, f"{at}/chart/type"):
        key = "segments" if chart["type"] == "pie" else "series"
        for n, part in enumerate(c.most(chart.get(key), 12, f"{at}/chart/{key}")):
            if isinstance(part, dict) and key == "series":
                c.most(part.get("data"), 20, f"{at}/chart/series/{n}/data")


def _together(c: Checker, blocks: list[Json]) -> None:
    kinds = Counter(block["type"] for block in blocks)
    ids = Counter(block["block_id"] for block in blocks if isinstance(block.get("block_id"), str))
    for block_id, count in ids.items():
        if count > 1:
            c.bad("", f"block_id {block_id} already exists", type="unique", got=block_id)
    if c.surface == "message" and kinds["table"] > 1:
        c.bad("", "only one table allowed", code="only_one_table_allowed", type="max_items", expected=1)
    if kinds["data_visualization"] > CHARTS and c.surface == "message":
        c.bad("", f"no more than {CHARTS} data_visualization blocks allowed", type="max_items", expected=CHARTS)
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MARKDOWN:
        c.bad("", f"markdown blocks must have no more than {MARKDOWN} characters", type="max_length")
    tables = sum(len(words) for block in blocks if block["type"] == "table" for words in _words(block["rows"]))
    if tables > TABLES:
        c.bad("", f"tables must have no more than {TABLES} characters", type="max_length", expected=TABLES)


RULES: dict[str, Callable[[Checker, Json, str], None]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "card": _card,
    "carousel": _carousel,
    "container": _container,
    "alert": _alert,
    "task_card": _task_card,
    "plan": _plan,
    "table": _table,
    "data_table": _data_table,
    "data_visualization": _chart,
}

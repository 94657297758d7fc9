"""Block Kit, as far as Tierdesk uses it. Text handed in is mrkdwn already escaped by `text.escape`."""

from dataclasses import dataclass
from typing import Any, Literal

Block = dict[str, Any]
SECTION_LIMIT = 3000
BUTTON_LIMIT = 75
TABLE_ROWS = 12


@dataclass(frozen=True)
class File:
    """A file that goes with a reply."""

    name: str
    content: bytes
    title: str


@dataclass(frozen=True)
class Screen:
    """What a person sees: blocks, the same in plain words (notifications, screen readers), files."""

    text: str
    blocks: tuple[Block, ...]
    files: tuple[File, ...] = ()

    @property
    def first_line(self) -> str:
        """What it comes to, in one line."""
        return self.text.partition("\n")[0]


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut with an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def section(text: str) -> Block:
    """A paragraph."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": shorten(text, SECTION_LIMIT)}}


def fields(pairs: list[tuple[str, str]]) -> Block:
    """Up to ten labelled values, two columns."""
    return {
        "type": "section",
        "fields": [{"type": "mrkdwn", "text": shorten(f"*{label}*\n{value}", 2000)} for label, value in pairs[:10]],
    }


def header(text: str) -> Block:
    """A heading in plain text."""
    return {"type": "header", "text": {"type": "plain_text", "text": shorten(text, 150)}}


def context(*texts: str) -> Block:
    """Small print: sources, as-of times."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": shorten(t, SECTION_LIMIT)} for t in texts[:10]]}


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def button(
    label: str, action: str, value: str = "", style: Literal["", "primary", "danger"] = "", confirm: str = ""
) -> Block:
    """A button; `confirm` asks once more with that question."""
    block: Block = {
        "type": "button",
        "action_id": action,
        "text": {"type": "plain_text", "text": shorten(label, BUTTON_LIMIT), "emoji": True},
        "value": value[:2000] or action,
    }
    if style:
        block["style"] = style
    if confirm:
        block["confirm"] = {
            "title": {"type": "plain_text", "text": shorten(label, 100)},
            "text": {"type": "plain_text", "text": shorten(confirm, 300)},
            "confirm": {"type": "plain_text", "text": shorten(label, 30)},
            "deny": {"type": "plain_text", "text": "Cancel"},
        }
    return block


def actions(*buttons: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def overflow(action: str, options: list[tuple[str, str]]) -> Block:
    """A menu behind three dots, of labels with their values; at most five."""
    return {
        "type": "overflow",
        "action_id": action,
        "options": [
            {"text": {"type": "plain_text", "text": shorten(label, BUTTON_LIMIT)}, "value": value}
            for label, value in options[:5]
        ],
    }


def table(head: list[str], rows: list[list[str]], right: frozenset[int] = frozenset()) -> Block:
    """A table of plain text cells with a header row; columns in `right` are aligned right.

    At most `TABLE_ROWS` rows are drawn: the caller says what is left out.
    """
    cells = [head, *rows[:TABLE_ROWS]]
    return {
        "type": "table",
        "column_settings": [{"align": "right" if i in right else "left", "is_wrapped": True} for i in range(len(head))],
        "rows": [[{"type": "raw_text", "text": cell or "–"} for cell in row] for row in cells],
    }

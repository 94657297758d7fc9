"""Everything that can be read in a message, as plain text: text, blocks, buttons, file names."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from bot.playground.shapes import Json
from bot.playground.state import Workspace

SHOWN = ("title", "subtitle", "text", "body", "fields", "label", "hint", "elements", "accessory", "element")
FURTHER = (
    "placeholder",
    "options",
    "option_groups",
    "description",
    "actions",
    "child_blocks",
    "rows",
    "caption",
    "tasks",
    "details",
    "output",
    "sources",
    "chart",
    "series",
    "segments",
    "data",
    "alt_text",
    "positive_button",
    "negative_button",
    "hero_image",
    "icon",
    "axis_config",
)


def of_message(ws: Workspace, message: Json) -> str:
    """All that a reader of the message sees; `text` counts only when there are no blocks."""
    parts = [of_blocks(ws, message.get("blocks") or [])]
    if not parts[0]:
        parts = [resolved(ws, str(message.get("text") or ""))]
    for attachment in message.get("attachments") or []:
        words = [attachment.get(key) for key in ("pretext", "title", "text", "footer")]
        parts += [resolved(ws, str(word)) for word in words if word]
        parts.append(of_blocks(ws, attachment.get("blocks") or []))
    parts += [str(file.get("title") or file.get("name")) for file in message.get("files") or []]
    return "\n".join(part for part in parts if part)


def of_blocks(ws: Workspace, blocks: list[Any]) -> str:
    """All that is written in blocks, a line for each."""
    lines = [_of(ws, block) for block in blocks]
    return "\n".join(line for line in lines if line)


def resolved(ws: Workspace, text: str) -> str:
    """Mrkdwn with names in the place of ids, links as words, entities undone."""
    text = re.sub(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>", lambda found: "@" + _name(ws, found[1]), text)
    text = re.sub(r"<#(C[A-Z0-9]+)(?:\|[^>]*)?>", lambda found: "#" + _place(ws, found[1]), text)
    text = re.sub(r"<!date\^[^|>]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<!(\w+)(?:\^[^>]*)?>", r"@\1", text)
    text = re.sub(r"<(https?:[^|>]+|mailto:[^|>]+)\|([^>]+)>", r"\2", text)
    text = re.sub(r"<((?:https?|mailto):[^>]+)>", r"\1", text)
    return html.unescape(text)


def _of(ws: Workspace, part: Any) -> str:  # noqa: ANN401 - any JSON
    if isinstance(part, str):
        return resolved(ws, part)
    if isinstance(part, (int, float)) and not isinstance(part, bool):
        return str(part)
    if isinstance(part, list):
        return " ".join(filter(None, (_of(ws, item) for item in part)))
    if not isinstance(part, dict):
        return ""
    return _of_object(ws, part)


def _of_object(ws: Workspace, part: Json) -> str:
    kind = part.get("type")
    reader = _INLINE.get(str(kind))
    if reader is not None:
        return reader(ws, part)
    if kind in ("table", "data_table"):
        rows = "\n".join(" | ".join(_of(ws, cell) for cell in row) for row in part.get("rows", []))
        return "\n".join(filter(None, (_of(ws, part.get("caption")), rows)))
    words = [_of(ws, part[key]) for key in (*SHOWN, *FURTHER) if key in part]
    if isinstance(part.get("value"), (int, float)):
        words.append(str(part["value"]))
    return " ".join(filter(None, words))


def _run_on(ws: Workspace, part: Json) -> str:
    return "".join(_of(ws, item) for item in part["elements"])


def _cell(ws: Workspace, part: Json) -> str:
    text = part.get("text")
    return _of(ws, part.get("value", "") if text is None else text)


_INLINE: dict[str, Callable[[Workspace, Json], str]] = {
    "user": lambda ws, part: "@" + _name(ws, part["user_id"]),
    "channel": lambda ws, part: "#" + _place(ws, part["channel_id"]),
    "broadcast": lambda _ws, part: "@" + part["range"],
    "emoji": lambda _ws, part: f":{part.get('name')}:",
    "link": lambda _ws, part: str(part.get("text") or part.get("url")),
    "rich_text_section": _run_on,
    "rich_text_preformatted": _run_on,
    "rich_text_quote": _run_on,
    "rich_text_list": lambda ws, part: "\n".join("• " + _of(ws, item) for item in part["elements"]),
    "raw_number": _cell,
    "raw_text": _cell,
}


def _name(ws: Workspace, user: str) -> str:
    return ws.people[user].name if user in ws.people else ws.manifest.name


def _place(ws: Workspace, channel: str) -> str:
    return ws.conversations[channel].name if channel in ws.conversations else channel

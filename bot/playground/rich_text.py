"""What a person types, as Slack sends it: escaped text with mentions, and the same as a rich_text block."""

from __future__ import annotations

import re

from bot.playground.shapes import Json

_TOKEN = re.compile(
    r"<@(?P<user>[UW][A-Z0-9]+)>|<#(?P<channel>C[A-Z0-9]+)(?:\|[^>]*)?>|<!(?P<range>here|channel|everyone)>"
    r"|(?P<url>https?://[^\s<>|]+)|:(?P<emoji>[a-z0-9_+-]+):"
)


def typed(text: str, names: dict[str, str]) -> str:
    """Turn `@Name` into a mention; `names` maps what may be written to user ids, longest first wins."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<![\w<])@{re.escape(name)}(?!\w)", f"<@{names[name]}>", text, flags=re.IGNORECASE)
    return text


def escaped(text: str) -> str:
    """The `text` field: `& < >` escaped outside mentions, links in angle brackets."""
    parts: list[str] = []
    for piece, match in _pieces(text):
        parts.append(piece.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        if match is not None:
            url = match["url"]
            parts.append(f"<{url.replace('&', '&amp;')}>" if url else match[0])
    return "".join(parts)


def block(text: str, block_id: str) -> Json:
    """The rich_text block of a typed message."""
    elements: list[Json] = []
    for piece, match in _pieces(text):
        if piece:
            elements.append({"type": "text", "text": piece})
        if match is not None:
            elements.append(_element(match))
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}


def mentioned(text: str) -> set[str]:
    """The users that an escaped text mentions."""
    return set(re.findall(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>", text))


def _pieces(text: str) -> list[tuple[str, re.Match[str] | None]]:
    pieces: list[tuple[str, re.Match[str] | None]] = []
    at = 0
    for match in _TOKEN.finditer(text):
        pieces.append((text[at : match.start()], match))
        at = match.end()
    pieces.append((text[at:], None))
    return pieces


def _element(match: re.Match[str]) -> Json:
    if match["user"]:
        return {"type": "user", "user_id": match["user"]}
    if match["channel"]:
        return {"type": "channel", "channel_id": match["channel"]}
    if match["range"]:
        return {"type": "broadcast", "range": match["range"]}
    if match["url"]:
        return {"type": "link", "url": match["url"]}
    return {"type": "emoji", "name": match["emoji"]}

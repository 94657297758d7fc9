"""Mails, forwarded messages and lists of labelled lines that somebody pastes: their parts, before anything is read.

What a person wrote above a mail is their own wish; the mail's headers and the signature beneath it name people,
companies and places, and their dates and numbers mean nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import yaml

_QUOTED: Final = re.compile(r"^[ \t]*(?:(?:>|&gt;)[ \t]?)+", re.MULTILINE)
_LABELLED: Final = re.compile(r"^\W{0,3}([^\W\d][\w .,/()-]{1,34}?)\s*[:=]\s*(\S.*)$")
_REPLIES: Final = re.compile(r"^(?:(?:re|aw|fw|fwd|wg|sv|vs)\s*:\s*)+", re.IGNORECASE)
_FORWARDED: Final = re.compile(
    r"^\W*(?:forwarded message|original message|ursprüngliche nachricht|weitergeleitete nachricht)\W*$",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LEAST_LABELS: Final = 3
_LEAST_HEADERS: Final = 2
_SHORTEST_CLOSING: Final = 2
_LONGEST_GREETING: Final = 50
_A_NAME: Final = 12
_GREETING: Final = re.compile(
    r"(?:dear|hello|hi|hallo|liebe[r]?|guten (?:tag|morgen)|sehr geehrte[r]?|servus|hei|moin)\b[^.?!\d]*,?$",
    re.IGNORECASE,
)

Rules = Mapping[str, Any]


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """The words of registrations, read once per process."""
    text = files("bot.understanding").joinpath("languages", "registering.yaml").read_text(encoding="utf-8")
    loaded: Rules = yaml.safe_load(text)
    return loaded


@dataclass(frozen=True)
class Pasted:
    """The parts of a message.

    Attributes:
        above: what the person wrote before the mail, everything where there is none.
        body: what the mail says between greeting and closing.
        sender: the mail's sender, as its header names it.
        address: the sender's e-mail address.
        subject: of the mail, without "Re:" and the like.
        signature: the lines beneath the closing.
        labelled: values by field, of lines such as "Customer: Acme AG".
    """

    above: str
    body: str = ""
    sender: str = ""
    address: str = ""
    subject: str = ""
    signature: tuple[str, ...] = ()
    labelled: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_letter(self) -> bool:
        """Is there a mail?"""
        return bool(self.body or self.signature)

    @property
    def said(self) -> str:
        """What is to be read as words: the person's own, and the mail's without headers and signature."""
        return "\n".join(filter(None, (self.above, self.body)))


def take_apart(text: str) -> Pasted:
    """The parts of a message; a plain one is all `above`."""
    if "\n" not in text.strip():
        return Pasted(text)
    lines = [line.strip() for line in _QUOTED.sub("", text).splitlines()]
    rules = load_rules()
    labelled = _labelled(lines, rules)
    headers = [n for n, line in enumerate(lines) if _header(line, rules)]
    closing = _closing(lines, rules)
    if len(labelled) >= _LEAST_LABELS and closing is None:
        return Pasted(text, labelled=labelled)
    if len(headers) < _LEAST_HEADERS and closing is None:
        return Pasted(text)
    return _letter(lines, headers, closing, rules)


def _letter(lines: list[str], headers: list[int], closing: int | None, rules: Rules) -> Pasted:
    named = {kind: value for n in headers for kind, value in [_header(lines[n], rules) or ("", "")]}
    starts = headers[0] if len(headers) >= _LEAST_HEADERS else next((n for n, line in enumerate(lines) if not line), 0)
    above = [line for line in lines[:starts] if not _FORWARDED.match(line.strip("-_ "))]
    after = starts if len(headers) < _LEAST_HEADERS else headers[-1] + 1
    end = closing if closing is not None else _unsigned_end(lines, after, named.get("from", ""))
    sender = named.get("from", "")
    found = _ADDRESS.search(sender) or _ADDRESS.search(named.get("address", ""))
    return Pasted(
        "\n".join(filter(None, above)),
        "\n".join(line for line in lines[after:end] if line and not _is_greeting(line)),
        sender=_ADDRESS.sub("", sender).strip(" <>\"'(),"),
        address=found.group().lower() if found else "",
        subject=_REPLIES.sub("", named.get("subject", "")),
        signature=tuple(line for line in lines[end:] if line and not _is_closing(line, rules)),
    )


def _labelled(lines: list[str], rules: Rules) -> dict[str, str]:
    fields = {label: name for name, labels in rules["labels"].items() for label in labels}
    found: dict[str, str] = {}
    for line in lines:
        pair = _LABELLED.match(line)
        name = fields.get(re.sub(r"\s*\(.*\)$", "", pair[1].strip().casefold())) if pair else None
        if pair and name:
            value = pair[2].strip()
            found.setdefault(name, f"{pair[1]}: {value}" if name == "relationship" else value)
    return found


def _header(line: str, rules: Rules) -> tuple[str, str] | None:
    pair = _LABELLED.match(line)
    if pair is None:
        return None
    label = pair[1].strip().casefold()
    for kind, labels in rules["headers"].items():
        if label in labels:
            return ("address" if "mail" in label else kind), pair[2].strip()
    return None


def _closing(lines: list[str], rules: Rules) -> int | None:
    """The line that closes a mail; only with something before and beneath it."""
    found = [n for n, line in enumerate(lines) if _is_closing(line, rules)]
    ends = [n for n in found if n >= _SHORTEST_CLOSING and any(lines[n + 1 :])]
    return ends[-1] if ends else None


def _is_closing(line: str, rules: Rules) -> bool:
    plain = line.strip(" ,.!-").casefold()
    return any(
        plain == words or (plain.startswith(f"{words} ") and len(plain) < len(words) + _A_NAME)
        for words in rules["closings"]
    )


def _unsigned_end(lines: list[str], after: int, sender: str) -> int:
    """Where the sender's name stands alone, in a mail without closing words."""
    words = set(re.findall(r"\w+", _ADDRESS.sub("", sender).casefold()))
    for n in range(len(lines) - 1, after, -1):
        said = set(re.findall(r"\w+", lines[n].casefold()))
        if said and said <= words:
            return n
    return len(lines)


def _is_greeting(line: str) -> bool:
    return len(line) < _LONGEST_GREETING and _GREETING.match(line) is not None

"""Files that somebody dropped, and what takes them up. Takers are listed in `bot.intake`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.tools.results import Asking, Result


@dataclass(frozen=True)
class DroppedFile:
    """A dropped file. It is kept under `upload_key` (see `channel.uploads`); drafts name the key, never the bytes."""

    upload_key: str
    file_name: str
    media_type: str
    content: bytes


class Taker(Protocol):
    """Something that files can be dropped for."""

    def claims(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> bool:
        """Whether these files are for it; `text` are the words that came with them, perhaps none."""
        ...

    def take(self, asking: Asking, files: tuple[DroppedFile, ...], text: str) -> Result:
        """A draft of what the files are for, or a question.

        Raises:
            Refusal: when nothing can be made of them, in words fit to show.
        """
        ...

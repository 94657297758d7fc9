"""What reading a file gives, whatever its format: parts in order, each with its place."""

from dataclasses import dataclass
from typing import Literal

Form = Literal["text", "list", "table", "caption", "notes"]


@dataclass(frozen=True)
class Part:
    """A paragraph, list, table, caption or speaker's note, in reading order.

    Attributes:
        form: what it is.
        text: its words as they stand in the file; a table's rows one per line.
        section: the headings above it, outermost first.
        page: the page, slide or sheet it stands on, counted from 1; none for formats without pages.
        header: a table's header row as a line, to be repeated with every piece of the table.
    """

    form: Form
    text: str
    section: tuple[str, ...] = ()
    page: int | None = None
    header: str = ""


@dataclass(frozen=True)
class ReadDocument:
    """A file's content. `pages` is 1 for formats without pages; `warnings` are sentences fit to show."""

    name: str
    media_type: str
    pages: int
    parts: tuple[Part, ...]
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All words, part by part."""
        return "\n\n".join(part.text for part in self.parts)

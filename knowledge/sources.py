"""Where something stands: a passage with what is needed to cite it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Source:
    """A passage with what is needed to cite it. Page counts from 1; effective and superseded are days."""

    passage: int
    version_id: int
    document: int
    title: str
    version: str
    file_name: str
    page: int | None
    section: str
    form: str
    text: str
    effective_from: date
    superseded_on: date | None
    language: str

    @property
    def heading(self) -> str:
        """The document's title and the headings over the passage."""
        return f"{self.title} {self.section}"

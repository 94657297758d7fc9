"""A row of a file as it is written, and where a file comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Row:
    """The words of a row's filled cells by column name.

    `number` counts as spreadsheets do, from 1; `where` names the row as people find it ("stock.csv, row 4").
    """

    number: int
    values: Mapping[str, str]
    where: str = ""


@dataclass(frozen=True)
class Source:
    """Whose figures these are: kept with each row that is written.

    `system` is short ("file", "x12", "edifact"), `name` the file, `checksum` its SHA-256. `as_of` is the instant (UTC)
    at which the figures were true, none where the file does not say: then it is the instant of loading.
    """

    system: str
    name: str
    checksum: str = field(default="", compare=False)
    as_of: datetime | None = None

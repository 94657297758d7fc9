"""`tierdesk load` and `tierdesk export`: an organisation's own data in and out by files."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from channel.errors import BadInput, NotFound

if TYPE_CHECKING:
    from bot.evaluating.sights import Sights
    from channel.access.viewer import Viewer
    from ingest.loading.faults import RowFault
    from ingest.loading.plan import Counts

SYSTEM = "system"
"""Who loads where the operator's command line itself does, such as the first organisations of a new channel."""
SHOWN = 20
COUNTED = {"added": "new", "changed": "changed", "unchanged": "unchanged", "removed": "deleted"}
Demo = Annotated[bool, typer.Option("--demo", help="In the demo channel, which is forgotten afterwards.")]
As = Annotated[str, typer.Option("--as", metavar="KEY", help="Who: a person's key, or system for the operator.")]


def load(
    area: Annotated[str, typer.Argument(help="Such as stock or price-lists; see docs/loading.md.")] = "",
    file: Annotated[Path | None, typer.Argument(help="CSV, XLSX, X12 or EDIFACT.")] = None,
    *,
    as_: As = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; change nothing.")] = False,
    delete_missing: Annotated[
        bool, typer.Option("--delete-missing", help="Delete kept rows that the file leaves out.")
    ] = False,
    template: Annotated[str, typer.Option(metavar="AREA", help="Write an empty file of this area.")] = "",
    out: Annotated[
        Path | None, typer.Option(help="Where the template goes: .csv or .xlsx; else it is printed.")
    ] = None,
    errors: Annotated[Path | None, typer.Option(help="Write all row errors here, as CSV.")] = None,
    demo: Demo = False,
) -> None:
    """Load an organisation's own data from a file: all of its rows or none, and the same file again changes nothing."""
    if template:
        from ingest.loading.areas import area_of
        from ingest.loading.files import template as empty

        _give(empty(area_of(template), _kind(out)), out)
        return
    if file is None or not as_:
        raise BadInput("I need an area, a file and --as KEY.", "Such as: tierdesk load stock stock.csv --as KEY")
    if not file.is_file():
        raise NotFound(f"There is no file {file}.", "Check the path.")
    with _channel(demo=demo) as sights, _telling() as tell:
        _load(sights, area, file, as_, tell, dry_run=dry_run, delete_missing=delete_missing, errors=errors)


def export(
    area: Annotated[str, typer.Argument(help="Such as stock or price-lists; see docs/loading.md.")],
    *,
    as_: As,
    out: Annotated[Path | None, typer.Option(help="Where it goes: .csv or .xlsx; else it is printed as CSV.")] = None,
    demo: Demo = False,
) -> None:
    """Write what is kept of an area as a file that loads back unchanged."""
    from ingest.loading.areas import area_of
    from ingest.loading.exporting import export as rows_of
    from ingest.loading.files import as_csv, as_workbook

    with _channel(demo=demo) as sights:
        found = area_of(area)
        rows = rows_of(sights.gate, _viewer(sights, as_), found)
        _give(as_csv(found, rows) if _kind(out) == "csv" else as_workbook(found, rows), out)


def _load(
    sights: "Sights",
    area: str,
    file: Path,
    key: str,
    tell: Callable[[int], None],
    *,
    dry_run: bool,
    delete_missing: bool,
    errors: Path | None,
) -> None:
    from ingest.loading import opening
    from ingest.loading.writing import LoadRefused

    began = time.perf_counter()
    viewer = _viewer(sights, key)
    batches = opening.batches_of(file.read_bytes(), file.name, area)
    for note in (note for batch in batches for note in batch.notes):
        typer.echo(note.said())
    if dry_run:
        plans = opening.dry_run(sights.gate, viewer, batches, delete_missing=delete_missing, progress=tell)
        faults = tuple(fault for plan in plans for fault in plan.faults)
        _keep_errors(errors, faults)
        for plan in plans:
            _say(plan.area.name, plan.counts, "would be", began)
        for fault in faults[:SHOWN]:
            typer.echo(fault.words("en"))
        if len(faults) > SHOWN:
            typer.echo(f"… and {len(faults) - SHOWN} more; --errors FILE writes all of them.")
        if faults:
            raise BadInput(f"{len(faults)} errors; this file would not be loaded.", "Correct these rows.")
        return
    try:
        loaded = opening.load(sights.gate, viewer, batches, delete_missing=delete_missing, progress=tell)
    except LoadRefused as refused:
        _keep_errors(errors, refused.faults)
        raise
    for name, counts in loaded.counts.items():
        _say(name, counts, "", began)


def _say(area: str, counts: "Counts", would: str, began: float) -> None:
    seconds = time.perf_counter() - began
    rows = counts.added + counts.changed + counts.unchanged
    said = ", ".join(f"{count:,} {COUNTED[name]}" for name, count in counts.plain().items() if count)
    verb = f"{would} " if would else ""
    typer.echo(
        f"{area}: {rows:,} rows, {verb}{said or 'none'} ({seconds:.1f} s, {rows / max(seconds, 0.001):,.0f} rows/s)"
    )


def _keep_errors(file: Path | None, faults: "tuple[RowFault, ...]") -> None:
    from ingest.loading.files import faults_file

    if file is not None:
        file.write_bytes(faults_file(faults, "en"))


def _kind(out: Path | None) -> Literal["csv", "xlsx"]:
    ending = out.suffix.lower() if out is not None else ".csv"
    if ending not in {".csv", ".xlsx"}:
        raise BadInput(f"I write no {ending} files.", "Choose a name that ends in .csv or .xlsx.")
    return "xlsx" if ending == ".xlsx" else "csv"


def _give(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        out.write_bytes(content)


def _viewer(sights: "Sights", key: str) -> "Viewer":
    from channel.access.identifying import system_viewer, viewer_of
    from channel.access.rights import Right

    if key == SYSTEM:
        return system_viewer("loading", frozenset({Right.LOAD_DATA}))
    if key not in sights.people:
        raise NotFound(f"I know nobody with the key {key}.", "Keys look like company.role.")
    return viewer_of(sights.gate, sights.people[key])


@contextmanager
def _channel(*, demo: bool) -> "Iterator[Sights]":
    from bot.evaluating.sights import opened

    with opened(demo=demo) as sights:
        if sights.demo and not demo:
            raise NotFound(
                "There is no channel database here.",
                "Set TIERDESK_DATA_DIR or TIERDESK_DATABASE_URL, or try it with --demo.",
            )
        yield sights


@contextmanager
def _telling() -> Iterator[Callable[[int], None]]:
    """Tells on a terminal how many rows are done."""
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("Reading …", spinner="line") as status:
        yield lambda rows: status.update(f"{rows:,} rows …")

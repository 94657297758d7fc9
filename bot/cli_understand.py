"""`tierdesk understand`: what the product makes of somebody's words, and why."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from bot.understanding.explaining import Explanation
    from bot.understanding.requests import Request


def understand(
    words: Annotated[str, typer.Argument(help="What somebody writes.")],
    as_: Annotated[str, typer.Option("--as", metavar="KEY", help="Who writes it, such as alpenrock.sales.")],
    thread: Annotated[
        list[str] | None, typer.Option(help="What the same person wrote earlier; repeat it, the oldest first.")
    ] = None,
    *,
    demo: Annotated[bool, typer.Option("--demo", help="In the demo channel, though there is a data folder.")] = False,
    as_json: Annotated[bool, typer.Option("--json/--table", help="Print one JSON object instead of tables.")] = False,
) -> None:
    """Show what words are understood as and why: entities, evidence, slots, thread, question back. Changes nothing."""
    from bot.evaluating.fresh import remembered
    from bot.evaluating.sights import opened
    from bot.understanding.explaining import explain

    with opened(demo=demo) as sights:
        names, now = sights.names_of(as_), sights.now_of(as_)
        if sights.demo and not demo:
            sys.stderr.write("There is no data folder here: this is the demo channel.\n")
    explanation = explain(words, remembered(thread or [], names, now), names, now)
    if as_json:
        typer.echo(json.dumps(explanation.plain(), ensure_ascii=False, default=str))
    else:
        _print(explanation)


def understanding(
    file: Path,
    out: Annotated[Path | None, typer.Option(help="Write a JSON line per input line here.")] = None,
    failures: Annotated[int, typer.Option(help="Show this many lines that were not understood as expected.")] = 0,
    *,
    as_json: Annotated[bool, typer.Option("--json/--table", help="Print one JSON object as the last line.")] = False,
) -> None:
    """Understand lines of the demo channel and compare with what they expect, without answering them."""
    from bot.evaluating.fresh import run

    result = run(file, out, failures)
    if as_json:
        typer.echo(json.dumps(result))


def _print(explanation: "Explanation") -> None:
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    console.print(explanation.text, style="bold")
    requests = explanation.understanding.requests
    for number, request in enumerate(requests, 1):
        of = f" {number} of {len(requests)}" if len(requests) > 1 else ""
        console.print(f"\nUnderstood{of}: {request.capability} ({request.language})")
        console.print(_request_table(request))
    console.print("\nEntities" if explanation.entities else "\nNo entities were found.")
    if explanation.entities:
        table = _table("typed", "kind", "taken for", "recognised by")
        for entity in explanation.entities:
            table.add_row(entity.typed, entity.kind, entity.value, entity.origin)
        console.print(table)
    if explanation.corrected:
        console.print("Read as: " + ", ".join(f"{typed} → {taken}" for typed, taken in explanation.corrected))
    if explanation.unknown:
        console.print("Unknown words: " + ", ".join(explanation.unknown))
    console.print("\nEvidence of the whole message" if explanation.considered else "\nNo words speak for anything.")
    if explanation.considered:
        table = _table("capability", "points", "because of")
        for weighed in explanation.considered:
            table.add_row(weighed.capability, f"{weighed.points:g}", ", ".join(weighed.reasons))
        console.print(table)
    if explanation.earlier:
        console.print("\nThread")
        table = _table("earlier", "was", "with")
        for request in explanation.earlier:
            table.add_row(request.text, str(request.capability), _slots(request))
        console.print(table)


def _table(*headings: str) -> "Table":
    from rich.table import Table

    return Table(*headings, box=None, pad_edge=False, padding=(0, 2, 0, 0))


def _slots(request: "Request") -> str:
    return ", ".join(f"{name} {value}" for name, value in request.slots.record().items())


def _request_table(request: "Request") -> "Table":
    table = _table("", "")
    table.show_header = False
    table.add_row("why", "; ".join(request.reasons) or "nothing else fits")
    for name, value in request.slots.record().items():
        table.add_row(name, ", ".join(map(str, value)) if isinstance(value, list) else str(value))
    if request.slots.aspects:
        table.add_row("about", ", ".join(request.slots.aspects))
    for typed, taken in request.resolved:
        table.add_row("taken for", f"{typed} → {taken}")
    if request.clarification:
        choices = " / ".join(choice.label for choice in request.clarification.choices)
        table.add_row("asks back", f"{request.clarification.question}: {choices or 'in own words'}")
    return table

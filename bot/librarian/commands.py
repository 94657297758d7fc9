"""`tierdesk knowledge …`: the library looked at, asked, checked and made anew, while Tierdesk is stopped."""

import json
from dataclasses import asdict
from typing import Annotated, Any

import typer

knowledge = typer.Typer(
    help="Look at the documents and keep their index, while Tierdesk is stopped.", no_args_is_help=True
)

OfDemo = Annotated[bool, typer.Option("--demo", help="The demo channel, freshly loaded, instead of the data folder.")]
AsJson = Annotated[bool, typer.Option("--json/--table", help="Print one JSON object instead of tables.")]
As = Annotated[str, typer.Option("--as", metavar="KEY", help="In the sight of this person, such as alpenrock.sales.")]


@knowledge.command("list")
def list_documents(as_: As = "", demo: OfDemo = False, as_json: AsJson = False) -> None:
    """List the documents with their versions, readers and states."""
    from bot.librarian.opening import opened
    from bot.librarian.tables import console, versions_table
    from knowledge.browsing import shelved

    with opened(demo=demo) as place:
        viewer, findable = place.viewer(as_), place.library.findable()
        with place.gate.viewing(viewer) as session:
            versions = shelved(session, place.gate.now(), findable)
        if as_json:
            _print({"versions": [asdict(version) for version in versions]})
            return
        console().print(versions_table(versions, place.zone))
        console().print(f"{len(versions)} versions, {sum(v.passages for v in versions):,} passages")


@knowledge.command()
def show(
    document: Annotated[str, typer.Argument(help="A document's key or title.")],
    as_: As = "",
    full: Annotated[bool, typer.Option("--full", help="Print passages in full.")] = False,
    demo: OfDemo = False,
    as_json: AsJson = False,
) -> None:
    """Show a document: versions, to whom they are given, flags, and the passages of the last version."""
    from bot.librarian.opening import opened
    from bot.librarian.tables import console, document_view
    from knowledge.browsing import passages_of, shelved

    with opened(demo=demo) as place:
        viewer, findable = place.viewer(as_), place.library.findable()
        with place.gate.viewing(viewer) as session:
            versions = shelved(session, place.gate.now(), findable, document)
            passages = passages_of(session, versions[-1].version_id)
        if as_json:
            _print({"versions": [asdict(v) for v in versions], "passages": [asdict(p) for p in passages]})
            return
        console().print(document_view(versions, passages, place.zone, full=full))


@knowledge.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question in English or German.")],
    as_: Annotated[str, typer.Option("--as", metavar="KEY", help="Who asks, such as alpenrock.sales.")],
    demo: OfDemo = False,
    as_json: AsJson = False,
) -> None:
    """Answer a question as a person would get it, with sources and scores."""
    from bot.librarian.opening import opened
    from bot.librarian.tables import answer_view, console

    with opened(demo=demo) as place:
        viewer = place.viewer(as_)
        answer = place.library.answer(viewer, question, place.gate.now())
        nearest = place.library.find(viewer, question, place.gate.now(), limit=5)
        if as_json:
            _print({"answer": asdict(answer), "nearest": [asdict(found) for found in nearest]})
            return
        console().print(answer_view(answer, nearest))


@knowledge.command()
def verify(demo: OfDemo = False, as_json: AsJson = False) -> None:
    """Compare the index with the database; exit status 1 when they differ."""
    from bot.librarian.opening import opened
    from bot.librarian.tables import console, verified_view

    with opened(demo=demo) as place:
        verified = place.library.verify()
        if as_json:
            _print({**asdict(verified), "is_right": verified.is_right})
        else:
            console().print(verified_view(verified))
        if not verified.is_right:
            raise typer.Exit(1)


@knowledge.command()
def rebuild(demo: OfDemo = False, as_json: AsJson = False) -> None:
    """Make the index anew from the database. The old one stays in place until the new one is complete."""
    from rich.progress import Progress

    from bot.librarian.opening import opened
    from bot.librarian.tables import console

    with opened(demo=demo) as place:
        errors = console(errors=True)
        with Progress(console=errors, disable=not errors.is_terminal) as progress:
            task = progress.add_task("Indexing", total=place.library.size())
            done = place.library.rebuild(lambda some: progress.advance(task, some))
        if as_json:
            _print({"passages": done})
        else:
            console().print(f"{done:,} passages are indexed.")


def _print(value: dict[str, Any]) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))

"""The command line. Each command imports what it needs when it runs, so that `--help` answers at once."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli_load import export, load
from bot.cli_understand import understand, understanding
from bot.librarian.commands import knowledge
from channel.errors import Refusal

app = typer.Typer(
    name="tierdesk",
    help="Tierdesk: partner enablement for two-tier distribution, in Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
evaluate = typer.Typer(help="Measure the product on files of questions, texts or documents.", no_args_is_help=True)
app.add_typer(evaluate, name="eval")
app.add_typer(knowledge, name="knowledge")
app.command()(understand)
app.command()(load)
app.command()(export)
evaluate.command()(understanding)

Out = Annotated[Path | None, typer.Option(help="Write a JSON line per input line here.")]
AsJson = Annotated[bool, typer.Option("--json/--table", help="Print one JSON object as the last line.")]


@app.command()
def play(
    port: Annotated[int, typer.Option(help="Port of the page, on this machine only.")] = 8065,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Open the playground: a local Slack with the demo channel in it. No Slack, no keys."""
    from bot.playground.demo import play as run

    run(port=port, open_browser=browser)


@app.command()
def serve() -> None:
    """Serve real Slack workspaces, as configured by the environment or .env."""
    from bot.server import serve as run

    run()


@app.command()
def manifest() -> None:
    """Print the app manifest to paste into Slack's app page."""
    from bot.manifest import manifest_text

    typer.echo(manifest_text())


@evaluate.command()
def utterances(file: Path, out: Out = None, as_json: AsJson = False) -> None:
    """Play turns of a conversation in the demo world and record the replies."""
    from bot.evaluating.utterances import run

    _report(run(file, out), as_json)


@evaluate.command()
def retrieval(
    docs: Annotated[Path, typer.Option(help="Folder of documents.")],
    questions: Annotated[Path, typer.Option(help="JSON lines with id, question and perhaps gold.")],
    where: Annotated[str, typer.Option(help="Keep the lines whose field has this value: field=value.")] = "",
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Ask questions over a folder of documents."""
    from bot.evaluating.retrieval import run

    _report(run(docs, questions, where, out), as_json)


@evaluate.command()
def files(folder: Path, out: Out = None, as_json: AsJson = False) -> None:
    """Read a folder of office files."""
    from bot.evaluating.files import run

    _report(run(folder, out), as_json)


@evaluate.command()
def customers(file: Path, out: Out = None, as_json: AsJson = False) -> None:
    """Decide whether pairs of organisations are the same customer."""
    from bot.evaluating.customers import run

    _report(run(file, out), as_json)


@evaluate.command()
def drafts(
    file: Path,
    out: Out = None,
    failures: Annotated[int, typer.Option(help="Show this many drafts with fields that are not as expected.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Turn sentences and mails into drafts of registrations and compare their fields."""
    from bot.evaluating.drafts import run

    _report(run(file, out, failures), as_json)


@evaluate.command()
def rivals(
    pairs: Annotated[int, typer.Option(help="How many customers two resellers register at the same moment.")] = 500,
    database: Annotated[str | None, typer.Option(help="URL of an empty database; an SQLite file by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Let two processes confirm rival registrations at once; exactly one of each pair is first."""
    from bot.evaluating.rivals import run

    _report(run(pairs, database), as_json)


@evaluate.command()
def draws(
    rounds: Annotated[int, typer.Option(help="How often two processes load an order at the same moment.")] = 100,
    database: Annotated[str | None, typer.Option(help="URL of an empty database; an SQLite file by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Let two processes load orders for one registered price at once; never more is drawn than was approved."""
    from bot.evaluating.draws import run

    _report(run(rounds, database), as_json)


@evaluate.command()
def strangers(
    pairs: Annotated[int, typer.Option(help="How many customers are lived with a rival and without.")] = 1_000,
    seed: Annotated[int, typer.Option(help="Of the random customers.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Compare text, blocks and statements of who registers a held customer with those of who registers a free one."""
    from bot.evaluating.strangers import run

    _report(run(pairs, seed), as_json)


@evaluate.command()
def injections(file: Path, out: Out = None, as_json: AsJson = False) -> None:
    """Find texts that try to steer an assistant among harmless ones."""
    from bot.evaluating.injections import run

    _report(run(file, out), as_json)


@app.command()
def bench(
    passages: Annotated[int, typer.Option(help="How many passages the library holds.")] = 50_000,
    questions: Annotated[int, typer.Option(help="How many questions of each kind are asked.")] = 100,
    concurrency: Annotated[int, typer.Option(help="How many people ask at once.")] = 1,
    load: Annotated[int | None, typer.Option(help="Only load so many price rows, and measure that.")] = None,
    capabilities: Annotated[Path | None, typer.Option(help="Only play these lines, capability by capability.")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure start-up, memory, ingest, answers, acknowledgements and registrations on this machine."""
    if capabilities is not None:
        from bot.evaluating.bench_capabilities import run as play_lines

        _report(play_lines(capabilities), as_json)
        return
    if load is not None:
        from bot.evaluating.bench_rows import run as load_rows

        _report(load_rows(load), as_json)
        return
    from bot.evaluating.bench import run

    _report(run(passages, questions, concurrency), as_json)


def _report(result: dict[str, Any], as_json: bool) -> None:  # noqa: FBT001 - the option's own value
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False, default=str))


def main(run: Callable[[], None] = app) -> None:
    """Run the command line; a refusal is one or two sentences on standard error and exit status 2."""
    try:
        run()
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.message}\n{refusal.next_step}\n".rstrip("\n") + "\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)

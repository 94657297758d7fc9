"""Puts the parts together; each can be replaced by handing in another one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.agent import Chooser, Decide, by_rules
from bot.changes import CHANGES, TOPICS
from bot.delivery import Delivery, Tokens
from bot.identity import Identity
from bot.intake import Intake
from bot.parts import Parts
from bot.settings import Settings, Use
from bot.workflows.announcing import WORK as ANNOUNCE
from bot.workflows.announcing import Announcing
from bot.workflows.answering import Answering, Witness, unwitnessed
from bot.workflows.confirming import Confirming
from bot.workflows.deadlines import Deadlines
from bot.workflows.notifying import Notifying
from bot.workflows.paging import Paging
from bot.workflows.pricing import WORK as PRICES
from bot.workflows.pricing import Pricing
from bot.workflows.reminding import Reminding
from bot.workflows.runtime import Runtime, run_on
from bot.workflows.taking import Taking
from channel import migrations
from channel.access.gate import Gate
from channel.clock import Clock, SystemClock
from channel.database import open_engine
from channel.errors import BadSetting
from ingest.pictures import Pictures
from ingest.reading import Reading
from knowledge.library import Library
from knowledge.writing import Write, Writer, chat_model, unwritten


@dataclass(frozen=True)
class OneToken:
    """The bot token of the one workspace that an installation by environment variables serves."""

    value: str

    def token(self, team: str) -> str:  # noqa: ARG002 - one for every team
        """The token."""
        return self.value


def tokens_of(settings: Settings) -> Tokens:
    """The tokens that the settings name.

    Raises:
        BadSetting: when there is none.
    """
    if settings.slack_bot_token is None:
        raise BadSetting(
            "SLACK_BOT_TOKEN is not set, so I cannot speak to Slack.",
            "Copy the bot token (xoxb-…) from your Slack app's page, or try `tierdesk play`, which needs none.",
        )
    return OneToken(settings.slack_bot_token.get_secret_value())


def prepare_folder(path: Path) -> None:
    """Make the data folder.

    Raises:
        BadSetting: when it cannot be made or written to.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe = path / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BadSetting(
            f"The data folder {path} cannot be used: {error.strerror}.",
            "Set TIERDESK_DATA_DIR to a folder I may write to.",
        ) from error


def _upgrade(engine: Engine) -> None:
    try:
        migrations.upgrade(engine)
    except DBAPIError as error:
        raise BadSetting(
            f"The channel database {engine.url.render_as_string(hide_password=True)} cannot be used: {error.orig}.",
            "Start its server or restore it, or set TIERDESK_DATABASE_URL to the right one.",
        ) from error


def write_of(settings: Settings) -> Write:
    """What puts answers into words: the chat model that the settings name, or nothing.

    Raises:
        BadSetting: when the chat model cannot be used.
    """
    if not settings.chat_model:
        return unwritten
    return Writer(chat_model(settings.chat_model, settings.chat_seconds), settings.chat_seconds).write


def decide_of(settings: Settings) -> Decide:
    """What decides where the rules are unsure: the chat model that the settings name, or the rules all the same.

    Raises:
        BadSetting: when the chat model cannot be used.
    """
    if not settings.chat_model or settings.agent is Use.NEVER:
        return by_rules
    model = chat_model(settings.chat_model, settings.agent_seconds)
    from bot.agent_loop import Agent

    return Chooser(Agent(model), settings.agent_seconds, settings.agent).decide


def compose(
    settings: Settings,
    *,
    tokens: Tokens,
    clock: Clock | None = None,
    library: Callable[[Gate, Path], Library] = Library,
    point: Callable[[str], None] = run_on,
    witness: Witness = unwitnessed,
    write: Write | None = None,
    decide: Decide | None = None,
) -> Parts:
    """Open the databases (brought to the newest version), and put the parts on top of each other.

    Raises:
        BadSetting: when a setting cannot be used, or a database is newer than this program.
    """
    prepare_folder(settings.data_dir)
    write, decide = write or write_of(settings), decide or decide_of(settings)
    clock = clock or SystemClock()
    engine = open_engine(settings.channel_database)
    _upgrade(engine)
    gate = Gate(engine, clock)
    shelf = library(gate, settings.data_dir / "knowledge")
    identity = Identity(gate, settings.timezone)
    delivery = Delivery(tokens, settings.slack_api_url, point)
    runtime = Runtime(settings.engine_database, settings.executor_id, point)
    reminding = Reminding(gate, clock)
    unhurried = Delivery(tokens, settings.slack_api_url, point, waits=False)
    announcing = Announcing(point, gate, clock, identity, unhurried)
    notifying = Notifying(runtime, gate, clock, identity, delivery, TOPICS, reminding.hold, announcing.due)
    deadlines = Deadlines(runtime, gate, clock, notifying, reminding.perform, reminding.plan)
    confirming = Confirming(runtime, gate, identity, delivery, notifying, deadlines, CHANGES, shelf)
    reading, pictures = Reading(), Pictures()
    intake = Intake(gate, delivery)
    taking = Taking(intake, delivery)
    answering = Answering(
        runtime, gate, clock, shelf, reading, identity, delivery, confirming, taking, witness, write, decide
    )
    runtime.register("answer", answering.answer)
    runtime.register("confirm", confirming.confirm)
    runtime.register("notify", notifying.notify, awaited=False)
    runtime.register("send", notifying.send, awaited=False)
    runtime.register(ANNOUNCE, announcing.send, awaited=False)
    runtime.register("look", deadlines.look_now, awaited=False)
    runtime.register("deadline", deadlines.run, awaited=False)
    runtime.register(PRICES, Pricing(gate, clock, shelf, reading, identity, delivery).work)
    runtime.register("page", Paging(gate, identity, delivery, pictures).send)
    return Parts(
        settings,
        clock,
        engine,
        gate,
        shelf,
        identity,
        delivery,
        runtime,
        notifying,
        confirming,
        answering,
        deadlines,
        reading,
        pictures,
    )

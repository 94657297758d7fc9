"""The slash command: `/tierdesk help`, or any question; answered in the person's own conversation with the app."""

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.parts import Parts
from bot.places import Place
from bot.workflows.answering import Heard

COMMAND = "/tierdesk"
ELSEWHERE = "I answer you in our direct conversation, so that nobody else reads it. | Ich antworte Ihnen direkt."


def register(app: App, parts: Parts) -> None:
    """Write the command down, then acknowledge it."""

    @app.command(COMMAND)
    def ask(ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        team = str(context.team_id)
        direct = parts.delivery.direct(team, command["user_id"])
        heard = Heard(
            place=Place(team, direct, None, shared=False),
            speaker_team=command["team_id"],
            user=command["user_id"],
            text=command.get("text", "").strip() or "help",
            pressed=True,
        )
        parts.runtime.start("answer", f"command:{command['trigger_id']}", heard.plain())
        if command["channel_id"] == direct:
            ack()
        else:
            ack(response_type="ephemeral", text=ELSEWHERE)

"""The app's Home and the prompts in its Messages tab."""

from typing import Any

from slack_bolt import App, BoltContext

from bot import homepage
from bot.parts import Parts

Body = dict[str, Any]


def register(app: App, parts: Parts) -> None:
    """Publish Home when it is opened, and pin prompts when the conversation is."""

    @app.event("app_home_opened")
    def opened(event: Body, context: BoltContext) -> None:
        team = str(context.team_id)
        speaker = parts.identity.speaker(event.get("user_team") or team, event["user"])
        client = parts.delivery.client(team)
        if event.get("tab") == "home":
            client.views_publish(user_id=event["user"], view=homepage.view_for(parts, speaker))
        else:
            client.assistant_threads_setSuggestedPrompts(
                channel_id=event["channel"], **homepage.prompts_for(parts, speaker)
            )

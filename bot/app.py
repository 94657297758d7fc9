"""The Bolt app: every listener, on the parts."""

import threading
from typing import Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.listeners import buttons, commands, home, messages, modals, shortcuts
from bot.parts import Parts


class Authorising:
    """Bolt's question who we are in a team, asked from Slack once per team."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._known: dict[str, AuthorizeResult] = {}
        self._lock = threading.Lock()

    def ask(self, team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
        """The bot's identity in a team."""
        team = team_id or enterprise_id or ""
        with self._lock:
            if team not in self._known:
                web = self._parts.delivery.client(team)
                self._known[team] = AuthorizeResult.from_auth_test_response(
                    auth_test_response=web.auth_test(), bot_token=web.token
                )
            return self._known[team]


def build_app(parts: Parts) -> App:
    """The app with all its listeners; it speaks to `settings.slack_api_url`."""
    secret = parts.settings.slack_signing_secret
    options: dict[str, Any] = {}
    if secret is None:
        options = {"request_verification_enabled": False}
    app = App(
        name="tierdesk",
        signing_secret=secret.get_secret_value() if secret else None,
        authorize=Authorising(parts).ask,
        client=WebClient(base_url=parts.settings.slack_api_url),
        **options,
    )
    for listeners in (messages, commands, buttons, modals, shortcuts, home):
        listeners.register(app, parts)
    return app

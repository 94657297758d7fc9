"""The Bolt app: every listener, on the parts."""

import threading
from collections.abc import Callable
from typing import Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.listeners import (
    announcements,
    buttons,
    commands,
    corrections,
    deals,
    deciding,
    home,
    linking,
    loading,
    messages,
    modals,
    onboarding,
    price_lists,
    publishing,
    requests,
    shortcuts,
    sources,
)
from bot.parts import Parts


def authorising(parts: Parts) -> Callable[[str | None, str | None], AuthorizeResult]:
    """Bolt's question who we are in a team, asked from Slack once per team."""
    known: dict[str, AuthorizeResult] = {}
    lock = threading.Lock()

    def authorise(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
        team = team_id or enterprise_id or ""
        with lock:
            if team not in known:
                web = parts.delivery.client(team)
                known[team] = AuthorizeResult.from_auth_test_response(
                    auth_test_response=web.auth_test(), bot_token=web.token
                )
            return known[team]

    return authorise


def build_app(parts: Parts) -> App:
    """The app with all its listeners; it speaks to `settings.slack_api_url`."""
    secret = parts.settings.slack_signing_secret
    options: dict[str, Any] = {}
    if secret is None:
        options = {"request_verification_enabled": False}
    app = App(
        name="tierdesk",
        signing_secret=secret.get_secret_value() if secret else None,
        authorize=authorising(parts),
        client=WebClient(base_url=parts.settings.slack_api_url),
        **options,
    )
    special = (messages, commands, sources, corrections, publishing, price_lists, loading, requests, deals, linking)
    for listeners in (*special, deciding, onboarding, announcements, buttons, modals, shortcuts, home):
        listeners.register(app, parts)
    return app

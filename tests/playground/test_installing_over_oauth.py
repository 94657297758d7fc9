from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator

from bot.playground import people
from bot.playground.manifest import Manifest
from bot.playground.server import Playground
from bot.playground.web_api.oauth import CLIENT_ID, CLIENT_SECRET
from channel.clock import MovableClock

BACK = "https://tierdesk.example/slack/oauth_redirect"


@pytest.fixture
def rotating(world: people.World, clock: MovableClock) -> Iterator[Playground]:
    running = Playground(world, clock, manifest=Manifest(token_rotation=True))
    running.start()
    yield running
    running.stop()


def agreed(playground: Playground, person: str) -> dict[str, list[str]]:
    """The query with which a person comes back after agreeing."""
    generator = AuthorizeUrlGenerator(
        client_id=CLIENT_ID,
        scopes=["chat:write"],
        redirect_uri=BACK,
        authorization_url=f"{playground.url}/oauth/v2/authorize",
    )
    address = f"{generator.generate(state='s-1')}&as={person}"
    answer = httpx.get(address, trust_env=False)
    return parse_qs(urlsplit(answer.headers["location"]).query)


def test_a_person_installs_the_app_again_in_their_workspace(playground: Playground, alpenrock: WebClient) -> None:
    alpenrock.auth_revoke()
    with pytest.raises(SlackApiError, match="token_revoked"):
        alpenrock.auth_test()

    query = agreed(playground, "UALPENROCKOWNER")
    granted = WebClient(base_url=playground.api_url).oauth_v2_access(
        client_id=CLIENT_ID, client_secret=CLIENT_SECRET, code=query["code"][0], redirect_uri=BACK
    )

    assert query["state"] == ["s-1"]
    assert (granted["team"]["id"], granted["bot_user_id"]) == ("TALPENROCK", "UBOTALPENROCK")
    assert WebClient(base_url=playground.api_url, token=granted["access_token"]).auth_test()["team_id"] == "TALPENROCK"
    events = [entry.name for entry in playground.journal.since(0, "event")]
    assert events == ["tokens_revoked"]


def test_a_code_is_good_once_and_with_the_secret_only(playground: Playground) -> None:
    web = WebClient(base_url=playground.api_url)
    code = agreed(playground, "UALPENROCKOWNER")["code"][0]

    with pytest.raises(SlackApiError, match="bad_client_secret"):
        web.oauth_v2_access(client_id=CLIENT_ID, client_secret="guess", code=code)
    web.oauth_v2_access(client_id=CLIENT_ID, client_secret=CLIENT_SECRET, code=code)
    with pytest.raises(SlackApiError, match="invalid_code"):
        web.oauth_v2_access(client_id=CLIENT_ID, client_secret=CLIENT_SECRET, code=code)


def test_rotated_tokens_live_for_twelve_hours_and_are_renewed(rotating: Playground) -> None:
    web = WebClient(base_url=rotating.api_url)
    code = agreed(rotating, "UALPENROCKOWNER")["code"][0]
    first = web.oauth_v2_access(client_id=CLIENT_ID, client_secret=CLIENT_SECRET, code=code)
    rotating.clockwork.advance(hours=13)
    with pytest.raises(SlackApiError, match="token_expired"):
        web.auth_test(token=first["access_token"])

    second = web.oauth_v2_access(
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        grant_type="refresh_token",
        refresh_token=first["refresh_token"],
    )

    assert second["expires_in"] == 12 * 3600
    assert web.auth_test(token=second["access_token"])["team_id"] == "TALPENROCK"


def test_one_chooses_who_agrees(playground: Playground) -> None:
    page = httpx.get(f"{playground.url}/oauth/v2/authorize", params={"client_id": CLIENT_ID}, trust_env=False)

    assert "Katrin Vogel, Northwall Networks" in page.text


def test_pages_from_elsewhere_are_turned_away(playground: Playground) -> None:
    body = {"as": "UALPENROCKSALES"}
    answers = [
        httpx.post(f"{playground.url}/play/api/reset", json=body, headers=headers, trust_env=False).status_code
        for headers in ({"origin": "https://evil.example"}, {"host": "evil.example"}, {"origin": playground.url})
    ]

    assert answers == [403, 403, 200]

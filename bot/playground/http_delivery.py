"""HTTP delivery: signed requests to the app's address."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import httpx

from bot.playground.outbox import Answer, Delivery
from bot.playground.shapes import Json

SIGNING_SECRET = "play-signing-secret"  # noqa: S105 - a secret of the playground


class HttpDelivery:
    """Posts events, interactions and commands to `request_url`, signed with v0.

    The signature's time is the machine's, because apps compare it with theirs.
    """

    def __init__(self, request_url: str) -> None:
        self._url = request_url
        self._client = httpx.AsyncClient(trust_env=False)

    def reachable(self) -> bool:
        """Always: whether the app is there shows when it is called."""
        return True

    async def ready(self) -> None:
        """Nothing to wait for."""

    async def verify(self, challenge: str) -> bool:
        """The url_verification handshake: whether the app answered with the challenge."""
        body = json.dumps({"token": "playground", "challenge": challenge, "type": "url_verification"})
        try:
            answer = await self._post(body, "application/json", {}, 3.0)
        except httpx.HTTPError:
            return False
        return challenge in answer.text

    async def attempt(self, delivery: Delivery, seconds: float) -> Answer:
        """Post once; any 2xx within `seconds` acknowledges."""
        headers = {}
        if delivery.attempt:
            headers = {"x-slack-retry-num": str(delivery.attempt), "x-slack-retry-reason": delivery.reason}
        body, kind = _encoded(delivery)
        try:
            answer = await self._post(body, kind, headers, seconds)
        except httpx.TimeoutException:
            return Answer(ok=False, reason="http_timeout")
        except httpx.HTTPError:
            return Answer(ok=False, reason="connection_failed")
        if not answer.is_success:
            return Answer(ok=False, reason="http_error", status=answer.status_code)
        return Answer(ok=True, payload=_payload(answer), status=answer.status_code)

    async def close(self) -> None:
        """Give up the connections."""
        await self._client.aclose()

    async def _post(self, body: str, kind: str, headers: dict[str, str], seconds: float) -> httpx.Response:
        stamp = str(int(time.time()))
        signature = hmac.new(SIGNING_SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
        signed = {
            "content-type": kind,
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": f"v0={signature.hexdigest()}",
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }
        return await self._client.post(self._url, content=body.encode(), headers=signed | headers, timeout=seconds)


def _encoded(delivery: Delivery) -> tuple[str, str]:
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload), "application/json"
    form = delivery.payload if delivery.kind == "slash_commands" else {"payload": json.dumps(delivery.payload)}
    return urlencode(form), "application/x-www-form-urlencoded"


def _payload(answer: httpx.Response) -> Json:
    if not answer.text.strip():
        return {}
    if "json" in answer.headers.get("content-type", ""):
        said = answer.json()
        return said if isinstance(said, dict) else {}
    return {"text": answer.text}

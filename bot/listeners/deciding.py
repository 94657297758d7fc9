"""The forms beside a decision: a question to the reseller, its answer, an approval with other terms."""

import json
import re
from typing import Any, Final

from slack_bolt import Ack, App, BoltContext

from bot.listeners.presses import Body, asking_at
from bot.listeners.sent_forms import origin_of, show
from bot.parts import Parts
from bot.screens.deciding import DECIDING_FORM, deciding_form
from bot.screens.form_parts import View, typed
from bot.tools import deal_deciding
from bot.tools.deal_decisions import granting
from bot.tools.results import Asking, Result
from channel.deals import reading
from channel.errors import BadInput, Refusal

PRICE_LINE: Final = re.compile(r"^\s*(?P<mpn>[\w-]+)\s*[:=]?\s+(?P<amount>\d[\d.,']*)\s*$")
UNIT_LINE: Final = re.compile(r"^\s*(?P<count>\d{1,6})\s*[x×]?\s+(?P<mpn>[\w-]+)\s*$")


def register(app: App, parts: Parts) -> None:
    """Turn what was sent into a draft; acknowledge with what cannot be read."""

    @app.view(DECIDING_FORM)
    def sent(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        kept = json.loads(view["private_metadata"])
        place, replaced = origin_of(kept["origin"], parts, context)
        asking = asking_at(place, parts, body, context)
        try:
            result = _result(asking, kept["number"], kept["kind"], typed(view["state"]["values"]))
        except Refusal as refusal:
            ack(response_action="errors", errors={deal_deciding.FIELDS[kept["kind"]]: refusal.line(asking.language)})
            return
        ack()
        show(parts, view, place, replaced, result, asking)


def opened(asking: Asking, number: str, kind: str, origin: str) -> View:
    """The form of a kind.

    Raises:
        NotFound: if the registration is not in sight.
    """
    with asking.gate.viewing(asking.person) as session:
        view = reading.registration(session, number, asking.now)
    return deciding_form(view, kind, origin, asking.language)


def _result(asking: Asking, number: str, kind: str, fields: dict[str, str]) -> Result:
    if kind == "ask":
        return deal_deciding.asked(asking, number, fields["words"])
    if kind == "answer":
        return deal_deciding.answered(asking, number, fields["words"])
    with asking.gate.viewing(asking.person) as session:
        view = reading.registration(session, number, asking.now)
    asked = {line.mpn: line.quantity for line in view.lines}
    units = {found["mpn"].upper(): int(found["count"]) for found in _read(asking, fields.get("lines", ""), UNIT_LINE)}
    said: dict[str, Any] = {
        "units": {mpn: count for mpn, count in units.items() if asked.get(mpn) != count},
        "prices": {
            found["mpn"].upper(): str(deal_deciding.amount_of(found["amount"]))
            for found in _read(asking, fields.get("prices", ""), PRICE_LINE)
        },
        "until": fields.get("until", ""),
    }
    return granting(asking, view, {name: value for name, value in said.items() if value})


def _read(asking: Asking, text: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    found = []
    for line in filter(str.strip, text.splitlines()):
        match = pattern.match(line)
        if match is None:
            german = asking.language == "de"
            raise BadInput(
                f"„{line.strip()}“ kann ich nicht lesen." if german else f"I cannot read “{line.strip()}”.",
                "Je Zeile eines, etwa: NW-FW120 1050" if german else "Write one per line, such as: NW-FW120 1050",
            )
        found.append(match)
    return found

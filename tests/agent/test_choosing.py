"""Where the rules are unsure, a chat model chooses the look-ups; what is shown is drawn as ever."""

from __future__ import annotations

import json

from calling_models import once

from bot.playground.demo import Demo

UNCLEAR = "Bonjour, combien coûte NW-FW60 pour 5 ?"
CLEAR = "price for 5 NW-FW60"


def test_what_the_model_picks_is_answered_as_if_it_had_been_asked_plainly(demo: Demo, switched) -> None:  # type: ignore[no-untyped-def]
    switched.script = once(("price_quote", {"mpns": ["NW-FW60"], "quantities": [5]}))
    chosen = demo.driver.ask("alpenrock.sales", "dm", UNCLEAR)
    assert switched.shown
    demo.reset()
    plain = demo.driver.ask("alpenrock.sales", "dm", CLEAR)
    print(chosen.text)
    print(plain.text)
    assert chosen.text == plain.text
    assert len(switched.shown) == 2

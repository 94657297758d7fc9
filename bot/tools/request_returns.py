"""Returns and replacements: by serial number or from an order, of what was shipped to the asker's own company."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy.orm import Session

from bot.tools import documents
from bot.tools.asked import ProductArguments, asker, today
from bot.tools.documents import DocumentArguments
from bot.tools.questions import Choice, clarify, in_words
from bot.tools.request_drafting import ASKS_RULES, Note, Prepared, draft, organisation_of, own_words, rule_for
from bot.tools.results import Asking, Result
from channel import request_grounds as grounds
from channel.errors import NotFound, NotPossible
from channel.request_facts import Fact
from channel.request_grounds import Shipped, SoldTo
from channel.requests import RETURN

REASONS: Final = {
    "dead_on_arrival": r"\bdoa\b|dead on arrival|arrived dead|(?:arrived|came) (?:broken|faulty|defective)"
    r"|(?:kaputt|defekt|tot) (?:an|angekommen|geliefert)|(?:kam|kamen) (?:\w+ ){0,2}(?:kaputt|defekt|tot)",
    "damaged": r"damag|smash|crush|dent(?:ed|s)?\b|transport|beschädigt|zerdrückt|eingedrückt|zerbrochen",
    "wrong_item": r"wrong (?:\w+ )?(?:item|goods|part|product|unit|delivery|one|model)|not what we ordered"
    r"|falsch(?:e[rsnm]?)? (?:\w+ )?(?:ware|artikel|gerät|teil|lieferung|geliefert)|falschlieferung|falsch geliefert",
    "not_needed": r"unopened|un-?used|not needed|no longer need|don'?t need|too many|surplus|over-?ordered|sealed"
    r"|ungeöffnet|unbenutzt|nicht (?:mehr )?(?:gebraucht|benötigt)|zu viel|überzählig|storniert|cancelled the project",
    "defective": r"\bdead\b|\bdied\b|broken|defect|faulty|fail|won'?t|doesn'?t|does not|will not|not boot|no power"
    r"|reboot"
    r"|crash|brick|smok|burn|noise|noisy|stopped|kaputt|defekt|\btot\b|startet nicht|geht nicht|ausgefallen"
    r"|bootet nicht|lärm"
    r"|laut\b|raucht|funktioniert nicht|hängt|\bhin\b",
}
"""Why something goes back, by the words that say so; the first that fits."""
BROKEN: Final = frozenset({"dead_on_arrival", "defective"})
NO_SERIAL: Final = re.compile(
    r"(?:without|no|don'?t have (?:a|the|any)) (?:serials?|sn)\b|ohne serien|keine serien|serial (?:is )?unreadable",
    re.IGNORECASE,
)


SAYS_SERIAL: Final = re.compile(r"\bserials?\b|\bserien|\bs/?n\b", re.IGNORECASE)
LIKE_SERIAL: Final = re.compile(r"(?<![\w-])(?=[A-Z\d]*\d{3})(?=\d*[A-Z])[A-Z\d]{6,}(?![\w-])")


class ReturnArguments(ProductArguments):
    """What is to go back."""

    orders: tuple[str, ...] = ()
    serials: tuple[str, ...] = ()


def ask_return(asking: Asking, arguments: ReturnArguments) -> Result:
    """A return to be confirmed, one question for all that is missing, or what the rules say of it.

    Raises:
        NotFound: in the same words whether units do not exist or are another company's.
        NotPossible: when more is to go back than was shipped.
    """
    words = own_words(asking, RETURN, (*arguments.mpns, *arguments.serials))
    if not arguments.serials and not arguments.orders and not _said(arguments) and ASKS_RULES.search(asking.text):
        return documents.ask(asking, DocumentArguments(mpns=arguments.mpns))
    reason = reason_in(words)
    serials = arguments.serials or _serials_in(asking.text, arguments, asked=words != asking.text.strip())
    if serials:
        return _by_serial(asking, arguments.model_copy(update={"serials": serials}), words, reason)
    return _by_order(asking, arguments, words, reason)


def reason_in(words: str) -> str | None:
    """Why something goes back, as far as the words say."""
    return next((code for code, signs in REASONS.items() if re.search(signs, words, re.IGNORECASE)), None)


def _serials_in(text: str, arguments: ReturnArguments, *, asked: bool) -> tuple[str, ...]:
    """What looks like a serial number in words that say so, or that answer the question for it."""
    if not asked and not SAYS_SERIAL.search(text):
        return ()
    known = {*arguments.mpns, *arguments.orders}
    return tuple(dict.fromkeys(found for found in LIKE_SERIAL.findall(text.upper()) if found not in known))


def _said(arguments: ReturnArguments) -> bool:
    return any(arguments.quantities)


def _by_serial(asking: Asking, arguments: ReturnArguments, words: str, reason: str | None) -> Result:
    serials = arguments.serials
    with asking.gate.viewing(asking.person) as session:
        units = [found for serial in serials if (found := grounds.unit(session, serial))]
        mine = _shipped(session, asking, arguments) if arguments.mpns else ()
    distributor = units[0].distributor if units else mine[0].distributor if mine else None
    if distributor is None:
        raise NotFound(*_unknown_serial(asking, serials[0]))
    mpn = units[0].mpn if units else mine[0].mpn
    if reason is None:
        return _ask_reason(asking, f"RMA {mpn} {' '.join(serials)}")
    notes = [_warranty(asking, found) for found in units]
    notes += [Note("serial_unknown", (s,)) for s in serials if s.upper() not in {u.serial for u in units}]
    facts = (
        Fact("quantity", len(serials), mpn),
        *(Fact("serial", serial.upper()) for serial in serials),
        *(Fact("sold_on", found.sold_on) for found in units[:1]),
        Fact("reason", reason),
    )
    subject = f"serial:{','.join(sorted(s.upper() for s in serials))}"
    return _drafted(asking, distributor, facts, words, reason, subject, notes)


def _by_order(asking: Asking, arguments: ReturnArguments, words: str, reason: str | None) -> Result:
    with asking.gate.viewing(asking.person) as session:
        rows = _shipped(session, asking, arguments)
        recent = rows or _shipped(session, asking, ReturnArguments())
    if arguments.orders and not rows:
        raise NotFound(*_unknown_order(asking, arguments.orders[0]))
    if arguments.mpns and not rows:
        raise NotFound(*_not_shipped(asking, arguments.mpns[0]))
    mpns = tuple(dict.fromkeys(row.mpn for row in recent))
    if not arguments.mpns and (not arguments.orders or len(mpns) != 1):
        return _ask_what(asking, mpns)
    mpn = arguments.mpns[0] if arguments.mpns else mpns[0]
    number = arguments.quantity_at(0)
    shipped = sum(row.quantity for row in rows if row.mpn == mpn)
    if number > shipped:
        raise NotPossible(*_too_many(asking, mpn, number, shipped))
    if reason is None:
        return _ask_reason(asking, f"RMA {number} {mpn} {' '.join(arguments.orders)}".strip())
    if reason in BROKEN and not NO_SERIAL.search(words):
        return _ask_serial(asking, number, mpn)
    chosen = next((row for row in rows if row.mpn == mpn and row.quantity >= number), rows[0])
    facts = (Fact("quantity", number, mpn), Fact("order", chosen.po_number or chosen.order), Fact("reason", reason))
    notes = [Note("shipped_on", (chosen.on, _age(asking, chosen)))] if chosen.on else []
    return _drafted(asking, chosen.distributor, facts, words, reason, "", notes)


def _shipped(session: Session, asking: Asking, arguments: ReturnArguments) -> tuple[Shipped, ...]:
    own = asking.person.organisation_id
    if own is None:
        return ()
    return grounds.shipped(session, own, arguments.mpns[:1], next(iter(arguments.orders), ""))


def _drafted(
    asking: Asking, distributor: int, facts: tuple[Fact, ...], words: str, reason: str, subject: str, notes: list[Note]
) -> Result:
    about = (
        "defective goods warranty RMA advance replacement"
        if reason in BROKEN
        else "returns unopened goods days fee RMA"
    )
    prepared = Prepared(
        kind=RETURN,
        recipient=organisation_of(asking, distributor),
        facts=facts,
        words=words,
        subject=subject,
        notes=tuple(notes),
        source=rule_for(asking, about),
    )
    return draft(asking, prepared)


def _warranty(asking: Asking, found: SoldTo) -> Note:
    day = today(asking, asker(asking))
    if found.warranty_until is None:
        return Note("warranty_unknown", (found.serial,))
    code = "in_warranty" if found.warranty_until >= day else "out_of_warranty"
    return Note(code, (found.serial, found.warranty_until, (day - found.sold_on).days))


def _age(asking: Asking, row: Shipped) -> int:
    assert row.on is not None
    return (today(asking, asker(asking)) - row.on).days


def _ask_reason(asking: Asking, wish: str) -> Result:
    question = in_words(asking, "What is wrong with it?", "Was ist der Grund?")
    choices = (
        ("Defective", "Defekt"),
        ("Damaged on arrival", "Beschädigt angekommen"),
        ("Unopened, not needed", "Ungeöffnet, nicht benötigt"),
    )
    labels = [in_words(asking, english, german) for english, german in choices]
    return clarify(question, *(Choice(label, f"{wish} {label}") for label in labels))


def _ask_serial(asking: Asking, number: int, mpn: str) -> Result:
    english = f"{mpn}: what is the serial number?" if number == 1 else f"{mpn}: what are the {number} serial numbers?"
    german = f"{mpn}: Wie lautet die Seriennummer?" if number == 1 else f"{mpn}: Wie lauten die {number} Seriennummern?"
    label = in_words(asking, "I have no serial number", "Ich habe keine Seriennummer")
    defect = in_words(asking, "defective, without serial number", "defekt, ohne Seriennummer")
    return clarify(in_words(asking, english, german), Choice(label, f"RMA {number} {mpn} {defect}"))


def _ask_what(asking: Asking, mpns: tuple[str, ...]) -> Result:
    question = in_words(
        asking,
        "What shall go back? A serial number, or a product with its order, is enough.",
        "Was soll zurück? Eine Seriennummer, oder ein Artikel mit seiner Bestellung, genügt.",
    )
    return clarify(question, *(Choice(mpn, f"{asking.text} {mpn}".strip()) for mpn in mpns))


def _unknown_serial(asking: Asking, serial: str) -> tuple[str, str]:
    return (
        in_words(
            asking,
            f"I have nothing on serial number “{serial}” that I can show you.",
            f"Zur Seriennummer „{serial}“ habe ich nichts, was ich Ihnen zeigen kann.",
        ),
        in_words(
            asking,
            "I take returns of units that your own company bought; name the product or its order.",
            "Ich nehme Rücksendungen von Geräten auf, die Ihre Firma gekauft hat; nennen Sie Artikel oder Bestellung.",
        ),
    )


def _unknown_order(asking: Asking, number: str) -> tuple[str, str]:
    return (
        in_words(
            asking,
            f"I find nothing shipped on an order “{number}” that I can show you.",
            f"Zu einer Bestellung „{number}“ finde ich nichts Geliefertes, das ich Ihnen zeigen kann.",
        ),
        in_words(asking, "Check the number.", "Prüfen Sie die Nummer."),
    )


def _not_shipped(asking: Asking, mpn: str) -> tuple[str, str]:
    return (
        in_words(
            asking,
            f"I find no {mpn} shipped to your company.",
            f"Ich finde keine Lieferung von {mpn} an Ihre Firma.",
        ),
        in_words(
            asking,
            "Give me the serial number or the order, or ask for a person at your distributor.",
            "Nennen Sie Seriennummer oder Bestellung, oder fragen Sie nach einem Menschen beim Distributor.",
        ),
    )


def _too_many(asking: Asking, mpn: str, number: int, shipped: int) -> tuple[str, str]:
    return (
        in_words(
            asking,
            f"{number} × {mpn} is more than was shipped to you ({shipped}).",
            f"{number} × {mpn} ist mehr, als an Sie geliefert wurde ({shipped}).",
        ),
        in_words(asking, "Name a smaller number, or the order.", "Nennen Sie weniger, oder die Bestellung."),
    )

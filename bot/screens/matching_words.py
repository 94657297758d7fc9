"""Why two customers are or are not the same, in German; `channel.matching` gives the reasons in English."""

from __future__ import annotations

import re
from typing import Final

from bot.screens.text import Language

SAID: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(english), german)
    for english, german in (
        (r"the same register or VAT number", "gleiche Register- oder USt-Nummer"),
        (r"different register numbers", "verschiedene Registernummern"),
        (r"in two countries", "in zwei Ländern"),
        (r"a company and a partnership of that name", "eine Kapital- und eine Personengesellschaft dieses Namens"),
        (r"the names differ by a slip of the pen", "die Namen unterscheiden sich durch einen Schreibfehler"),
        (r"the same name without its legal form", "gleicher Name ohne die Rechtsform"),
        (r"one name is the other's initials", "ein Name sind die Anfangsbuchstaben des anderen"),
        (r", a single word, in two towns", ", ein einzelnes Wort, in zwei Orten"),
        (r", which many towns have", ", den viele Orte haben"),
        (r"(“.*”) and (“.*”) are initials and words", r"\1 und \2 sind Anfangsbuchstaben und Wörter"),
        (r"(“.*”) names another company of the group", r"\1 nennt eine andere Firma der Gruppe"),
        (r"(“.*”) and (“.*”) differ", r"\1 und \2 unterscheiden sich"),
        (r"only one name says (“.*”)", r"nur ein Name sagt \1"),
        (r"one name says (“.*”) besides", r"ein Name sagt dazu \1"),
        (r"the same domain", "gleiche Domain"),
        (r"another domain", "andere Domain"),
        (r"the same postcode", "gleiche Postleitzahl"),
        (r"another postcode", "andere Postleitzahl"),
        (r"the same city", "gleicher Ort"),
        (r"another city", "anderer Ort"),
    )
)


def reason_in(reason: str, language: Language) -> str:
    """A reason as it is told in a language."""
    if language == "en":
        return reason
    for english, german in SAID:
        reason = english.sub(german, reason)
    return reason

"""A change of a programme's rules on the screen: now and then, for whom, from when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bot.screens.blocks import Screen, actions, button, context, section, table
from bot.screens.text import Language, day, escape
from bot.tools.policies import PolicyChanged, PolicyDraft

NAMES: Final[dict[str, dict[Language, str]]] = {
    "protection_days": {"en": "Protection (days)", "de": "Schutz (Tage)"},
    "grace_days": {"en": "Grace (days)", "de": "Karenz (Tage)"},
    "extension_days": {"en": "An extension (days)", "de": "Eine Verlängerung (Tage)"},
    "extension_max_count": {"en": "Extensions allowed", "de": "Erlaubte Verlängerungen"},
    "action_required_days": {"en": "Time to complete (days)", "de": "Frist zum Ergänzen (Tage)"},
    "appeal_business_days": {"en": "Time to appeal (business days)", "de": "Einspruchsfrist (Werktage)"},
    "decision_business_days": {"en": "Time to decide (business days)", "de": "Entscheidungsfrist (Werktage)"},
    "delivery_after_expiry_days": {"en": "Delivery after the end (days)", "de": "Lieferung nach Ablauf (Tage)"},
    "splitting_days": {"en": "Splitting looked for (days)", "de": "Aufteilen geprüft (Tage)"},
    "revoke_if_inactive_days": {"en": "Revocable when inactive (days)", "de": "Widerrufbar bei Untätigkeit (Tage)"},
    "minimum_units": {"en": "Minimum units", "de": "Mindeststückzahl"},
    "max_open_registrations": {"en": "Open registrations at most", "de": "Höchstens offene Registrierungen"},
    "minimum_value": {"en": "Minimum deal size", "de": "Mindestgröße"},
    "evidence_required": {"en": "Files of evidence", "de": "Nachweise (Dateien)"},
}
"""What people call the parameters."""


def draft_screen(value: PolicyDraft, language: Language) -> Screen:
    """Each row of rules as it is and as it would be, and that what is open keeps its rules."""
    german, change = language == "de", value.change
    since = day(change.valid_from, language)
    programme = escape(change.rows[0].programme)
    lead = f"{programme}: Regeln ab {since} ändern?" if german else f"Change the rules of {programme} from {since}?"
    everything = "alle Linien" if german else "all lines"
    rows = [
        [NAMES[name][language], row.line or everything, _plain(row.before[name]), _plain(after)]
        for row in change.rows
        for name, after in row.after.items()
    ]
    head = ["Regel", "Für", "Bisher", "Künftig"] if german else ["Rule", "For", "Now", "Then"]
    keeping = (
        f"{change.keeping} offene Registrierungen behalten die Regeln, nach denen sie eingereicht wurden; "
        "rückwirkend ändert sich nichts."
        if german
        else f"{change.keeping} open registrations keep the rules they were submitted under; "
        "nothing changes retroactively."
    )
    documents = (
        "Dokumente, die etwas anderes sagen, ändern sich dadurch nicht."
        if german
        else "Documents that say otherwise are not changed by this."
    )
    notes = (keeping, documents, f"{'Klausel' if german else 'Clause'}: {escape(change.rows[0].clause)}")
    buttons = actions(
        button("Bestätigen" if german else "Confirm", "draft.confirm", value.key, "primary"),
        button("Verwerfen" if german else "Discard", "draft.discard", value.key),
    )
    plain = (lead, *(" | ".join(row) for row in rows), *notes)
    return Screen("\n".join(plain), (section(f"*{lead}*"), table(head, rows), context(*notes), buttons))


def changed_screen(value: PolicyChanged, language: Language) -> Screen:
    """That the rules change, from when, and what stays."""
    since = day(value.valid_from, language)
    name = escape(value.programme)
    text = (
        f"Die Regeln von {name} ändern sich ab {since}. {value.keeping} offene Registrierungen behalten ihre Regeln."
        if language == "de"
        else f"The rules of {name} change from {since}. {value.keeping} open registrations keep theirs."
    )
    return Screen(text, (section(text),))


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{currency} {amount}" for currency, amount in sorted(value.items()))
    return "–" if value is None else str(value)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {PolicyDraft: draft_screen, PolicyChanged: changed_screen}
"""How each value is drawn."""

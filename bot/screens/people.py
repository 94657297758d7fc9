"""People and their rights: the list, the change to be confirmed, what came of it, and the news for whom it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from bot.screens.blocks import TABLE_ROWS, Block, File, Screen, actions, button, context, section, table
from bot.screens.rows import spreadsheet
from bot.screens.text import Language, escape
from bot.tools.people import PeopleChanged, PeopleDraft, PeopleList, RightsNotice
from channel.access.right_words import RIGHT_WORDS
from channel.access.rights import Right
from channel.people import Act, Role

ROLE_WORDS: Final[Mapping[Role, Mapping[Language, str]]] = {
    Role.SALES: {"en": "sales", "de": "Vertrieb"},
    Role.PRESALES: {"en": "presales", "de": "Presales"},
    Role.BUYER: {"en": "buyer", "de": "Einkauf"},
    Role.OWNER: {"en": "owner", "de": "Inhaber"},
    Role.PARTNER_MANAGER: {"en": "partner manager", "de": "Partnermanagement"},
    Role.PRODUCT_MANAGER: {"en": "product manager", "de": "Produktmanagement"},
    Role.CREDIT_CONTROLLER: {"en": "credit controller", "de": "Kreditmanagement"},
    Role.CHANNEL_MANAGER: {"en": "channel manager", "de": "Channel-Management"},
    Role.PRODUCT_MARKETING: {"en": "product marketing", "de": "Produktmarketing"},
}


def in_words(rights: Iterable[Right], language: Language) -> str:
    """Rights as a list in a sentence."""
    return ", ".join(sorted(RIGHT_WORDS[right][language] for right in rights)) or "–"


def list_screen(value: PeopleList, language: Language) -> Screen:
    """Who may do what: one row a person."""
    german, count = language == "de", len(value.colleagues)
    if value.right is None:
        lead = f"{count} Personen in Ihrer Organisation." if german else f"{count} people in your organisation."
    else:
        what = RIGHT_WORDS[value.right][language]
        names = ", ".join(escape(c.name) for c in value.colleagues) or ("niemand" if german else "nobody")
        may = ("darf nicht" if german else "may not") if value.without else ("darf" if german else "may")
        lead = f"{what[:1].upper()}{what[1:]} {may}: {names}." if german else f"Who {may} {what}: {names}."
    if not value.colleagues:
        return Screen(lead, (section(f"*{lead}*"),))
    head = ["Name", "E-Mail", "Slack", "Rechte"] if german else ["Name", "E-mail", "Slack", "Rights"]
    linked = ("verknüpft", "noch nicht") if german else ("linked", "not yet")
    rows = [
        [c.name, c.email, linked[0] if c.linked else linked[1], in_words(c.rights, language)] for c in value.colleagues
    ]
    blocks: list[Block] = [section(f"*{lead}*"), table(head, rows)]
    files: tuple[File, ...] = ()
    if count > TABLE_ROWS:
        more = f"{count - TABLE_ROWS} weitere in der Datei." if german else f"{count - TABLE_ROWS} more in the file."
        blocks.append(context(more))
        files = (spreadsheet("people.csv", "People", tuple(head), [tuple(row) for row in rows]),)
    plain = "\n".join(escape(f"{name} ({email}, {slack}): {held}") for name, email, slack, held in rows[:TABLE_ROWS])
    return Screen(f"{lead}\n{plain}", tuple(blocks), files)


def draft_screen(value: PeopleDraft, language: Language) -> Screen:
    """What somebody gets and loses, or that they leave, to be confirmed."""
    german, who = language == "de", f"{escape(value.name)} ({escape(value.email)})"
    if value.act is Act.REMOVE:
        lead = f"{who} entfernen?" if german else f"Remove {who}?"
        lines = [
            "Alle Rechte und die Verknüpfung mit Slack enden, offene Entwürfe werden verworfen."
            if german
            else "All rights and the link to Slack end, and open drafts are let go."
        ]
    else:
        role = f" {'als' if german else 'as'} {ROLE_WORDS[value.role][language]}" if value.role else ""
        if value.act is Act.ADD:
            lead = f"{who}{role} aufnehmen?" if german else f"Add {who}{role}?"
        else:
            lead = f"Rechte von {who}{role} ändern?" if german else f"Change the rights of {who}{role}?"
        lines = _gains(value.given, value.taken, language)
    if value.act is Act.ADD:
        note = (
            "Beim ersten Wort an mich frage ich Sie, ob es wirklich diese Person ist."
            if german
            else "When they first write to me, I ask you whether it is really them."
        )
    else:
        note = "Gilt sofort, auch in offenen Gesprächen." if german else "Takes effect at once, in open threads too."
    blocks = (
        section(f"*{lead}*\n" + "\n".join(lines)),
        context(note),
        actions(
            button("Bestätigen" if german else "Confirm", "draft.confirm", value.key, "primary"),
            button("Verwerfen" if german else "Discard", "draft.discard", value.key),
        ),
    )
    return Screen("\n".join((lead, *lines, note)), blocks)


def changed_screen(value: PeopleChanged, language: Language) -> Screen:
    """What a confirmed change came to."""
    german, name = language == "de", escape(value.name)
    if value.act is Act.REMOVE:
        lead = f"{name} ist entfernt und sieht nichts mehr." if german else f"{name} is removed and sees nothing more."
        lines = []
        if value.let_go:
            lines = [f"{value.let_go} {'offene Entwürfe verworfen' if german else 'open drafts let go'}."]
    elif value.act is Act.ADD:
        lead = f"{name} ist aufgenommen." if german else f"{name} is added."
        lines = [
            *_gains(value.given, value.taken, language),
            "Bitten Sie um ein erstes Wort an mich; dann verknüpfen Sie mit einem Knopf."
            if german
            else "Ask them to write to me; then you link them with a button.",
        ]
    else:
        lead = f"Die Rechte von {name} sind geändert." if german else f"The rights of {name} are changed."
        lines = _gains(value.given, value.taken, language)
    words = "\n".join((f"*{lead}*", *lines))
    return Screen("\n".join((lead, *lines)), (section(words),))


def notice_screen(value: RightsNotice, language: Language) -> Screen:
    """News for somebody whose rights were changed."""
    lead = (
        "Ihre Administration hat Ihre Rechte geändert."
        if language == "de"
        else "Your administrator changed what you may do."
    )
    lines = _gains(value.given, value.taken, language)
    return Screen("\n".join((lead, *lines)), (section("\n".join((f"*{lead}*", *lines))),))


def _gains(given: Iterable[Right], taken: Iterable[Right], language: Language) -> list[str]:
    german, lines = language == "de", []
    if given := tuple(given):
        lines.append(f"{'Neu' if german else 'Gets'}: {in_words(given, language)}")
    if taken := tuple(taken):
        lines.append(f"{'Entfällt' if german else 'Loses'}: {in_words(taken, language)}")
    return lines


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    PeopleList: list_screen,
    PeopleDraft: draft_screen,
    PeopleChanged: changed_screen,
    RightsNotice: notice_screen,
}

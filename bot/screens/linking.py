"""Linking strangers: what they are told, the administrator's card and form, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.screens.blocks import Screen, actions, button, context, section
from bot.screens.form_parts import View, form, one_of
from bot.screens.people import ROLE_WORDS, in_words
from bot.screens.text import Language, day, escape
from bot.tools.people import LinkAsked, LinkDecided, Welcome
from channel.linking import OPEN, LinkView, Meeting, Standing
from channel.people import ROLES_IN, rights_of

LINK_FORM: Final = "link.form"
ROLE: Final = "role"
KEEP: Final = "keep"
UNKNOWN: Final[Mapping[Language, str]] = {
    "en": "I do not know you yet, so I cannot show you anything.",
    "de": "Ich kenne Sie noch nicht und darf Ihnen deshalb nichts zeigen.",
}
NEXT: Final[Mapping[Standing, Mapping[Language, str]]] = {
    Standing.ASKED: {
        "en": "I have just asked your company's Tierdesk administrator to link you, and write to you as soon as that is done.",
        "de": "Ich habe gerade die Tierdesk-Administration Ihrer Firma gebeten, Sie zu verknüpfen, und melde mich, sobald das geschehen ist.",
    },
    Standing.WAITING: {
        "en": "I asked your company's Tierdesk administrator on {day} to link you; that is still open. A word to them helps.",
        "de": "Ich habe die Tierdesk-Administration Ihrer Firma am {day} gebeten, Sie zu verknüpfen; das ist noch offen. Ein Wort an sie hilft.",
    },
    Standing.DECLINED: {
        "en": "Your company's Tierdesk administrator has not linked this account. Please speak to them; they can add you here.",
        "de": "Die Tierdesk-Administration Ihrer Firma hat dieses Konto nicht verknüpft. Sprechen Sie sie bitte an; sie kann Sie hier aufnehmen.",
    },
    Standing.NO_EMAIL: {
        "en": "Slack shows me no confirmed work e-mail address of yours. Confirm it in your Slack profile and write to me again, or ask the Tierdesk administrator of your company to link your Slack account.",
        "de": "Slack zeigt mir keine bestätigte dienstliche E-Mail-Adresse von Ihnen. Bestätigen Sie sie in Ihrem Slack-Profil und schreiben Sie mir noch einmal, oder bitten Sie die Tierdesk-Administration Ihrer Firma um Rat.",
    },
    Standing.PRIVATE_MAIL: {
        "en": "Your Slack account uses a private e-mail address, from which I cannot tell your company. Write to me from an account with your work address, or ask the Tierdesk administrator of your company.",
        "de": "Ihr Slack-Konto hat eine private E-Mail-Adresse, an der ich Ihre Firma nicht erkenne. Schreiben Sie mir von einem Konto mit Ihrer dienstlichen Adresse, oder fragen Sie die Tierdesk-Administration Ihrer Firma.",
    },
    Standing.ELSEWHERE: {
        "en": "Ask the Tierdesk administrator of your company to link your Slack account.",
        "de": "Bitten Sie die Tierdesk-Administration Ihrer Firma, Ihr Slack-Konto zu verknüpfen.",
    },
    Standing.NO_ADMINISTRATOR: {
        "en": "Nobody administers Tierdesk for your company yet. Ask your contact at your distributor or vendor to name an administrator.",
        "de": "Noch verwaltet niemand Tierdesk für Ihre Firma. Bitten Sie Ihren Kontakt bei Distributor oder Hersteller, jemanden dafür zu benennen.",
    },
}


def stranger_screen(value: Meeting, language: Language, timezone: str = "Europe/Berlin") -> Screen:
    """What a stranger reads: nothing but how to get linked."""
    asked_on = day(value.since.astimezone(ZoneInfo(timezone)).date(), language) if value.since else ""
    step = NEXT[value.standing][language].format(day=asked_on)
    return Screen(f"{UNKNOWN[language]} {step}", (section(UNKNOWN[language]), context(step)))


def card_screen(value: LinkAsked, language: Language) -> Screen:
    """Who waits, and the two buttons of the administrator."""
    view, german = value.view, language == "de"
    name, email = escape(view.name), escape(view.email)
    lead = (
        f"{name} ({email}) möchte Tierdesk nutzen. Gehört das Konto zu Ihrer Organisation?"
        if german
        else f"{name} ({email}) would like to use Tierdesk. Does the account belong to your organisation?"
    )
    if view.known_as:
        known = escape(view.known_as)
        note = f"Die Adresse ist als {known} bekannt" if german else f"The address is known as {known}"
    else:
        note = "Die Adresse ist neu" if german else "The address is new"
    note += (
        "; Slack hat sie bestätigt. Bis zu Ihrer Antwort ist nichts zu sehen."
        if german
        else "; Slack has confirmed it. Until you answer, they see nothing."
    )
    blocks = [section(f"*{lead}*"), context(note)]
    if view.state == OPEN:
        ask = f"{name} nicht verknüpfen?" if german else f"Not link {name}?"
        blocks.append(
            actions(
                button("Verknüpfen …" if german else "Link …", "link.accept", str(view.id), "primary"),
                button("Ablehnen" if german else "Decline", "link.decline", str(view.id), "", ask),
            )
        )
    return Screen(f"{lead}\n{note}", tuple(blocks))


def link_form(view: LinkView, origin: str, language: Language) -> View:
    """The administrator's form: who it is, and as what they are linked."""
    german = language == "de"
    options = {}
    if view.rights:
        options[KEEP] = "Rechte wie bisher" if german else "Rights as they are"
    for role in ROLES_IN[view.kind]:
        options[str(role)] = ROLE_WORDS[role][language].capitalize()
    brought = [
        f"*{ROLE_WORDS[role][language].capitalize()}*: {in_words(rights_of(role, view.kind), language)}"
        for role in ROLES_IN[view.kind]
    ]
    if view.rights:
        brought.insert(0, f"*{options[KEEP]}*: {in_words(view.rights, language)}")
    who = f"{escape(view.name)}, {escape(view.email)}"
    blocks = [
        section(f"*{who}*"),
        one_of(ROLE, "Als was?" if german else "As what?", options),
        context("\n".join(brought)),
    ]
    kept = {"request": str(view.id), "origin": origin}
    title, submit = ("Konto verknüpfen", "Verknüpfen") if german else ("Link an account", "Link")
    return form(LINK_FORM, title, submit, kept, blocks, language)


def decided_screen(value: LinkDecided, language: Language) -> Screen:
    """What the decision came to."""
    german, name = language == "de", escape(value.name)
    if not value.accepted:
        lead = f"{name} wurde nicht verknüpft." if german else f"{name} was not linked."
        return Screen(lead, (section(lead),))
    lead = f"{name} ist verknüpft." if german else f"{name} is linked."
    may = f"{'Darf' if german else 'May'}: {in_words(value.rights, language)}"
    return Screen(f"{lead}\n{may}", (section(f"*{lead}*\n{may}"),))


def welcome_screen(value: Welcome, language: Language) -> Screen:
    """The first word to somebody who was linked."""
    german, name = language == "de", escape(value.name.split()[0])
    lead = f"Willkommen, {name}! Ihr Konto ist verknüpft." if german else f"Welcome, {name}! Your account is linked."
    may = f"{'Sie dürfen' if german else 'You may'}: {in_words(value.rights, language)}"
    words = "Was kannst du?" if german else "What can you do?"
    return Screen(f"{lead}\n{may}", (section(f"*{lead}*\n{may}"), actions(button(words, "ask", words))))


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    Meeting: stranger_screen,
    LinkAsked: card_screen,
    LinkDecided: decided_screen,
    Welcome: welcome_screen,
}

"""Announcements: as their readers get them, and as their author drafts, follows, calls off and corrects them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from bot.screens.blocks import Block, Screen, actions, button, context, divider, section, shorten
from bot.screens.text import Language, escape, moment, number
from bot.tools.announcing_values import (
    Announced,
    AnnouncementDraft,
    CallingOff,
    OwnAnnouncements,
    Progress,
    Received,
)
from channel.announcements import News, Sent
from channel.announcements_audience import Addressed, Reach
from channel.announcements_drafting import Wanted, Words
from channel.places import GROUPS, country_name
from channel.tables.parties import Kind

SHOWN: Final = 5
KINDS: Final[dict[Kind, dict[Language, str]]] = {
    Kind.RESELLER: {"en": "resellers", "de": "Reseller"},
    Kind.DISTRIBUTOR: {"en": "distributors", "de": "Distributoren"},
    Kind.VENDOR: {"en": "vendors", "de": "Hersteller"},
}
OTHER: Final[dict[Language, Language]] = {"en": "de", "de": "en"}
LANGUAGES: Final[dict[str, dict[Language, str]]] = {
    "en": {"en": "English", "de": "Englisch"},
    "de": {"en": "German", "de": "Deutsch"},
}


def received_screen(value: Received, language: Language) -> Screen:
    """The announcement as its reader gets it."""
    return _posted(value.news, language)


def draft_screen(value: AnnouncementDraft, language: Language) -> Screen:
    """Whom it reaches, when, and the announcement exactly as it will be posted, in each language."""
    german, wanted = language == "de", value.wanted
    if value.missing:
        lead = "Was soll ich mitteilen?" if german else "What should I tell them?"
    elif wanted.corrects is not None:
        lead = "Diese Berichtigung schicken?" if german else "Send this correction?"
    else:
        lead = "Diese Ankündigung schicken?" if german else "Send this announcement?"
    lines = [_audience(value, language), _reached(value.reach, language), _when(wanted, value, language)]
    blocks: list[Block] = [section("\n".join((f"*{lead}*", *lines)))]
    plain = [lead, *lines]
    for shown in _languages(wanted.words) if not value.missing else ():
        posted = _posted(_news(value, wanted.words), shown)
        blocks += [divider(), context(_language_note(wanted.words, shown, language)), *posted.blocks]
        plain.append(posted.text)
    blocks += [divider(), _draft_buttons(value, language)]
    return Screen("\n".join(plain), tuple(blocks))


def announced_screen(value: Announced, language: Language) -> Screen:
    """What was confirmed: called off, out now or later, with what can still be done."""
    german, sent = language == "de", value.sent
    title = escape(sent.news.title)
    if value.done == "called_off":
        words = (
            f"Abgesagt: „{title}“ wird nicht verschickt." if german else f"Called off: “{title}” will not be sent."
        )
        return Screen(words, (section(words),))
    count = _organisations(sent.organisations, language)
    if sent.is_out:
        lead = f"„{title}“ geht jetzt an {count}." if german else f"“{title}” goes out to {count} now."
    else:
        at = moment(sent.news.published_at, language, value.timezone)
        lead = f"„{title}“ geht am {at} an {count}." if german else f"“{title}” goes out to {count} on {at}."
    return Screen(lead, (section(lead), _own_buttons(sent, language)))


def calling_off_screen(value: CallingOff, language: Language) -> Screen:
    """What would never come out."""
    german, title = language == "de", escape(value.sent.news.title)
    at = moment(value.sent.news.published_at, language, value.timezone)
    lead = f"„{title}“ absagen, geplant für {at}?" if german else f"Call off “{title}”, planned for {at}?"
    buttons = actions(
        button("Absagen" if german else "Call off", "draft.confirm", value.key, "danger"),
        button("So lassen" if german else "Leave it", "draft.discard", value.key),
    )
    return Screen(lead, (section(f"*{lead}*"), buttons))


def progress_screen(value: Progress, language: Language) -> Screen:
    """How far it is, in totals."""
    german, sent, totals = language == "de", value.sent, value.totals
    title, over = escape(sent.news.title), not value.waiting
    if totals is None:
        count = _organisations(sent.organisations, language)
        if over:
            words = f"„{title}“ ist bei {count} angekommen." if german else f"“{title}” has reached {count}."
        else:
            words = f"„{title}“ ist unterwegs an {count}." if german else f"“{title}” is on its way to {count}."
    else:
        reached, all_of_them = number(totals.sent, language), number(totals.people, language)
        if german:
            words = f"„{title}“: {reached} von {all_of_them} Personen erreicht"
            words += "." if over else ", es geht weiter."
        else:
            words = f"“{title}”: {reached} of {all_of_them} people reached"
            words += "." if over else ", going on."
        if totals.passed:
            gone = number(totals.passed, language)
            words += f" {gone} nicht mehr erreichbar." if german else f" {gone} can no longer be reached."
    blocks = [section(words), _own_buttons(sent, language)]
    return Screen(words, tuple(blocks))


def own_screen(value: OwnAnnouncements, language: Language) -> Screen:
    """The newest own announcements, how far each is, and what can be done with the newest."""
    german = language == "de"
    lines = [_line(sent, value.timezone, language) for sent in value.rows[:SHOWN]]
    lead = "Ihre Ankündigungen" if german else "Your announcements"
    blocks: list[Block] = [section(f"*{lead}*")]
    for sent, line in zip(value.rows[:SHOWN], lines, strict=False):
        blocks.append(section(line))
        if buttons := _own_actions(sent, language):
            blocks.append(actions(*buttons))
    left = len(value.rows) - SHOWN
    if left > 0:
        lines.append(f"{left} ältere" if german else f"{left} older ones")
        blocks.append(context(lines[-1]))
    return Screen("\n".join((lead, *lines)), tuple(blocks))


def _posted(news: News, language: Language) -> Screen:
    """The message of an announcement."""
    german = language == "de"
    title, text = news.words(language)
    author = escape(news.author)
    sender = f"Berichtigung von {author}" if german else f"Correction by {author}"
    if not news.corrects:
        sender = f"Neues von {author}" if german else f"News from {author}"
    body = f"*{escape(title)}*" + (f"\n{escape(text)}" if text else "")
    plain = f"{escape(title)}" + (f"\n{escape(text)}" if text else "")
    return Screen(f"{sender}: {plain}", (context(sender), section(body)))


def _news(value: AnnouncementDraft, words: Words) -> News:
    return News(
        title=words.title,
        text=words.text,
        author=value.author,
        published_at=value.wanted.at or value.now,
        language=words.language,
        other_title=words.other_title,
        other_text=words.other_text,
        corrects=value.wanted.corrects is not None,
    )


def _languages(words: Words) -> tuple[Language, ...]:
    first: Language = "de" if words.language == "de" else "en"
    return (first, OTHER[first]) if words.other_title else (first,)


def _language_note(words: Words, shown: Language, language: Language) -> str:
    german, name = language == "de", LANGUAGES[shown][language]
    if shown == words.language and not words.other_title:
        return f"So lesen es alle ({name})" if german else f"As everybody reads it ({name})"
    return f"Wer {name} liest, bekommt" if german else f"Who reads {name} gets"


def _audience(value: AnnouncementDraft, language: Language) -> str:
    german = language == "de"
    if value.wanted.corrects is not None:
        return "An alle, an die das Original ging." if german else "To everybody the original went to."
    return ("An: " if german else "To: ") + audience_in_words(value.addressed, value.reach, language)


def audience_in_words(addressed: Addressed, reach: Reach, language: Language) -> str:
    """Whom an author named, read back."""
    german = language == "de"
    if addressed.only:
        return escape(", ".join(reach.organisations)) or "–"
    und = " und " if german else " and "
    kinds = und.join(KINDS[kind][language] for kind in addressed.kinds)
    words = kinds if german else f"all {kinds}"
    words = f"alle {kinds}" if german else words
    if addressed.tiers:
        words += f" ({'Stufe' if german else 'tier'} {escape(_either(addressed.tiers, language))})"
    if addressed.lines:
        words += f", {'autorisiert für' if german else 'authorised for'} {escape(_either(addressed.lines, language))}"
    if addressed.territories:
        places = _either(tuple(_place(code, language) for code in addressed.territories), language)
        words += f", {'in'} {escape(places)}"
    if addressed.via:
        words += f", {'über' if german else 'through'} {escape(_either(addressed.via, language).title())}"
    if addressed.without:
        words += f", {'ohne' if german else 'without'} {escape(', '.join(addressed.without).title())}"
    return words


def _either(names: tuple[str, ...], language: Language) -> str:
    joint = " oder " if language == "de" else " or "
    return names[0] if len(names) == 1 else joint.join((", ".join(names[:-1]), names[-1]))


def _place(code: str, language: Language) -> str:
    return code if code in GROUPS else country_name(code, language)


def _reached(reach: Reach, language: Language) -> str:
    german = language == "de"
    if not reach.count:
        return "Das erreicht niemanden." if german else "That reaches nobody."
    count = _organisations(reach.count, language)
    if reach.people is not None:
        people = number(reach.people, language)
        count += f", {people} {'Personen' if german else 'people'}"
    sample = escape(", ".join(reach.sample))
    more = reach.count - len(reach.sample)
    if more > 0:
        sample += f" {'und' if german else 'and'} {number(more, language)} {'weitere' if german else 'more'}"
    return f"Erreicht {count}: {sample}" if german else f"Reaches {count}: {sample}"


def _organisations(count: int, language: Language) -> str:
    if language == "de":
        return f"{number(count, language)} {'Firma' if count == 1 else 'Firmen'}"
    return f"{number(count, language)} {'organisation' if count == 1 else 'organisations'}"


def _when(wanted: Wanted, value: AnnouncementDraft, language: Language) -> str:
    german = language == "de"

    def at(instant: datetime) -> str:
        return moment(instant, language, value.timezone)

    if wanted.at is None or wanted.at <= value.now:
        words = "Sofort nach Ihrer Bestätigung" if german else "Right after you confirm"
    else:
        words = f"Gesperrt bis {at(wanted.at)}" if german else f"Embargo until {at(wanted.at)}"
    if wanted.expires is not None:
        words += f", läuft ab am {at(wanted.expires)}" if german else f", expires on {at(wanted.expires)}"
    return words + "."


def _draft_buttons(value: AnnouncementDraft, language: Language) -> Block:
    german = language == "de"
    edit = button("Bearbeiten" if german else "Edit", "draft.edit", value.key)
    discard = button("Verwerfen" if german else "Discard", "draft.discard", value.key)
    if value.missing or not value.reach.count:
        return actions(edit, discard)
    send = button("Abschicken" if german else "Send it", "draft.confirm", value.key, "primary")
    return actions(send, edit, discard)


def _own_actions(sent: Sent, language: Language) -> list[Block]:
    german, value = language == "de", str(sent.news.id)
    if sent.is_off:
        return []
    if not sent.is_out:
        return [button("Absagen" if german else "Call off", f"announcement.call_off.{value}", value, "danger")]
    correct = button("Berichtigen" if german else "Correct", f"announcement.correct.{value}", value)
    if sent.is_done:
        return [correct]
    return [button("Wie weit?" if german else "How far?", f"announcement.progress.{value}", value), correct]


def _own_buttons(sent: Sent, language: Language) -> Block:
    return actions(*_own_actions(sent, language))


def _line(sent: Sent, zone: str, language: Language) -> str:
    german = language == "de"
    title, at = escape(shorten(sent.news.title, 160)), moment(sent.news.published_at, language, zone)
    count = _organisations(sent.organisations, language)
    if sent.is_off:
        state = "abgesagt" if german else "called off"
    elif not sent.is_out:
        state = f"gesperrt bis {at}" if german else f"embargo until {at}"
    else:
        state = at
    line = f"*{title}*\n{state} · {count}"
    if sent.totals is not None:
        people, reached, _passed = sent.totals
        told = f"{number(reached, language)}/{number(people, language)}"
        line += f" · {told} Personen erreicht" if german else f" · {told} people reached"
    return line


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    Received: received_screen,
    AnnouncementDraft: draft_screen,
    Announced: announced_screen,
    CallingOff: calling_off_screen,
    Progress: progress_screen,
    OwnAnnouncements: own_screen,
}

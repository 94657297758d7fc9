"""Sources that people open: a passage in place, and its page as a picture."""

from itertools import groupby, zip_longest
from typing import Any

from bot.screens.blocks import Block, actions, button, context, section, shorten
from bot.screens.text import Language, day, escape
from knowledge.in_place import FiledPage, InPlace

View = dict[str, Any]
TITLE: dict[Language, str] = {"en": "Source", "de": "Quelle"}
CLOSE: dict[Language, str] = {"en": "Close", "de": "Schließen"}
VERSION: dict[Language, str] = {"en": "version {}", "de": "Version {}"}
PAGE_OF: dict[Language, str] = {"en": "page {} of {}", "de": "Seite {} von {}"}
EFFECTIVE: dict[Language, str] = {"en": "effective from {}", "de": "gültig ab {}"}
VALID_TO: dict[Language, str] = {"en": "valid until {}", "de": "gültig bis {}"}
SUPERSEDED: dict[Language, str] = {
    "en": ":warning: *Superseded on {}.* Do not quote it as current.",
    "de": ":warning: *Abgelöst am {}.* Nicht als aktuell zitieren.",
}
REPLACED: dict[Language, str] = {"en": "Version {} holds instead.", "de": "Stattdessen gilt Version {}."}
AS_PICTURE: dict[Language, str] = {"en": "Show page {}", "de": "Seite {} zeigen"}
WRONG: dict[Language, str] = {"en": "Something wrong?", "de": "Stimmt nicht?"}
GONE: dict[Language, tuple[str, str]] = {
    "en": (
        "This source cannot be shown: it was taken back or changed, or it is not meant for you.",
        "Ask your question again to read what holds now.",
    ),
    "de": (
        "Diese Quelle kann nicht gezeigt werden: Sie wurde zurückgezogen oder geändert, oder sie ist nicht für Sie.",
        "Fragen Sie noch einmal; dann lesen Sie, was jetzt gilt.",
    ),
}
NO_PICTURE: dict[Language, tuple[str, str]] = {
    "en": ("This page cannot be drawn as a picture.", "Open the source to read its words."),
    "de": ("Diese Seite lässt sich nicht als Bild zeigen.", "Öffnen Sie die Quelle; dort stehen die Worte."),
}
WAIT: dict[Language, str] = {
    "en": "One moment, I am drawing the page …",
    "de": "Einen Moment, ich zeichne die Seite …",
}
SENT: dict[Language, str] = {
    "en": "I sent you the page in our direct conversation.",
    "de": "Die Seite habe ich Ihnen in unsere direkte Unterhaltung geschickt.",
}
MARKED: dict[Language, str] = {"en": "the cited passage is marked", "de": "die zitierte Stelle ist markiert"}
LONGEST_PASSAGE = 2800
LONGEST_AROUND = 300
COLUMN = " | "
WIDEST = 60


def source_view(value: InPlace, language: Language) -> View:
    """The passage in place, as a modal."""
    blocks: list[Block] = [section(f"*{escape(value.title)}*"), context(_place(value, language))]
    if value.superseded_on:
        blocks.insert(1, section(_superseded(value, language)))
    ways = [button(WRONG[language], "source.wrong.1", str(value.passage))]
    if value.drawable and value.page is not None:
        ways.insert(0, button(AS_PICTURE[language].format(value.page), "source.page.1", str(value.passage)))
    blocks.append(actions(*ways))
    if value.section:
        blocks.append(context(escape(value.section)))
    if value.before:
        blocks.append(context(escape(_tail(value.before))))
    blocks.append(section(passage_drawn(shorten(value.text, LONGEST_PASSAGE), value.form)))
    if value.after:
        blocks.append(context(escape(shorten(value.after, LONGEST_AROUND))))
    return _modal(blocks, language)


def gone_view(language: Language) -> View:
    """The source is not, or no longer, for whom pressed; the same words whatever the reason."""
    message, step = GONE[language]
    return _modal([section(message), context(step)], language)


def notice(words: tuple[str, str], language: Language) -> View:
    """A sentence and what to do next, where the page was asked for."""
    return _modal([section(words[0]), context(words[1])], language)


def waiting_view(language: Language) -> View:
    """While the page is drawn."""
    return _modal([section(WAIT[language])], language)


def page_view(page: FiledPage, file: str, language: Language, *, marked: bool) -> View:
    """The page as a picture: `file` is the id of the uploaded PNG."""
    words = page_words(page, language, marked=marked)
    picture = {"type": "image", "slack_file": {"id": file}, "alt_text": shorten(words, 2000)}
    return _modal([picture, context(escape(words))], language)


def sent_view(page: FiledPage, language: Language, *, marked: bool) -> View:
    """Where the page went, when it cannot be shown in the modal."""
    return _modal([section(SENT[language]), context(escape(page_words(page, language, marked=marked)))], language)


def page_words(page: FiledPage, language: Language, *, marked: bool) -> str:
    """What a picture of a page shows, in plain words."""
    parts = [page.title, VERSION[language].format(page.version), PAGE_OF[language].format(page.page, page.pages)]
    return ", ".join([*parts, MARKED[language]] if marked else parts)


def passage_drawn(text: str, form: str, widest: int = WIDEST) -> str:
    """Rows of a table stand in columns, up to `widest` characters in all; everything else is a quotation."""
    drawn: list[str] = []
    lines = [line for line in text.splitlines() if line.strip()]
    for in_table, run in groupby(lines, lambda line: form == "table" and COLUMN in line):
        if in_table:
            drawn.append("```" + "\n".join(_columns(list(run), widest)).replace("```", "") + "```")
        else:
            drawn.append("\n".join(f"> {escape(line)}" for line in run))
    return "\n".join(drawn)


def _columns(lines: list[str], widest: int) -> list[str]:
    """The lines with their columns below each other, where that is not too wide."""
    rows = [line.split(COLUMN) for line in lines]
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    if sum(widths) + len(COLUMN) * len(widths) > widest:
        return [escape(line) for line in lines]
    return [escape(COLUMN.join(map(str.ljust, row, widths)).rstrip()) for row in rows]


def _superseded(value: InPlace, language: Language) -> str:
    assert value.superseded_on is not None
    words = SUPERSEDED[language].format(day(value.superseded_on, language))
    return f"{words} {REPLACED[language].format(escape(value.replaced_by))}" if value.replaced_by else words


def _place(value: InPlace, language: Language) -> str:
    parts = [VERSION[language].format(escape(value.version))]
    if value.page is not None:
        parts.append(PAGE_OF[language].format(value.page, value.pages))
    parts.append(EFFECTIVE[language].format(day(value.effective_from, language)))
    if value.valid_to:
        parts.append(VALID_TO[language].format(day(value.valid_to, language)))
    return ", ".join(parts)


def _tail(text: str) -> str:
    """The end of a text, from a word's beginning."""
    return text if len(text) <= LONGEST_AROUND else "… " + text[2 - LONGEST_AROUND :].partition(" ")[2]


def _modal(blocks: list[Block], language: Language) -> View:
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": TITLE[language]},
        "close": {"type": "plain_text", "text": CLOSE[language]},
        "blocks": blocks,
    }

"""Reading what fact is to change from a sentence: what stands there now, what is to, and what it is about."""

import re
from functools import cache
from importlib.resources import files

import yaml

from knowledge.amending import Fact
from knowledge.units import measures

QUOTED = r"[\"“”„«»‚‘’']"
NAME = rf"(?:{QUOTED}(?P<{{0}}q>[^\"“”„«»]+?){QUOTED}|(?P<{{0}}>.+?))"
OLD, NEW = NAME.format("old"), NAME.format("new")
END = r"(?=\s*(?:$|[.!?;,](?:\s|$)|(?:please|bitte|everywhere|überall|in (?:all|every|our|allen|unseren)\b)))"
START = r"(?:^|\b(?:please|bitte|everywhere|überall|,|:)\s*)"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?:replace|swap|change|rename|update|correct)\s+{OLD}\s+(?:with|by|for|to|into)\s+{NEW}{END}",
        rf"\bwherever (?:it|we) says?\s+{OLD},?\s+(?:write|put|say|make it|it should (?:say|read))\s+{NEW}{END}",
        rf"{START}{OLD}\s+(?:is|are)\s+now\s+(?:called|named)\s+{NEW}{END}",
        rf"{START}{OLD}\s+should (?:read|say|be called)\s+{NEW}{END}",
        rf"\b(?:ersetz\w*|tausch\w*|änder\w*)\s+{OLD}\s+(?:durch|mit|gegen|in|zu)\s+{NEW}{END}",
        rf"{START}{OLD}\s+(?:durch|gegen)\s+{NEW}\s+(?:ersetz\w*|tausch\w*|austausch\w*){END}",
        rf"{START}{OLD}\s+in\s+{NEW}\s+(?:um)?(?:änder\w*|benenn\w*){END}",
        rf"{START}{OLD}\s+heißt\s+(?:jetzt|nun|ab sofort)\s+{NEW}{END}",
        rf"{START}{OLD}\s*(?:->|→|=>)\s*{NEW}{END}",
    )
)
FROM_TO = re.compile(
    r"\b(?:from|von)\s+(?P<old>\d[\d.,]*(?:\s*[^\W\d_]+|\s*%)?)\s+(?:to|auf)\s+(?P<new>\d[\d.,]*(?:\s*[^\W\d_]+|\s*%)?)",
    re.IGNORECASE,
)
KIND = (
    r"(?:guide|data ?sheet|manual|policy|sheet|document|notice|faq|matrix|leitfaden|datenblatt|handbuch|dokument"
    r"|richtlinie)(?:s|en|e)?"
)
WITHIN = re.compile(
    r"\s+(?:only |nur )?(?:in|im)\s+(?!all\b|every\b|each\b|alle[nr]?\b|jede)"
    r"(?:(?:the|our|this|that|dem|der|den|unsere[mnr]|diese[mnr])\s+)?"
    rf"(?P<document>[^.,;:!?\"„“”]{{0,80}}?{KIND})\b(?=\s*(?:please|bitte)?\s*[.!]?\s*$)",
    re.IGNORECASE,
)
"""One document that a change is to stay within."""
LEAD = re.compile(
    r"^(?:in (?:all|every|our|allen|unseren)\s+\w+\s+)?(?:(?:the|our|den|das|die|der|unsere\w*)\s+)?"
    r"(?:(?:term|name|word|begriff|wort|namen)\s+)?",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\s,;:!?“”\"„]+")


def fact_in(text: str, products: tuple[str, ...], others: tuple[str, ...]) -> Fact | None:
    """What a sentence wants changed, none when it names nothing new.

    Args:
        text: in English or German.
        products: the part numbers that it was understood to be about.
        others: the organisation's other part numbers.
    """
    if moved := FROM_TO.search(text):
        rest = text[: moved.start()] + " " + text[moved.end() :]
        return Fact(_with_unit(moved["new"], moved["old"]), moved["old"], _subject(rest, products), products, others)
    for form in FORMS:
        if found := form.search(text):
            old, new = (_bare(found[name] or found[f"{name}q"]) for name in ("old", "new"))
            if not _only_a_figure(old):
                return Fact(new, old)
    named = [measure for measure in measures(text) if not _in_a_name(text, measure.start)]
    if not named:
        return None
    wanted = next((m for m in reversed(named) if m.unit), named[-1])
    end = re.compile(r"\s*\S+").match(text, wanted.end) if wanted.unit else None
    stop = end.end() if end else wanted.end
    subject = _subject(text[: wanted.start] + text[stop:], products)
    return Fact(text[wanted.start : stop].strip(" .!,;"), None, subject, products, others)


def within(text: str) -> tuple[str, tuple[str, ...]]:
    """The sentence without the one document that it names last, and the words that tell that document from others.

    No words where none is named, or only a kind of document.
    """
    found = WITHIN.search(text)
    if found is None:
        return text, ()
    words = re.sub(rf"{KIND}$", "", found["document"], flags=re.IGNORECASE).split()
    return text[: found.start()] + text[found.end() :], tuple(word.casefold() for word in words)


def _subject(text: str, products: tuple[str, ...]) -> str:
    """The words of the fact itself: neither what orders the change nor a product's name."""
    names = {part for mpn in products for part in re.split(r"[-./]", mpn.casefold()) if any(c.isdigit() for c in part)}
    kept = []
    for word in WORD.findall(text):
        plain = word.strip(".'’").casefold()
        if plain in _orders() or any(name in plain for name in names):
            continue
        kept.append(word)
    return " ".join(kept)


@cache
def _orders() -> frozenset[str]:
    data = yaml.safe_load(files("knowledge.words").joinpath("amending.yaml").read_text(encoding="utf-8"))
    return frozenset(data["orders"].split())


def _bare(text: str) -> str:
    text = LEAD.sub("", text.strip(" .,;:\"“”„«»'’‘"))
    return text.strip(" .,;:\"“”„«»'’‘")


def _only_a_figure(text: str) -> bool:
    return re.fullmatch(r"[\d.,]+", text) is not None


def _with_unit(new: str, old: str) -> str:
    unit = re.sub(r"^[\d.,\s]+", "", old)
    return new if re.search(r"[^\d.,\s]", new) or not unit else f"{new} {unit}"


def _in_a_name(text: str, start: int) -> bool:
    """Whether a figure belongs to a name that stands before it, such as a version or a model."""
    before = text[:start].rstrip().rsplit(" ", 1)[-1].casefold()
    return before in {"version", "v", "release", "firmware", "page", "seite", "section", "abschnitt"}

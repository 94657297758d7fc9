"""What a file says about itself: title, products, kind, language, version, validity. Each is a guess to be checked."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import PurePosixPath
from typing import Any, Final

import yaml
from rapidfuzz import fuzz

from knowledge.documents import ReadDocument

OTHER: Final = "document"
HEAD_CHARACTERS: Final = 1500
LONGEST_TITLE: Final = 120
LEAST_TITLE: Final = 4
HEADINGS: Final = 6
LETTERS: Final = re.compile(r"[^\W\d_]{3}")
SHEETS: Final = re.compile(r"sheet|excel|csv")
MOST_PRODUCTS: Final = 60
SAME_SHARE: Final = 0.34
"""A product counts as what the document is about from this share of the mentions of the most mentioned one."""
ALIKE: Final = 62.0
"""From this likeness (0 to 100) on, a file is taken for the next version of a document."""
VERSION: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:(?i:version|ver\.|v|rev(?:ision|\.)?|ausgabe|fassung|release)[\s._:-]*"
    r"(\d+(?:[._-]\d+){0,3}[a-z]?)|(?i:rev(?:ision|\.)?)\s+([A-Z]))(?![A-Za-z0-9])"
)
DATED: Final = re.compile(
    r"(?<!\d)(20\d\d)[-_./ ]?(0[1-9]|1[0-2]|q[1-4])(?:[-_./ ]?([0-2]\d|3[01]))?(?!\d)", re.IGNORECASE
)
FROM: Final = (
    r"(?:valid|effective|in force|applies|applicable|gültig|gilt|wirksam)[^\n.;]{0,20}?(?:from|as of|since|ab|vom)"
)
UNTIL: Final = r"(?:valid|effective|applies|gültig|gilt|befristet)[^\n;]{0,40}?(?:until|through|to|till|bis)"
ISO: Final = r"(20\d\d)-(\d\d)-(\d\d)"
NUMERIC: Final = r"(\d{1,2})\.\s?(\d{1,2})\.\s?(20\d\d)"
NAMED: Final = r"(\d{1,2})\.?\s+([A-Za-zäÄ]{3,9})\.?\s+(20\d\d)"
MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner",
            "feb february februar",
            "mar march mär märz",
            "apr april",
            "may mai",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december dez dezember",
        ),
        1,
    )
    for name in names.split()
}


@dataclass(frozen=True)
class KnownProduct:
    """A part number of the publisher's world, its line, and what else people call it."""

    mpn: str
    line_id: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class KnownDocument:
    """A document of the publisher's own that is live."""

    id: int
    title: str
    kind: str
    language: str
    version: str
    mpns: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What a file is held against: the publisher's own sight."""

    owner: str
    products: tuple[KnownProduct, ...]
    lines: tuple[tuple[int, str], ...]
    documents: tuple[KnownDocument, ...]


@dataclass(frozen=True)
class Guess:
    """What was found; `version` and dates are none where the file says nothing, `replaces` is a document's id."""

    title: str
    kind: str
    language: str
    mpns: tuple[str, ...]
    line_ids: tuple[int, ...]
    version: str | None
    effective_from: date | None
    valid_to: date | None
    replaces: int | None


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Mapping[str, str]]:
    """Kinds of documents with their names in English and German, in order."""
    return {kind: {"en": entry["en"], "de": entry["de"]} for kind, entry in _kinds().items()}


def guess(document: ReadDocument, known: Known) -> Guess:
    """What a file says about itself, held against what its publisher has."""
    title = title_of(document, known.owner)
    head = f"{_stem(document.name)}\n{title}\n{document.text[:HEAD_CHARACTERS]}"
    mpns = products_in(f"{_stem(document.name)}\n{title}", document.text, known.products)
    kind = kind_of(title, _stem(document.name), head)
    language = language_of(document.text)
    return Guess(
        title=title,
        kind=kind,
        language=language,
        mpns=mpns,
        line_ids=_lines(mpns, head, known),
        version=version_of(_stem(document.name), head),
        effective_from=_day_after(FROM, head),
        valid_to=_day_after(UNTIL, head),
        replaces=predecessor(title, kind, language, mpns, known.documents),
    )


def title_of(document: ReadDocument, owner: str = "") -> str:
    """The first heading, or a first line that is short enough to be one, that is not just the owner's name.

    The file's name is the title of a workbook, whose sheets' names say little, and of a document whose name tells
    its kind and shares no word with the heading: then the heading is a subtitle.
    """
    name = _stem(document.name)
    from_name = _named(name, owner) or document.name
    if SHEETS.search(document.media_type):
        return from_name
    headings = [part.section[0] for part in document.parts[:HEADINGS] if part.section]
    lines = [line for part in document.parts[:HEADINGS] for line in part.text.splitlines()[:1]]
    for words in (*headings, *lines):
        plain = " ".join(words.strip("# ").split())
        just_owner = plain.casefold() == owner.casefold()
        if LEAST_TITLE <= len(plain) <= LONGEST_TITLE and LETTERS.search(plain) and not just_owner:
            subtitle = kind_told(name) and not telling_words(plain, owner) & telling_words(name, owner)
            return from_name if subtitle else plain
    return from_name


def _named(name: str, owner: str) -> str:
    """A file's name as a title: without the owner's first word and the version."""
    words = [word for word in VERSION.sub("", name).split() if word.casefold() not in _words(owner).split()[:1]]
    title = " ".join(words)
    return (title[:1].upper() + title[1:])[:LONGEST_TITLE]


def telling_words(text: str, owner: str = "") -> set[str]:
    """Words that tell something: long ones, and those with letters and figures."""
    found = set(re.findall(r"[^\W_]{4,}|[^\W\d_]+\d+", text.casefold()))
    return {word for word in found if not word.isdecimal()} - set(_words(owner).split())


def kind_of(title: str, name: str, head: str) -> str:
    """The kind that the title tells, else the file name, else the first lines; `document` where nothing does."""
    return next(filter(None, map(kind_told, (title, name, head))), OTHER)


def kind_told(text: str) -> str | None:
    """The kind whose word stands in the text, the longest word before others, then the first."""
    folded = f" {_words(text)} "
    hits = [
        (-len(word), folded.find(f" {word} "), kind)
        for kind, entry in _kinds().items()
        for word in map(_words, entry["words"])
        if f" {word} " in folded
    ]
    return min(hits)[2] if hits else None


def language_of(text: str) -> str:
    """The language whose small words are most frequent; English where nothing tells."""
    words = Counter(re.findall(r"[^\W\d_]+", text[:60_000].casefold()))
    counts = {language: sum(words[word] for word in common) for language, common in _common().items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else "en"


def version_of(name: str, head: str) -> str | None:
    """The version in the file's name, else in the first lines, else a date in the name."""
    for text in (name, head):
        if found := VERSION.search(text):
            return (found[1] or found[2]).replace("_", ".")
    if found := DATED.search(name):
        return "-".join(part.upper() for part in found.groups() if part)
    return None


def next_version(version: str) -> str:
    """The one after: its last figure plus one; of a letter the next letter."""
    if re.fullmatch(r"[A-Ya-y]", version):
        return chr(ord(version) + 1)
    figures = list(re.finditer(r"\d+", version))
    if not figures:
        return f"{version} 2"
    last = figures[-1]
    return f"{version[: last.start()]}{int(last[0]) + 1}{version[last.end() :]}"


def products_in(head: str, text: str, products: Sequence[KnownProduct]) -> tuple[str, ...]:
    """The part numbers that a document is about, most mentioned first; those in title and file name before all."""
    counts: Counter[str] = Counter()
    heading: Counter[str] = Counter()
    by_name = dict(_names(products))
    if not by_name:
        return ()
    pattern = re.compile(
        r"(?<![A-Za-z0-9-])("
        + "|".join(re.escape(n) for n in sorted(by_name, key=len, reverse=True))
        + r")(?![A-Za-z0-9])",
        re.IGNORECASE,
    )
    for where, counted in ((head, heading), (text, counts)):
        for found in pattern.finditer(where.replace("_", " ")):
            counted[by_name[found[1].casefold()]] += 1
    about = {mpn: count + 1000 * heading[mpn] for mpn, count in (counts + heading).items()}
    if not about:
        return ()
    least = max(counts.values(), default=0) * SAME_SHARE
    chosen = [mpn for mpn in about if heading[mpn] or (not heading and counts[mpn] >= least)]
    return tuple(sorted(chosen, key=lambda mpn: (-about[mpn], mpn))[:MOST_PRODUCTS])


def predecessor(
    title: str,
    kind: str,
    language: str,
    mpns: Sequence[str],
    documents: Sequence[KnownDocument],
    least: float = ALIKE,
) -> int | None:
    """The document that this is the next version of: alike in title and products, of the same kind and language."""

    def likeness(other: KnownDocument) -> float:
        words = fuzz.token_set_ratio(_plain(title), _plain(other.title))
        exact = fuzz.ratio(_plain(title), _plain(other.title))
        own, theirs = set(mpns), set(other.mpns)
        goods = 100 * len(own & theirs) / len(own | theirs) if own | theirs else exact
        return 0.3 * words + 0.3 * exact + 0.4 * goods

    rivals = [d for d in documents if d.language == language and (OTHER in (d.kind, kind) or d.kind == kind)]
    best = max(rivals, key=likeness, default=None)
    return best.id if best is not None and likeness(best) >= least else None


def _names(products: Sequence[KnownProduct]) -> Iterator[tuple[str, str]]:
    """Each way to write a part number: as it is, and without its vendor's prefix where that is unambiguous."""
    short: dict[str, list[str]] = {}
    for product in products:
        bare = product.mpn.partition("-")[2]
        if re.search(r"[A-Za-z]", bare) and re.search(r"\d", bare):
            short.setdefault(bare.casefold(), []).append(product.mpn)
    yield from ((name, mpns[0]) for name, mpns in short.items() if len(mpns) == 1)
    yield from ((product.mpn.casefold(), product.mpn) for product in products)


def _lines(mpns: Sequence[str], head: str, known: Known) -> tuple[int, ...]:
    by_mpn = {product.mpn: product.line_id for product in known.products}
    lines = tuple(dict.fromkeys(by_mpn[mpn] for mpn in mpns if mpn in by_mpn))
    if lines:
        return lines
    return tuple(line for line, name in known.lines if re.search(rf"\b{re.escape(name)}\b", head, re.IGNORECASE))


def _day_after(lead: str, text: str) -> date | None:
    for found in re.finditer(lead + r"[\s:]*(?:the |dem )?" + f"(?:{ISO}|{NUMERIC}|{NAMED})", text, re.IGNORECASE):
        year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
        if found[7]:
            day, month, year = found[7], str(MONTHS.get(found[8].casefold(), 0)), found[9]
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _plain(title: str) -> str:
    return _words(VERSION.sub(" ", title))


def _words(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.casefold()).strip()


def _stem(name: str) -> str:
    return re.sub(r"[\s_]+", " ", PurePosixPath(name).stem).replace("-", " ").strip() if name else ""


@lru_cache(maxsize=1)
def _kinds() -> dict[str, dict[str, Any]]:
    return _data("kinds.yaml")


@lru_cache(maxsize=1)
def _common() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _data("languages.yaml").items()}


def _data(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((resources.files("ingest") / "words" / name).read_text("utf-8"))
    return loaded

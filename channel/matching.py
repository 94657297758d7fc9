"""Whether two records mean the same end customer: an explainable score from names, numbers, domains and places.

The order of the evidence is in docs/deals.md. Nothing here is learnt; every point of the score has its reason.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from channel.customer_words import (
    ANYWHERE_FORMS,
    CAPITAL_FORMS,
    CITY_NAMES,
    COUNTRIES,
    CYRILLIC,
    GREEK,
    GROUP_QUALIFIERS,
    LOCAL_WORDS,
    PARTNERSHIP_FORMS,
    SAME_WORDS,
    SMALL_WORDS,
    SPELLED_FORMS,
    TRADING_AS,
    UNIT_WORDS,
)

SAME_FROM: Final = 60
FUZZY_LENGTH: Final = 5
LONG_WORD: Final = 8
ACRONYM: Final = range(2, 7)
LONG_ACRONYM: Final = range(3, 9)
UMLAUTS: Final = {"ß": "ss", "ø": "oe", "æ": "ae", "å": "a", "ä": "ae", "ö": "oe", "ü": "ue", "ł": "l", "đ": "d"}
LETTERS: Final = CYRILLIC | GREEK | UMLAUTS
SERIES: Final = re.compile(r"\d+|[ivx]{1,4}")
FORMS: Final = CAPITAL_FORMS | PARTNERSHIP_FORMS


@dataclass(frozen=True)
class CustomerRecord:
    """What is known of an end customer; country is ISO 3166-1, the register number may be a VAT number."""

    name: str
    country: str | None = None
    city: str | None = None
    postcode: str | None = None
    domain: str | None = None
    register_number: str | None = None


@dataclass(frozen=True)
class Match:
    """Whether two records mean the same customer, how sure that is (0 to 100), and why, for the vendor's eyes."""

    same: bool
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Name:
    """A name taken apart: its telling words in canonical spelling, its legal forms, all words as written."""

    words: tuple[str, ...]
    forms: frozenset[str]
    written: tuple[str, ...]

    @property
    def compact(self) -> str:
        return "".join(self.words)


def fold(text: str) -> str:
    """Lower case without accents; `ä`, `ae` and `a` become one, as do their sisters."""
    lowered = "".join(LETTERS.get(letter, letter) for letter in unicodedata.normalize("NFKC", text).lower())
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    plain = "".join(GREEK.get(c, c) for c in plain)
    return re.sub(r"([aou])e", r"\1", plain)


def normalised(name: str) -> str:
    """A customer's name as names are compared: folded, without legal form, in canonical words."""
    taken = _take_apart(name)
    return " ".join(taken.words)


def same_customer(a: CustomerRecord, b: CustomerRecord) -> Match:
    """Whether two records mean the same legal entity, with the reasons."""
    numbers = _registers(a), _registers(b)
    if all(numbers) and numbers[0] == numbers[1]:
        return Match(True, 100, ("the same register or VAT number",))
    if a.country and b.country and a.country != b.country:
        return Match(False, 10, ("in two countries",))
    score, reasons = _compare_names(_take_apart(a.name), _take_apart(b.name), _Place(a, b))
    if all(numbers) and _comparable(*numbers):
        score, reasons = score - 40, (*reasons, "different register numbers")
    score = max(0, min(100, score))
    return Match(score >= SAME_FROM, score, reasons)


class _Place:
    """What domain, postcode and city of two records say about each other: agree, differ, or unknown."""

    def __init__(self, a: CustomerRecord, b: CustomerRecord) -> None:
        self.domain = _agree(_domain(a.domain), _domain(b.domain))
        self.postcode = _agree(_postcode(a.postcode), _postcode(b.postcode))
        self.city = _same_city(a.city, b.city)

    @property
    def near(self) -> bool:
        """Domain, postcode or city agree."""
        return True in {self.domain, self.postcode, self.city}

    @property
    def site(self) -> bool:
        """Domain or postcode agree."""
        return self.domain is True or self.postcode is True

    @property
    def apart(self) -> bool:
        """A place is known to differ and none agrees."""
        return not self.near and False in {self.postcode, self.city}

    def reasons(self) -> tuple[str, ...]:
        """The agreements and differences in words."""
        known = (("domain", self.domain), ("postcode", self.postcode), ("city", self.city))
        return tuple(f"{'the same' if value else 'another'} {what}" for what, value in known if value is not None)


def _compare_names(a: _Name, b: _Name, place: _Place) -> tuple[int, tuple[str, ...]]:
    """The score and its reasons, from the names in the light of the places."""
    if _partnership_apart(a, b):
        return 30, ("a company and a partnership of that name", *place.reasons())
    left, right, typos = _leftovers(a.words, b.words, lenient=place.near)
    joined = a.compact == b.compact or _alike(a.compact, b.compact, lenient=False)
    if (not left and not right) or joined:
        return _same_name(a, place, typos=bool(typos) and a.compact != b.compact)
    if (place.near and _is_acronym(a, b)) or (place.domain and _are_letters_of(a, b)):
        return 80, ("one name is the other's initials", *place.reasons())
    return _different_words(left, right, place, shared=len(a.words) - len(left))


def _same_name(a: _Name, place: _Place, *, typos: bool) -> tuple[int, tuple[str, ...]]:
    """Names that agree but for spelling: places decide about spelling and about names that every town has."""
    reason = "the names differ by a slip of the pen" if typos else "the same name without its legal form"
    local = bool(LOCAL_WORDS.intersection(a.words)) and place.city is not True and place.postcode is not True
    if len(a.words) == 1 and place.domain is not True and place.postcode is False and place.city is False:
        return 45, (f"{reason}, a single word, in two towns", *place.reasons())
    if local and place.apart and len(a.words) <= 2:  # noqa: PLR2004 - "Volksbank", "Stadtwerke Ried"
        return 25, (f"{reason}, which many towns have", *place.reasons())
    if place.domain is False and place.apart:
        return 40, (reason, *place.reasons())
    if typos and place.apart:
        return 45, (reason, *place.reasons())
    return 85 - 10 * typos + 10 * place.near - 15 * place.apart, (reason, *place.reasons())


def _different_words(
    left: list[str], right: list[str], place: _Place, *, shared: int
) -> tuple[int, tuple[str, ...]]:
    """Names with words that the other has not."""
    extra = [*left, *right]
    if place.near and any(_stand_for(short, long) for short, long in ((left, right), (right, left))):
        return 75, (f"“{' '.join(left)}” and “{' '.join(right)}” are initials and words", *place.reasons())
    telling = [word for word in extra if word in GROUP_QUALIFIERS or word in COUNTRIES or SERIES.fullmatch(word)]
    if telling:
        return 30, (f"“{telling[0]}” names another company of the group", *place.reasons())
    if left and right:
        return 20, (f"“{left[0]}” and “{right[0]}” differ", *place.reasons())
    if shared > 1 and place.site:
        return 70, (f"one name says “{' '.join(extra)}” besides", *place.reasons())
    return 35, (f"only one name says “{' '.join(extra)}”", *place.reasons())


@lru_cache(maxsize=4096)
def _take_apart(name: str) -> _Name:
    words = _forms_written_short(_words(name))
    cut = next((at for at, word in enumerate(words) if word in UNIT_WORDS and at > 0), len(words))
    words = words[:cut]
    kept = [word for word in words if word not in ANYWHERE_FORMS]
    forms = [word for word in words if word in ANYWHERE_FORMS]
    while len(kept) > 1 and (kept[-1] in FORMS or kept[-1] in SMALL_WORDS):
        forms.append(kept.pop())
    while len(kept) > 1 and kept[0] in FORMS and len(kept[0]) > 1:
        forms.append(kept.pop(0))
    telling = [SAME_WORDS.get(word, word) for word in kept if word not in SMALL_WORDS] or kept
    return _Name(tuple(telling), frozenset(forms) & FORMS, tuple(words))


def _words(name: str) -> list[str]:
    company = re.split(TRADING_AS, fold(name))[0]
    text = company.replace("’", "'").replace("'", "").replace("&", " and ").replace("+", " and ")
    text = re.sub(r"\b((?:\w\.){2,})", lambda match: match[1].replace(".", "") + " ", text)
    text = re.sub(r"\b((?:\w\.)+\w)\b", lambda match: match[1].replace(".", ""), text)
    text = re.sub(r"\b([ak])/([sb])\b", r"\1\2", text)
    return re.sub(r"[^\w]+", " ", text).split()


@lru_cache(maxsize=1)
def _spelled_forms() -> dict[str, str]:
    return {fold(spelled): short for spelled, short in SPELLED_FORMS.items()}


def _forms_written_short(words: list[str]) -> list[str]:
    text = f" {' '.join(words)} "
    for spelled, short in _spelled_forms().items():
        text = text.replace(f" {spelled} ", f" {short} ")
    return text.split()


def _leftovers(a: tuple[str, ...], b: tuple[str, ...], *, lenient: bool) -> tuple[list[str], list[str], list[str]]:
    """The words of each that the other has not, and those that agree but for a slip."""
    right = list(b)
    left, slips = [], []
    for word in a:
        if word in right:
            right.remove(word)
        else:
            left.append(word)
    for word in list(left):
        twin = next((other for other in right if _alike(word, other, lenient=lenient)), None)
        if twin is not None:
            left.remove(word)
            right.remove(twin)
            slips.append(word)
    return left, right, slips


def _alike(a: str, b: str, *, lenient: bool) -> bool:
    if SERIES.fullmatch(a) or SERIES.fullmatch(b):
        return False
    if min(len(a), len(b)) < FUZZY_LENGTH:
        return False
    allowed = 2 if lenient and min(len(a), len(b)) >= LONG_WORD else 1
    return OSA.distance(a, b) <= allowed


def _is_acronym(a: _Name, b: _Name) -> bool:
    for short, long in ((a, b), (b, a)):
        letters = short.written[0]
        if len(short.words) == 1 and len(letters) in ACRONYM and len(long.words) > 1:
            initials = "".join(word[0] for word in long.written if word not in SMALL_WORDS)
            if initials.startswith(letters) or _spread(letters, long.written):
                return True
    return False


def _stand_for(short: list[str], long: list[str]) -> bool:
    """Whether one word is the initials of several: "tu" of a technical university."""
    if len(short) != 1 or len(long) < len(short[0]) or len(short[0]) not in ACRONYM:
        return False
    return short[0] == "".join(word[0] for word in long)


def _are_letters_of(a: _Name, b: _Name) -> bool:
    """Whether the first word of one is made of letters of the other's words, each beginning with its first."""
    for short, long in ((a, b), (b, a)):
        rest = [word for word in long.written if word not in SMALL_WORDS and word not in short.written[1:]]
        if len(rest) > 1 and len(short.written[0]) in LONG_ACRONYM and _letters(short.written[0], rest):
            return True
    return False


def _letters(short: str, words: list[str]) -> bool:
    if not words:
        return not short
    if not short or short[0] != words[0][0]:
        return False
    at, taken = 0, 0
    for letter in short:
        found = words[0].find(letter, at)
        if found < 0:
            break
        at, taken = found + 1, taken + 1
        if _letters(short[taken:], words[1:]):
            return True
    return False


def _spread(short: str, words: tuple[str, ...]) -> bool:
    """Whether the letters are the beginnings of the words, more than one letter of some (`amsc`)."""
    if not short:
        return True
    if not words:
        return False
    return any(
        words[0][:taken] == short[:taken] and _spread(short[taken:], words[1:])
        for taken in range(min(len(short), len(words[0]), 2), 0, -1)
    )


def _partnership_apart(a: _Name, b: _Name) -> bool:
    partner_a, partner_b = bool(a.forms & PARTNERSHIP_FORMS), bool(b.forms & PARTNERSHIP_FORMS)
    return bool(a.forms) and bool(b.forms) and partner_a != partner_b and a.compact == b.compact


def _agree(a: str, b: str) -> bool | None:
    return a == b if a and b else None


def _domain(domain: str | None) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", (domain or "").lower()).split("/")[0]


def _postcode(postcode: str | None) -> str:
    return re.sub(r"^[a-z]{1,2}[- ](?=\d)|\W", "", (postcode or "").lower())


def _same_city(a: str | None, b: str | None) -> bool | None:
    """Whether two towns are one: in other languages too, and with or without what tells it from its namesakes."""
    if not a or not b:
        return None
    one, other = (re.split(r"[\s(,/-]+", fold(city).strip(" )")) for city in (a, b))
    if _city(one) == _city(other):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and _city(short) == _city(long[:1]) and (len(long) > 1)


def _city(words: list[str]) -> str:
    joined = "".join(words)
    return CITY_NAMES.get(joined, joined)


def _registers(record: CustomerRecord) -> str:
    """A register or VAT number without tax mark and signs; a VAT number of Sweden or Norway holds the other."""
    plain = re.sub(r"\W", "", (record.register_number or "").upper())
    bare = re.sub(r"(?:MVA|MWST|TVA|IVA)$", "", plain)
    if swedish := re.fullmatch(r"SE(\d{10})01", bare):
        return swedish[1]
    if norwegian := re.fullmatch(r"(?:NO)?(\d{9})", bare):
        return norwegian[1]
    return bare


def _comparable(a: str, b: str) -> bool:
    """Numbers of the same kind (both with a country prefix, or neither) can contradict each other."""
    return a[:2].isalpha() == b[:2].isalpha() and len(a) == len(b)

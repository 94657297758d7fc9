"""What a text says besides what it shows: look-alike letters, invisible letters, codes and spelt-out words."""

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import unquote

import yaml

TAGS = re.compile("[\U000e0020-\U000e007e]{8,}")
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{8,}")
BITS = re.compile("[\u2062\u2064]{40,}")
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                       "\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f\U000e0100-\U000e01ef]")
SPELT = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .\-_*+|/]{1,3}){7,}[^\W\d_](?![^\W_])")
READABLE = 0.75
SHORTEST = 8
LONGEST_WORD = 20
LEAST_CIPHERED = 5
"""Shorter words turn into other words."""
LEET = str.maketrans("013457", "oieast")
LEET_WORD = re.compile(r"(?<![\w-])(?=\d*[a-zA-Z])(?=[a-zA-Z]*\d)[a-zA-Z013457]{3,}(?![\w-])")
LEET_SHARE = 0.3


@dataclass(frozen=True)
class Disguise:
    """A stretch of a text as it stands there, and what it says when read as its writer meant it."""

    stretch: str
    says: str


def plain(text: str) -> str:
    """The text in small letters of the Latin alphabet: accents, look-alikes and invisible characters taken away."""
    if text.isascii():
        return text.lower()
    text = INVISIBLE.sub("", text)
    folded = unicodedata.normalize("NFKD", text.translate(_look_alikes())).casefold()
    return "".join(c for c in folded if not unicodedata.combining(c)).translate(_look_alikes())


def disguises(text: str, words: frozenset[str]) -> Iterator[Disguise]:
    """Every stretch that says something else than it shows.

    Args:
        text: as it stands in a document.
        words: plain words that are looked for; needed for codes that look like any other words.
    """
    if not text.isascii():
        yield from _invisible(text)
    for needed, pattern, decode in CODES:
        if needed not in text:
            continue
        for found in pattern.finditer(text):
            says = _tried(decode, found[0])
            if _readable(says) and says != found[0]:
                yield Disguise(found[0], says)
    for found in SPELT.finditer(text):
        yield Disguise(found[0], _spelt(found[0], words))
    yield from _ciphers(text, words)
    if len(LEET_WORD.findall(text)) > LEET_SHARE * len(text.split()) + 1:
        yield Disguise(text, LEET_WORD.sub(lambda m: m[0].translate(LEET), text))


def _invisible(text: str) -> Iterator[Disguise]:
    for found in TAGS.finditer(text):
        yield Disguise(found[0], "".join(chr(ord(c) - 0xE0000) for c in found[0]))
    for found in SELECTORS.finditer(text):
        yield Disguise(found[0], bytes(_selected(c) for c in found[0]).decode("utf-8", "ignore"))
    for found in BITS.finditer(text):
        yield Disguise(found[0], _from_bits(found[0].translate({0x2062: "0", 0x2064: "1"})))


def _selected(sign: str) -> int:
    """The byte that a variation selector stands for."""
    code = ord(sign)
    return code - 0xFE00 if code < 0xE0100 else code - 0xE0100 + 16  # noqa: PLR2004 - the two blocks of selectors


def _from_bits(bits: str) -> str:
    return "".join(chr(int(bits[i : i + 8], 2)) for i in range(0, len(bits) - 7, 8))


def _base64(found: str) -> str:
    packed = re.sub(r"\s+", "", found).rstrip("=").replace("-", "+").replace("_", "/")
    return base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8")


def _base32(found: str) -> str:
    return base64.b32decode(found.rstrip("=") + "=" * (-len(found.rstrip("=")) % 8)).decode("utf-8")


def _base85(found: str) -> str:
    inner = found.strip().removeprefix("<~").removesuffix("~>")
    try:
        return base64.a85decode(inner).decode("utf-8")
    except ValueError:
        return base64.b85decode(inner).decode("utf-8")


def _hex(found: str) -> str:
    return bytes.fromhex(re.sub(r"0x|\\x|[\s,:]", "", found)).decode("utf-8")


def _uu(found: str) -> str:
    lines = found.strip().splitlines()
    return b"".join(binascii.a2b_uu(line) for line in lines).decode("utf-8")


def _numbers(found: str) -> str:
    return "".join(chr(int(n)) for n in re.findall(r"\d+", found))


def _quoted_printable(found: str) -> str:
    return codecs.decode(found.encode(), "quopri").decode("utf-8")


def _escapes(found: str) -> str:
    return re.sub(r"\\u\{?([0-9a-fA-F]{4})\}?", lambda m: chr(int(m[1], 16)), found)


def _morse(found: str) -> str:
    letters = _table("morse")
    found = found.replace("·", ".").replace("−", "-").replace("–", "-")
    return " ".join("".join(letters.get(sign, "") for sign in word.split()) for word in re.split(r"\s*/\s*", found))


def _braille(found: str) -> str:
    return "".join(_table("braille").get(sign, sign) for sign in found)


def _radio(found: str) -> str:
    letters = _table("radio")
    return "".join(letters.get(word, " ") for word in re.findall(r"[A-Za-z-]+|[^A-Za-z\s]", found.lower()))


CODES: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("", re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{16,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}(?![\w+/=-])"), _base64),
    ("", re.compile(r"(?<![A-Za-z0-9])[A-Z2-7]{24,}={0,6}(?![A-Za-z0-9])"), _base32),
    ("", re.compile(r"(?:<~[!-uz\s]{20,}~>)|(?<!\S)(?=\S*[^\w\s.,:;/()-])[!-~]{30,}(?!\S)"), _base85),
    ("", re.compile(r"(?<![0-9A-Za-z])(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s,:]?){12,}(?![0-9A-Za-z])"), _hex),
    ("", re.compile(r"(?<![0-9])(?:[01]{8}\s?){8,}(?![0-9])"), lambda found: _from_bits(re.sub(r"\s", "", found))),
    ("", re.compile(r"(?<!\d)(?:\d{2,3}[\s,]+){10,}\d{2,3}(?!\d)"), _numbers),
    ("", re.compile(r"^[!-`][!-`]{12,}(?:\n[!-`]+)*$", re.MULTILINE), _uu),
    ("=", re.compile(r"(?:=[0-9A-F]{2}[^\s=]{0,12}\s?){4,}"), _quoted_printable),
    ("%", re.compile(r"(?:[\w.,:!?'-]*%[0-9A-Fa-f]{2}[\w.,:!?'-]*){3,}"), unquote),
    ("&#", re.compile(r"(?:&#x?[0-9A-Fa-f]+;[\s.,]?){8,}"), html.unescape),
    ("\\u", re.compile(r"(?:\\u\{?[0-9a-fA-F]{4}\}?[\s.,]?){8,}"), _escapes),
    (". ", re.compile(r"(?:[.\-·−–]{1,6}[ \t/]+){12,}[.\-·−–]{1,6}"), _morse),
    ("", re.compile("(?:[\u2800-\u28ff]{1,}\\s?){8,}"), _braille),
    ("ravo", re.compile(r"\b(?:[A-Za-z-]{3,8}[\s,.]+){8,}[A-Za-z-]{3,8}"), _radio),
)
"""What a text must hold for a code to be looked for, how it looks, and how it is read."""


def _tried(decode: Callable[[str], str], found: str) -> str:
    try:
        return decode(found)
    except (ValueError, binascii.Error, OverflowError):
        return ""


def _readable(text: str) -> bool:
    letters = sum(c.isalpha() or c.isspace() for c in text)
    return len(text) >= SHORTEST and " " in text.strip() and letters / len(text) >= READABLE


def _spelt(found: str, words: frozenset[str]) -> str:
    """Letters with something between them: words where the gaps are wider, else the known words in it."""
    gaps = re.findall(r"[^\w]+|_+", found)
    if len({len(gap) for gap in gaps}) > 1:
        widest = max(len(gap) for gap in gaps)
        return "".join(
            part if part[0].isalpha() else " " * (len(part) == widest) for part in re.findall(r"[^\W_]|[\W_]+", found)
        )
    joined = plain(re.sub(r"[\W_]+", "", found))
    said: list[str] = []
    at = 0
    while at < len(joined):
        ends = range(min(len(joined), at + LONGEST_WORD), at + 2, -1)
        word = next((joined[at:end] for end in ends if joined[at:end] in words), "")
        said.append(word)
        at += len(word) or 1
    return " ".join(filter(None, said))


def _turned(word: str) -> str:
    return word[::-1]


def _rot13(text: str) -> str:
    return codecs.encode(text, "rot13")


ATBASH = str.maketrans("abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba")


def _atbash(text: str) -> str:
    return text.lower().translate(ATBASH)


CIPHERS: tuple[Callable[[str], str], ...] = (_rot13, _atbash, _turned)


@cache
def _ciphered(words: frozenset[str]) -> tuple[frozenset[str], ...]:
    long = [word for word in words if len(word) >= LEAST_CIPHERED]
    return tuple(frozenset(map(cipher, long)) - words for cipher in CIPHERS)


def _ciphers(text: str, words: frozenset[str]) -> Iterator[Disguise]:
    there = set(re.findall(r"[a-z]{5,}", text.lower()))
    for cipher, coded in zip(CIPHERS, _ciphered(words), strict=True):
        if len(there & coded) > 1:
            yield Disguise(text, cipher(text))


@cache
def _look_alikes() -> dict[int, str]:
    return {ord(sign): letter for letter, signs in _table("look_alikes").items() for sign in signs.replace(" ", "")}


@cache
def _table(name: str) -> dict[str, str]:
    data = yaml.safe_load(files("knowledge.words").joinpath("disguises.yaml").read_text(encoding="utf-8"))
    return {str(key): str(value) for key, value in data[name].items()}

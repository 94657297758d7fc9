"""Money, percentages, time spans and plain numbers, in English and German writing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bot.understanding.marks import Mark, Marks
from bot.understanding.phrases import listed
from bot.understanding.vocabulary import Vocabulary
from bot.understanding.words import Word, fold, spellings

_NUMBER = r"(?:\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,12}(?:[.,]\d{1,3})?(?!\d))"
_LARGE = 3
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*")


@dataclass(frozen=True)
class Amount:
    """An amount of money; `currency` None where none was said."""

    value: Decimal
    currency: str | None


@dataclass(frozen=True)
class Number:
    """A plain number; `as_amount` where it is written as money is: "1,184.00"."""

    value: Decimal
    as_amount: bool = False


@dataclass(frozen=True)
class Span:
    """A length of time; `unit` is day, week, month or year."""

    count: int
    unit: str


def parse_number(text: str) -> Decimal | None:
    """A number in either style: "1,184.00", "1.184,00", "48'000", "3.5", "3,5", "35.000"; None if it is none.

    One kind of separator before exactly three digits groups thousands, except after a leading zero.
    """
    text = text.strip()
    if _THOUSANDS.fullmatch(text) and not text.startswith("0"):
        text = re.sub(r"[.,' ]", "", text)
    else:
        text = re.sub(r"[' ]", "", text)
        last = max(text.rfind("."), text.rfind(","))
        if last >= 0:
            text = re.sub(r"[.,]", "", text[:last]) + "." + text[last + 1 :]
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


@dataclass(frozen=True)
class FigurePatterns:
    """The patterns of one vocabulary."""

    money: re.Pattern[str]
    spoken_money: re.Pattern[str]
    percent: re.Pattern[str]
    span: re.Pattern[str]
    currencies: dict[str, str]
    multipliers: dict[str, int]
    spans: dict[str, str]
    numbers: dict[str, int]


def find_figures(text: str, marks: Marks, patterns: FigurePatterns) -> None:
    """Marks percentages, time spans ("90 days") and money."""
    for found in patterns.percent.finditer(text):
        value = parse_number(found["number"])
        if value is not None:
            marks.add(Mark(("pct",), value, found.start(), found.end(), found.group()))
    for found in patterns.money.finditer(text):
        amount = _amount(found, patterns)
        if amount:
            marks.add(Mark(("money",), amount, found.start(), found.end(), found.group()))
    for found in patterns.spoken_money.finditer(text):
        spoken = _spoken(found, patterns)
        marks.add(Mark(("money",), spoken, found.start(), found.end(), found.group()))


def find_spans(text: str, marks: Marks, patterns: FigurePatterns, numbers: dict[str, int]) -> None:
    """Marks "90 days", "two more weeks": value is a `Span`."""
    for found in patterns.span.finditer(text):
        number = numbers.get(fold(found["number"]))
        count = number if number is not None else int(found["number"])
        unit = patterns.spans[fold(found["unit"])]
        marks.add(Mark(("days", "span"), Span(count, unit), found.start(), found.end(), found.group()))


def _amount(found: re.Match[str], patterns: FigurePatterns) -> Amount | None:
    currency = found["before"] or found["after"]
    multiplier = fold(found["times"] or "").rstrip(".") or ("k" if found["kilo"] or found["kiloafter"] else "")
    if not currency and not multiplier:
        return None
    if multiplier == "m" and not currency and "." not in found["number"] and "," not in found["number"]:
        return None
    value = _scaled(found["number"]) if multiplier else parse_number(found["number"])
    if value is None:
        return None
    factor = {"k": 1000, "m": 1_000_000, "": 1}.get(multiplier) or patterns.multipliers.get(multiplier, 1)
    name = patterns.currencies.get(fold(currency)) if currency else None
    return Amount(value * factor, name)


def _spoken(found: re.Match[str], patterns: FigurePatterns) -> Amount:
    """An amount in words: "nine thousand five hundred pounds", "zwölftausend Euro"."""
    thousands = _added_up(found["words"], patterns) * patterns.multipliers[fold(found["times"])]
    currency = patterns.currencies.get(fold(found["after"])) if found["after"] else None
    return Amount(Decimal(thousands + _added_up(found["rest"], patterns)), currency)


def _added_up(text: str, patterns: FigurePatterns) -> int:
    total = 0
    for word in re.findall(rf"{either(patterns.numbers)}", fold(text)):
        number = patterns.numbers[word]
        total = max(total, 1) * number if number == 100 else total + number  # noqa: PLR2004 - "two hundred"
    return total


def _scaled(text: str) -> Decimal | None:
    """A number before "k" or "Mio": its only separator is a decimal sign unless it groups several times."""
    if len(re.findall(r"[.,]", text)) == 1 and not re.search(r"[' ]", text):
        return parse_number(text.replace(",", ".") + ("0" if re.search(r"[.,]\d{3}$", text) else ""))
    return parse_number(text)


def figure_patterns(vocabulary: Vocabulary) -> FigurePatterns:
    """Compiles the patterns of a vocabulary."""
    currencies: dict[str, str] = {}
    multipliers: dict[str, int] = {}
    spans: dict[str, str] = {}
    typed_currencies: set[str] = set()
    for table in vocabulary.tables.values():
        for code, text in table["currencies"].items():
            for name in listed(text):
                typed_currencies |= {name, *spellings(name)}
                currencies |= dict.fromkeys((fold(name), *spellings(name)), code)
        multipliers |= {fold(str(name)): int(value) for name, value in table["multipliers"].items()}
        for unit, text in table["spans"].items():
            spans |= {form: unit for name in listed(text) for form in (name, *spellings(name))}
    business = [name for entry in vocabulary.phrases("business_days") for name in listed(entry)]
    spans |= dict.fromkeys((fold(name) for name in business), "day")
    symbols = either(name for name in typed_currencies if not name[0].isalnum())
    codes = either(name for name in typed_currencies if name[0].isalnum())
    currency = rf"(?:{symbols}|(?<![^\W\d_kKtT])(?:{codes})(?![^\W_]))"
    times = rf"(?:[km](?=[\W_]|$|{codes}|{symbols})|(?:{either(multipliers)})\b\.?)"
    number_words = either(word for word, value in vocabulary.numbers.items() if value)
    named_number = rf"(?:{either({*vocabulary.numbers, *_written(vocabulary)})})"
    large = either(word for word in multipliers if word.isalpha() and len(word) >= _LARGE)
    return FigurePatterns(
        money=re.compile(
            rf"(?<![\w.,-])(?:(?P<kilo>[kt](?=(?:eur|€)))?(?P<before>{currency})\s?(?:{codes})?\s?)?(?P<number>(?<![^\W\d_]){_NUMBER})"
            rf"(?:\s?(?P<times>{times}))?(?:\s?-?(?P<kiloafter>[kt](?=(?:eur|€)))?(?P<after>{currency}))?(?![^\W_])",
            re.IGNORECASE,
        ),
        spoken_money=re.compile(
            rf"(?<![^\W_])(?P<words>{named_number}(?:[\s-]?(?:and\s|und\s?)?{named_number})*)[\s-]?(?P<times>{large})"
            rf"(?P<rest>(?:[\s-]?(?:and\s|und\s?)?{named_number})*)(?:\s?(?P<after>{currency}))?(?![^\W_])",
            re.IGNORECASE,
        ),
        percent=re.compile(
            rf"(?<![\w.,])(?P<number>{_NUMBER})\s?(?:%|(?:{either(vocabulary.phrases('percent'))})\b)", re.IGNORECASE
        ),
        span=re.compile(
            rf"(?<![\w.,-])(?P<number>\d{{1,4}}|{number_words})[\s-]?(?:(?:more|extra|additional|weitere|weiteren)\s)?"
            rf"(?P<unit>{either(spans)})(?![^\W_])",
            re.IGNORECASE,
        ),
        currencies=currencies,
        multipliers=multipliers,
        spans=spans,
        numbers=vocabulary.numbers,
    )


def _written(vocabulary: Vocabulary) -> set[str]:
    """The number words with their umlauts, as they stand in a text: "zwölf", "fünfzig"."""
    plain = {word for word in vocabulary.numbers if "ue" in word or "oe" in word}
    return {word.replace("ue", "ü").replace("oe", "ö") for word in plain} | {
        word.replace("ss", "ß") for word in vocabulary.numbers if "ss" in word
    }


def either(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def find_currencies(words: Sequence[Word], marks: Marks, patterns: FigurePatterns) -> None:
    """Marks a currency that stands without an amount, "in CHF"; value is its code."""
    for word in words:
        code = patterns.currencies.get(word.folded)
        if code and word.folded not in _ALSO_WORDS:
            marks.add(Mark(("currency",), code, word.start, word.end, word.raw))


def find_numbers(words: Sequence[Word], marks: Marks) -> None:
    """Marks what is left of plain numbers: value is a `Number`."""
    for word in words:
        written = word.raw if word.raw[0].isdigit() else word.forms[-1] if "spoken" in word.kinds else ""
        if not written or not written.replace(".", "").replace(",", "").replace("'", "").isdigit():
            times = _TIMES.fullmatch(word.folded)
            if times:
                marks.add(
                    Mark(
                        ("number", "qty"),
                        Number(Decimal(times["after"] or times["before"])),
                        word.start,
                        word.end,
                        word.raw,
                    )
                )
            continue
        value = parse_number(written)
        if value is not None:
            marks.add(Mark(("number", "qty"), Number(value, not written.isdigit()), word.start, word.end, word.raw))


_ALSO_WORDS = {"fr", "crowns"}
_TIMES = re.compile(r"(?:x(?=\d)(?P<after>\d{1,4})|(?P<before>\d{1,5})(?:x|pcs|pc|stk|st|er|units|th))")

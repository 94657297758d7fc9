"""The languages' data files, compiled once: cues of the capabilities, words of figures and dates, spelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz.distance import OSA

from bot.understanding.phrases import Hit, Phrase, PhraseIndex, compile_phrase, listed
from bot.understanding.words import Word, fold, spellings, split_words

_BESIDE_LANGUAGES = {"evidence", "examples", "organisations", "places", "registering"}
_SHORTEST_MISSPELT = 5
_LONG_MISSPELT = 8
_OTHER_WORDS = 0.6

Tables = dict[str, Any]


@dataclass(frozen=True)
class Vocabulary:
    """All languages together, because people mix them. `tables` are the files as read, by language; `domain` the
    words of the trade: those of the cues that are no ordinary ones.
    """

    tables: dict[str, Tables]
    places: Tables
    organisations: Tables
    capabilities: PhraseIndex
    hints: PhraseIndex
    names: PhraseIndex
    followups: PhraseIndex
    same: dict[str, str]
    numbers: dict[str, int]
    spelling: Spelling
    word_languages: dict[str, frozenset[str]]
    domain: frozenset[str]
    examples: dict[str, str]
    word_lists: dict[str, frozenset[str]]

    def words(self, key: str) -> frozenset[str]:
        """Single words of a list, in all languages and spellings."""
        return self.word_lists[key]

    def common_words(self, language: str) -> frozenset[str]:
        """The function words of one language."""
        return self.word_lists[f"common:{language}"]

    def phrases(self, key: str) -> list[str]:
        """Entries of a list, in all languages."""
        return [entry for table in self.tables.values() for entry in _entries(table.get(key, ()))]


class Spelling:
    """Finds the word meant by a misspelt one: one slip (two in a long word), never for a word known itself."""

    def __init__(self, words: Iterable[str], known: Iterable[str]) -> None:
        self._known = frozenset(known) | frozenset(words)
        self._by_deletion: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(words)):
            for key in _deletions(word):
                self._by_deletion[key].append(word)

    def knows(self, word: str) -> bool:
        """Is it spelt as some word we know?"""
        return word in self._known

    def corrected(self, word: str) -> str | None:
        """The known word meant, or None where it is known, too short or not near any; of four letters, one lost."""
        if len(word) < _SHORTEST_MISSPELT - 1 or word in self._known or not word.isalpha():
            return None
        best: tuple[int, int, str] | None = None
        for key in _deletions(word):
            for candidate in self._by_deletion.get(key, ()):
                if len(word) < _SHORTEST_MISSPELT and len(candidate) <= len(word):
                    continue
                distance = OSA.distance(word, candidate, score_cutoff=2)
                allowed = 2 if min(len(word), len(candidate)) >= _LONG_MISSPELT else 1
                if word[0] != candidate[0] and sorted(word[:2]) != sorted(candidate[:2]):
                    continue
                if distance <= allowed and (best is None or (distance, -len(candidate), candidate) < best):
                    best = (distance, -len(candidate), candidate)
        return best[2] if best else None


def _deletions(word: str) -> Iterator[str]:
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


@lru_cache(maxsize=2)
def load_vocabulary(further: tuple[Path, ...] = ()) -> Vocabulary:
    """Reads and compiles the data files, and those of `further` languages; about 0.2 s, once per process."""
    tables = _languages(further)
    words = _spelt_words(tables)
    ordinary = {form for key in ("common", "ordinary") for form in _word_set(tables.values(), key)}
    name_stops = _word_set(tables.values(), "name_stops")
    examples = _read("examples")
    exampled = {word.folded for text in examples.values() for word in split_words(text) if not word.raw.isupper()}
    same = {
        form: fold(str(to)) for t in tables.values() for word, to in t["same"].items() for form in spellings(str(word))
    }
    return Vocabulary(
        tables=tables,
        places=_read("places"),
        organisations=_read("organisations"),
        capabilities=PhraseIndex(_capability_phrases(tables), name_stops, _word_set(tables.values(), "name_leads")),
        hints=PhraseIndex(_hint_phrases(tables), name_stops),
        names=PhraseIndex(_name_phrases(tables), name_stops, _word_set(tables.values(), "name_leads")),
        followups=PhraseIndex(compile_phrase(s, "followup", 1) for t in tables.values() for s in listed(t["followup"])),
        same=same,
        numbers=_number_words(tables),
        spelling=Spelling(words, ordinary | exampled | set(same) | name_stops | _all_listed_words(tables)),
        word_languages=_language_words(tables),
        examples=examples,
        word_lists=_word_lists(tables),
        domain=frozenset(_trade_words(tables)) - ordinary - name_stops - _chat_words(examples),
    )


def _languages(further: Iterable[Path]) -> dict[str, Tables]:
    """The tables by language, English first; what a file leaves out, its language does not have."""
    folder = files("bot.understanding").joinpath("languages")
    names = sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    tables = {name: _read(name) for name in names if name not in _BESIDE_LANGUAGES}
    tables |= {table["language"]: table for path in further if (table := _parsed(path.read_text(encoding="utf-8")))}
    english = tables["en"]
    return {"en": english} | {
        name: {key: _nothing_like(value) for key, value in english.items()} | table
        for name, table in tables.items()
        if name != "en"
    }


def _nothing_like(value: Any) -> Any:  # noqa: ANN401 - as read from YAML
    if isinstance(value, dict):
        return {key: _nothing_like(kept) for key, kept in value.items() if key in _NEEDED}
    return type(value)()


_NEEDED = {"units", "tens", "hundred", "more", "compound", "pack", "bundle", "month", "generation", "fanless"}
"""Keys inside a table that are looked for by name."""


def _read(name: str) -> Tables:
    return _parsed(files("bot.understanding").joinpath("languages", f"{name}.yaml").read_text(encoding="utf-8"))


def _parsed(text: str) -> Tables:
    loaded: Tables = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe loaders both
    return loaded


def _entries(value: Any) -> list[str]:  # noqa: ANN401 - as read from YAML
    if isinstance(value, str):
        return listed(value)
    if isinstance(value, dict):
        return [str(key) for key in value]
    return [str(item) for entry in value for item in (entry if isinstance(entry, list) else [entry])]


def _word_set(tables: Iterable[Tables], key: str) -> frozenset[str]:
    return frozenset(
        form for t in tables for entry in _entries(t.get(key, ())) for form in spellings(entry.rstrip("?"))
    )


def _word_lists(tables: dict[str, Tables]) -> dict[str, frozenset[str]]:
    keys = {key for table in tables.values() for key, value in table.items() if isinstance(value, str | list | dict)}
    lists = {key: _word_set(tables.values(), key) for key in keys if key not in {"capabilities", "language"}}
    spans = (name.strip() for t in tables.values() for names in t["spans"].values() for name in names.split(","))
    lists["span_words"] = frozenset(form for name in spans for form in spellings(name))
    return lists | {f"common:{language}": _word_set([table], "common") for language, table in tables.items()}


def _capability_phrases(tables: dict[str, Tables]) -> Iterator[Phrase]:
    for language, table in tables.items():
        for capability, groups in table["capabilities"].items():
            for weight, text in groups.items():
                for source in listed(text):
                    yield compile_phrase(source, capability, float(weight), language)


def _hint_phrases(tables: dict[str, Tables]) -> Iterator[Phrase]:
    for table in tables.values():
        for key in ("aspects", "decisions", "reasons", "frequencies"):
            for value, text in table[key].items():
                for source in listed(text):
                    yield compile_phrase(source, f"{key}:{value}", len(source.split()))


def _name_phrases(tables: dict[str, Tables]) -> Iterator[Phrase]:
    for table in tables.values():
        for key in ("customers", "people", "documents", "others", "sources", "strangers"):
            entries = listed(table[key])
            for rank, source in enumerate(entries):
                yield compile_phrase(source, key, 1 - rank / (len(entries) + 1))


def _number_words(tables: dict[str, Tables]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for table in tables.values():
        data = table["numbers"]
        units, tens = data["units"], data["tens"]
        found = dict(zip(units, range(len(units)), strict=True)) | data["more"]
        found |= {word: 10 * (place + 1) for place, word in enumerate(tens)}
        found |= dict.fromkeys(data["hundred"], 100)
        if data["compound"]:
            for place, ten in enumerate(tens[1:], start=2):
                for unit_value, unit in enumerate(units[1:10], start=1):
                    stem = "ein" if unit_value == 1 else unit
                    found[data["compound"].format(unit=stem, ten=ten)] = 10 * place + unit_value
            for word, value in list(found.items()):
                for hundred in data["hundred"] if value < 100 else ():  # noqa: PLR2004 - below a hundred
                    found[hundred + word] = 100 + value
        numbers |= {form: value for word, value in found.items() for form in spellings(str(word))}
    return numbers


def _literals(tables: dict[str, Tables], key: str) -> Iterator[tuple[str, str]]:
    """(language, word) of every plain word in the phrases of a section."""
    for language, table in tables.items():
        for groups in table[key].values():
            for text in groups.values() if isinstance(groups, dict) else [groups]:
                for source in listed(text):
                    for part in source.removeprefix("^").split():
                        for option in part.rstrip("?").split("|"):
                            if option and option[0].isalpha() and not option.endswith("*"):
                                yield language, option


def _chat_words(examples: dict[str, str]) -> set[str]:
    return {word.folded for key in ("smalltalk", "help") for word in split_words(examples[key])}


def _trade_words(tables: dict[str, Tables]) -> Iterator[str]:
    talk = {"smalltalk", "help", "confirm", "cancel", "handover", "refuse"}
    cues = {
        k: {"capabilities": {c: g for c, g in t["capabilities"].items() if c not in talk}} for k, t in tables.items()
    }
    for _, word in _literals(cues, "capabilities"):
        if len(word) >= _SHORTEST_MISSPELT - 1:
            yield from spellings(word)


def _spelt_words(tables: dict[str, Tables]) -> set[str]:
    words = {
        form
        for _, word in _literals(tables, "capabilities")
        if len(word) >= _SHORTEST_MISSPELT
        for form in spellings(word)
    }
    return words | {form for t in tables.values() for entry in listed(t["spelled"]) for form in spellings(entry)}


def _all_listed_words(tables: dict[str, Tables]) -> set[str]:
    keys = ("numbers", "product_words", "line_words", "tier_words", "not_names", "units", "each", "titles")
    return {form for key in keys for form in _word_set(tables.values(), key)}


def _language_words(tables: dict[str, Tables]) -> dict[str, frozenset[str]]:
    """Which languages a word belongs to, for telling the language of a message."""
    found: dict[str, set[str]] = defaultdict(set)
    for language, table in tables.items():
        for key in ("common", "ordinary", "spelled", "greetings", "name_stops", "not_names", "affirming", "denying"):
            for form in _word_set([table], key):
                found[form].add(language)
        for entry in _entries(table["relative"]):
            for word in entry.split():
                found[fold(word)].add(language)
        for word in table["same"]:
            found[fold(str(word))].add(language)
        for group in (table["months"], table["weekdays"], [table["numbers"]["units"]]):
            for name in (name for names in group for name in names):
                found[fold(name)].add(language)
    for language, word in _literals(tables, "capabilities"):
        found[fold(word)].add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


def language_of(words: Iterable[Word], hits: Iterable[Hit], vocabulary: Vocabulary, before: str | None) -> str:
    """The language of a message: the one with more words of its own; undecided, the one with more cues, then that of
    the thread, else English.
    """
    score = dict.fromkeys(vocabulary.tables, 0.0)
    for word in words:
        if "entity" in word.kinds or (word.raw.isupper() and len(word.raw) > 1):
            continue
        languages = next(
            (vocabulary.word_languages[f] for f in word.forms if f in vocabulary.word_languages), frozenset()
        )
        if len(languages) == 1:
            language = next(iter(languages))
            score[language] += 1 if word.folded in vocabulary.common_words(language) else _OTHER_WORDS
        elif word.raw.islower() and any(c in "äöüß" for c in word.raw):
            score["de"] += _OTHER_WORDS
    if _undecided(score):
        for hit in hits:
            score[hit.phrase.language] += 1
    if _undecided(score):
        return before or "en"
    return max(score, key=lambda language: score[language])


def _undecided(score: dict[str, float]) -> bool:
    """Do two languages lead?"""
    first, second, *_ = sorted(score.values(), reverse=True)
    return first == second

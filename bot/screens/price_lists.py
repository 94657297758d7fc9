"""Price lists on the screen: how the file was read, what it would change, and what happened."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from babel.numbers import format_decimal

from bot.screens.blocks import Block, Screen, actions, button, context, section, table
from bot.screens.price_list_words import (
    ASKED,
    ASSUMED,
    CAUTIONS,
    FAULTS,
    KINDS,
    MEANINGS,
    MOVES,
    WORDS,
    meaning_in_words,
    places_in_words,
)
from bot.screens.rows import spreadsheet
from bot.screens.text import LOCALES, Language, day, escape, moment, money, number
from bot.tools.price_list_values import ColumnShown, PriceListDraft
from bot.tools.price_lists import PriceListLive, PriceListUndo, PriceListUndone
from channel.money import Money
from channel.price_imports import ImportFact
from channel.price_moves import Caution, Missing, Move, PriceMove, PricePlan, largest_first
from channel.price_offers import RowProblem

MOST_PROBLEMS: Final = 6
MOST_MOVES: Final = 8
MOST_LINES: Final = 6
MOST_COLUMNS: Final = 8
MOST_CHOICES: Final = 4
SHOWN_MEANINGS: Final = (
    "part",
    "price",
    "recommended",
    "currency",
    "territory",
    "tier",
    "quantity",
    "from",
    "per",
    "gtin",
)


def draft_screen(value: PriceListDraft, language: Language) -> Screen:
    """The question first; then what is missing or wrong; then the changes, the largest first; then how it was read."""
    words = WORDS[language]
    lead = _lead(value, language)
    blocks: list[Block] = [section(f"*{lead}*\n{_under(value, language)}")]
    plain = [lead, _under(value, language)]
    if value.asks:
        asked = [f"• {ASKED[name][language]}" for name in value.asks]
        blocks.append(section("\n".join((f":question: *{words['missing']}*", *asked))))
        plain += [words["missing"], *asked]
    if value.problems:
        blocks.append(section("\n".join(_problems(value, language))))
        plain += _problems(value, language)
    if value.plan is not None and value.plan.moves:
        more, texts = _changes(value.plan, language)
        blocks += more
        plain += texts
    notes = _notes(value, language)
    blocks.append(context(*notes))
    blocks.append(actions(*_buttons(value, language)))
    return Screen("\n".join((*plain, *notes)).replace("*", ""), tuple(blocks))


def _lead(value: PriceListDraft, language: Language) -> str:
    words, plan = WORDS[language], value.plan
    kind = KINDS[value.settings.kind][language]
    if value.asks and not value.offered:
        return words["need"].format(count=number(value.rows, language))
    if plan is None:
        return words["read"].format(count=number(value.offered, language), kind=kind)
    if plan.changes_nothing and not value.asks:
        return words["nothing"].format(kind=kind)
    return words["question"].format(
        count=number(value.offered, language), kind=kind, day=day(plan.terms.effective, language)
    )


def _under(value: PriceListDraft, language: Language) -> str:
    words, plan = WORDS[language], value.plan
    files = ", ".join(escape(name) for name in value.files)
    if plan is None:
        return f"{files}. {words['no_change']}"
    parts = []
    for target in plan.targets:
        name = f"{escape(target.name)} {escape(target.edition)}"
        parts.append((words["corrects"] if target.id is not None else words["edition"]).format(name=name))
    embargo = plan.terms.embargo_until
    if embargo is not None:
        parts.append(words["embargo"].format(moment=moment(embargo, language, value.settings.zone)))
    return f"{files} → {'; '.join(parts)}. {words['no_change']}" if parts else f"{files}. {words['no_change']}"


def _problems(value: PriceListDraft, language: Language) -> list[str]:
    words = WORDS[language]
    rows = len({(problem.sheet, problem.row) for problem in value.problems})
    key = "left_out" if value.without_bad else "unusable"
    head = words[f"{key}_one" if rows == 1 else key].format(count=number(rows, language))
    lines = [f":warning: *{head}*"]
    lines += [f"• {problem_in_words(problem, language)}" for problem in value.problems[:MOST_PROBLEMS]]
    more = len(value.problems) - MOST_PROBLEMS
    return [*lines, words["more_problems"].format(count=number(more, language))] if more > 0 else lines


def problem_in_words(problem: RowProblem, language: Language) -> str:
    """Where it is, and what is wrong with it."""
    row = "row" if language == "en" else "Zeile"
    sheet = f"{escape(problem.sheet)}, " if problem.sheet else ""
    where = f"{sheet}{row} {problem.row}" + (f" ({problem.cell})" if problem.cell else "")
    return f"{where}: {FAULTS[problem.fault][language].format(*(escape(fact) for fact in problem.facts))}"


def _changes(plan: PricePlan, language: Language) -> tuple[list[Block], list[str]]:
    words = WORDS[language]
    counts = plan.counts
    summary = " · ".join(f"*{number(counts[move], language)}* {MOVES[move][language]}" for move in Move if counts[move])
    blocks = [section(summary)] if summary else []
    plain = [summary] if summary else []
    lines = _by_line(plan, language)
    if len(lines) > 1:
        blocks.append(section("\n".join(lines)))
        plain += lines
    cautions = _cautions(plan, language)
    if cautions:
        blocks.append(section("\n".join((f":mag: *{words['look']}*", *cautions))))
        plain += [words["look"], *cautions]
    moved = _alike(largest_first(plan.moves))
    rows = [_move_row(moves, language) for moves in moved[:MOST_MOVES]]
    if rows:
        head = [words["product"], words["for"], words["moved"], words["change"]]
        blocks.append(table(head, rows, frozenset({2, 3})))
        plain += [" | ".join(row) for row in rows]
    left = sum(len(moves) for moves in moved[MOST_MOVES:])
    if left:
        blocks.append(context(words["more_moves"].format(count=number(left, language))))
    return blocks, plain


def _alike(moves: list[PriceMove]) -> list[list[PriceMove]]:
    """Moves that differ in nothing but the country, together."""
    together: dict[tuple[object, ...], list[PriceMove]] = {}
    for move in moves:
        same = (move.goods.mpn, move.tier, move.currency, move.quantity, move.before, move.after)
        together.setdefault((*same, move.recommended_before, move.recommended_after), []).append(move)
    return list(together.values())


def _by_line(plan: PricePlan, language: Language) -> list[str]:
    """For each product line how many of each, and the mean change of those that moved."""
    by_line: dict[str, list[PriceMove]] = {}
    for move in plan.moves:
        by_line.setdefault(move.goods.line, []).append(move)
    lines = []
    for line, moves in sorted(by_line.items(), key=lambda item: -len(item[1]))[:MOST_LINES]:
        counts = Counter(move.move for move in moves)
        told = ", ".join(f"{number(counts[move], language)} {MOVES[move][language]}" for move in Move if counts[move])
        percents = [move.percent for move in moves if move.move in {Move.UP, Move.DOWN} and move.percent is not None]
        mean = f" (Ø {_signed(sum(percents, Decimal(0)) / len(percents), language)} %)" if percents else ""
        lines.append(f"• {escape(line)}: {told}{mean}")
    return lines


def _signed(value: Decimal, language: Language) -> str:
    rounded = value.quantize(Decimal("0.1"))
    return f"{'+' if rounded > 0 else ''}{number(rounded, language)}"


def _cautions(plan: PricePlan, language: Language) -> list[str]:
    found = []
    for caution in Caution:
        moves = [move for move in plan.moves if caution in move.cautions]
        if not moves:
            continue
        first = moves[0]
        before = amount(first.before, language) if first.before is not None else "–"
        after = _figure(first, first.after, language) if first.after is not None else "–"
        example = f"{escape(first.goods.mpn)} {before} → {after}"
        more = f" (+{number(len(moves) - 1, language)})" if len(moves) > 1 else ""
        found.append(f"• {CAUTIONS[caution][language]}: {example}{more}")
    return found


def _figure(move: PriceMove, figure: Decimal, language: Language) -> str:
    return money(Money(figure, move.currency), language)


def amount(figure: Decimal, language: Language) -> str:
    """A figure without its currency, where that stands beside it."""
    return str(format_decimal(figure, format="#,##0.00", locale=LOCALES[language]))


def _move_row(moves: list[PriceMove], language: Language) -> list[str]:
    move = moves[0]
    before, after, percent = move.before, move.after, move.percent
    label = ""
    if before == after and move.recommended_after != move.recommended_before:
        before, after, percent = move.recommended_before, move.recommended_after, None
        label = f"{MEANINGS['recommended'][language]} "
    old = amount(before, language) if before is not None else "–"
    new = amount(after, language) if after is not None else "–"
    change = f"{_signed(percent, language)} %" if percent is not None else ""
    return [move.goods.mpn, _slot(moves, language), f"{label}{old} → {new}", change]


def _slot(moves: list[PriceMove], language: Language) -> str:
    move = moves[0]
    places = ", ".join(dict.fromkeys(one.territory for one in moves))
    quantity = f"{'ab' if language == 'de' else 'from'} {move.quantity}" if move.quantity > 1 else ""
    return " · ".join(part for part in (move.tier.title(), places, move.currency, quantity) if part)


def _notes(value: PriceListDraft, language: Language) -> list[str]:
    words, plan = WORDS[language], value.plan
    notes = [_mapping(value, language)]
    for name, source in value.assumed:
        notes.append(ASSUMED[name][source][language])
    if plan is not None and plan.moves:
        notes += _scope_notes(plan, language)
        if plan.terms.embargo_until is not None:
            notes.append(words["embargo_note"])
    if value.open_parts:
        notes.append(
            words["open"].format(count=number(len(value.open_parts), language), first=escape(value.open_parts[0]))
        )
    if value.ended:
        notes.append(words["ended"].format(count=number(len(value.ended), language), first=escape(value.ended[0])))
    skipped = [*value.passed_over, *value.hidden]
    if any(skipped):
        notes.append(words["sheets"].format(names=", ".join(escape(name) for name in skipped)))
    return notes


def _scope_notes(plan: PricePlan, language: Language) -> list[str]:
    words = WORDS[language]
    notes = []
    covered = places_in_words(plan, language)
    if covered:
        notes.append(covered)
    notes.append(words["missing_end" if plan.missing is Missing.END else "missing_keep"])
    if plan.untouched:
        notes.append(words["untouched"].format(lines=", ".join(escape(line) for line in plan.untouched)))
    if plan.bounded and plan.bounded_by is not None:
        notes.append(words["bounded"].format(count=number(plan.bounded, language), day=day(plan.bounded_by, language)))
    return notes


def _mapping(value: PriceListDraft, language: Language) -> str:
    words = WORDS[language]
    used = [column for column in value.settings.columns if column.meaning.split(":")[0] in SHOWN_MEANINGS]
    told = [_column(column, language) for column in used[:MOST_COLUMNS]]
    if len(used) > MOST_COLUMNS:
        told.append("…")
    head = words["as_before"] if value.remembered else words["columns"]
    return f"{head}: {', '.join(told)}"


def _column(column: ColumnShown, language: Language) -> str:
    heading = escape(column.heading)
    quoted = f"„{heading}“" if language == "de" else f"“{heading}”"
    return f"{quoted} = {meaning_in_words(column, language)}"


def _buttons(value: PriceListDraft, language: Language) -> list[Block]:
    words = WORDS[language]
    buttons = []
    if value.ready:
        buttons.append(button(words["publish"], "draft.confirm", value.key, "primary"))
    elif value.problems and not value.without_bad and not value.asks:
        buttons.append(button(words["go_on"], "prices.without", value.key))
    elif value.asks == ("currency",):
        for currency in value.settings.currencies[:MOST_CHOICES]:
            said = json.dumps({"draft": value.key, "said": {"currency": currency}})
            buttons.append(button(currency, f"prices.say.{currency}", said))
    style: Any = "primary" if value.asks else ""
    buttons.append(button(words["edit"], "prices.edit", value.key, style))
    if (value.plan is not None and value.plan.moves) or value.problems:
        buttons.append(button(words["all_rows"], "prices.rows", value.key))
    buttons.append(button(words["discard"], "draft.discard", value.key))
    return buttons


def rows_file(value: PriceListDraft, language: Language) -> Screen:
    """Every row of the comparison, and every problem, as a CSV file."""
    words = WORDS[language]
    moves = value.plan.moves if value.plan is not None else ()
    rows = [_csv_row(move, language) for move in moves]
    rows += [
        (words["problem"], "", "", "", "", "", "", "", "", "", "", problem_in_words(problem, language))
        for problem in value.problems
    ]
    stem = value.files[0].rsplit(".", 1)[0]
    made = spreadsheet(f"{stem}-changes.csv", words["all_rows"], tuple(words["csv"].split("|")), rows)
    text = words["rows_sent"].format(count=number(len(rows), language))
    return Screen(text, (section(text),), (made,))


def _csv_row(move: PriceMove, language: Language) -> tuple[str, ...]:
    cautions = ", ".join(CAUTIONS[caution][language] for caution in move.cautions)
    return (
        MOVES[move.move][language],
        move.goods.mpn,
        move.goods.name,
        move.goods.line,
        move.territory,
        move.tier,
        str(move.quantity),
        move.currency,
        "" if move.before is None else str(move.before),
        "" if move.after is None else str(move.after),
        "" if move.percent is None else str(move.percent),
        cautions or (f"{move.sheet} {move.row}".strip() if move.row else ""),
    )


def live_screen(value: PriceListLive, language: Language) -> Screen:
    """What holds now, and how to take it back."""
    words = WORDS[language]
    lead = words["live"].format(
        lists=", ".join(escape(name) for name in value.done.lists), day=day(value.done.effective_from, language)
    )
    facts = _done(value.done, language)
    buttons = actions(button(words["undo"], f"prices.undo.{value.done.id}", str(value.done.id)))
    return Screen(f"{lead}\n{facts}", (section(f":white_check_mark: *{lead}*\n{facts}"), buttons))


def _done(done: ImportFact, language: Language) -> str:
    counts = " · ".join(
        f"{number(done.counts[move.value], language)} {MOVES[move][language]}"
        for move in Move
        if done.counts.get(move.value)
    )
    written = WORDS[language]["written"].format(
        written=number(done.written, language), ended=number(done.ended, language)
    )
    return f"{escape(done.file_name)}: {counts}. {written}"


def undo_screen(value: PriceListUndo, language: Language) -> Screen:
    """What would return."""
    words, done = WORDS[language], value.done
    lead = words["undo_question"].format(name=escape(done.file_name), day=day(done.effective_from, language))
    facts = words["undo_facts"].format(written=number(done.written, language), ended=number(done.ended, language))
    buttons = actions(
        button(words["undo_do"], "draft.confirm", value.key, "danger"),
        button(words["keep"], "draft.discard", value.key),
    )
    return Screen(f"{lead}\n{facts}", (section(f"*{lead}*\n{facts}"), buttons))


def undone_screen(value: PriceListUndone, language: Language) -> Screen:
    """That all is as before."""
    text = WORDS[language]["undone"].format(name=escape(value.done.file_name))
    return Screen(text, (section(f":leftwards_arrow_with_hook: {text}"),))


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    PriceListDraft: draft_screen,
    PriceListLive: live_screen,
    PriceListUndo: undo_screen,
    PriceListUndone: undone_screen,
}

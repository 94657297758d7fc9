"""Key figures on the screen: the first in words, all as a table and bars, each with its formula and data date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.screens.blocks import TABLE_ROWS, Block, File, Screen
from bot.screens.charts import chart, with_chart
from bot.screens.rows import Grid, Step, page, sourced, spreadsheet
from bot.screens.text import Language, escape, money, number
from bot.tools.kpis import Scorecard
from channel.kpis import Figure, Metric
from channel.money import Money

Words = dict[Language, str]
NAMES: dict[Metric, Words] = {
    Metric.SELL_IN: {"en": "Sell-in", "de": "Sell-in"},
    Metric.SELL_OUT: {"en": "Sell-out", "de": "Sell-out"},
    Metric.RECURRING: {"en": "Yearly recurring revenue", "de": "Jährlich wiederkehrender Umsatz"},
    Metric.RECRUITMENT: {"en": "New active partners", "de": "Neue aktive Partner"},
    Metric.SOLD_UNITS: {"en": "Units sold", "de": "Verkaufte Stück"},
    Metric.SHARE: {"en": "Share of units", "de": "Anteil an Stück"},
    Metric.WEEKS: {"en": "Weeks of cover", "de": "Reichweite in Wochen"},
    Metric.PURCHASES: {"en": "Purchases of the year", "de": "Einkauf im Jahr"},
    Metric.WIN_RATE: {"en": "Win rate", "de": "Abschlussquote"},
    Metric.APPROVAL_RATE: {"en": "Approval rate", "de": "Genehmigungsquote"},
    Metric.APPROVAL_TIME: {"en": "Approval time", "de": "Dauer bis zur Entscheidung"},
    Metric.RENEWAL_RATE: {"en": "Renewal rate", "de": "Verlängerungsquote"},
    Metric.AUTO_RENEWAL: {"en": "Renew automatically", "de": "Verlängern sich von selbst"},
}
FORMULAS: dict[Metric, Words] = {
    Metric.SELL_IN: {"en": "actual / target", "de": "Ist / Ziel"},
    Metric.SELL_OUT: {"en": "actual / target", "de": "Ist / Ziel"},
    Metric.RECRUITMENT: {"en": "actual / target", "de": "Ist / Ziel"},
    Metric.SOLD_UNITS: {"en": "sum of units reported as sold", "de": "Summe der gemeldeten Verkäufe in Stück"},
    Metric.SHARE: {"en": "own units / units of all distributors", "de": "eigene Stück / Stück aller Distributoren"},
    Metric.WEEKS: {
        "en": "units on stock of what sold / units sold in a reported week",
        "de": "Stück am Lager von dem, was verkauft wurde / verkaufte Stück je gemeldeter Woche",
    },
    Metric.WIN_RATE: {"en": "won / (won + lost) registrations", "de": "gewonnene / (gewonnene + verlorene) Deals"},
    Metric.APPROVAL_RATE: {"en": "approved / decided registrations", "de": "genehmigte / entschiedene Deals"},
    Metric.APPROVAL_TIME: {
        "en": "business days from sending in to decision / decided registrations",
        "de": "Werktage vom Einreichen bis zur Entscheidung / entschiedene Deals",
    },
    Metric.RENEWAL_RATE: {"en": "renewed / ended terms", "de": "verlängerte / beendete Laufzeiten"},
    Metric.AUTO_RENEWAL: {
        "en": "running subscriptions set to renew / all running",
        "de": "laufende Abonnements mit automatischer Verlängerung / alle laufenden",
    },
}
RATES = frozenset(
    {Metric.SHARE, Metric.WIN_RATE, Metric.APPROVAL_RATE, Metric.RENEWAL_RATE, Metric.AUTO_RENEWAL},
)


def scorecard_screen(value: Scorecard, language: Language) -> Screen:
    """Figures with targets, formulas and dates; what is not on record is said."""
    german = language == "de"
    figures = value.figures
    more = tuple(_lacking(metric, language) for metric in value.lacking)
    if value.others:
        more = (
            *more,
            "Zahlen anderer Firmen zeige ich nicht." if german else "I do not show other companies' figures.",
        )
    if not figures:
        lead, *rest = more
        return page(lead, more=tuple(rest), language=language)
    grid = _grid(figures, language)
    dated = min(figure.as_of for figure in figures)
    notes = (
        sourced("gemeldete Zahlen" if german else "figures as reported", dated, language),
        _formulas(value, language),
    )
    steps = (Step("Als CSV", "Kennzahlen als CSV"),) if german else (Step("As CSV", "my kpi scorecard as csv"),)
    screen = page(
        _lead(value, language),
        more=more,
        grid=grid,
        notes=notes,
        steps=() if value.csv else steps,
        files=_files(value, language),
        language=language,
    )
    return with_chart(screen, _bars(figures, language))


def _lead(value: Scorecard, language: Language) -> str:
    first = value.figures[0]
    if value.pack:
        title = "Quartalsgespräch" if language == "de" else "Quarterly review"
        return f"{title} {escape(value.who)}, {value.period}: {_said(replace(first, owner=''), language)}"
    return _said(first, language)


def _said(figure: Figure, language: Language) -> str:
    german = language == "de"
    who = f"{escape(figure.owner)}: " if figure.owner else ""
    period = f" ({escape(figure.period)})" if figure.period else ""
    said = f"{who}{NAMES[figure.metric][language]} {_figure(figure, language)}{period}"
    if figure.target is None or figure.attainment is None:
        return f"{said}, {_of(figure, language)}" if figure.part is not None else said
    target, reached = _value(figure.target, language), number(figure.attainment, language)
    return f"{said}, {reached} % des Ziels {target}" if german else f"{said}, {reached} % of the target {target}"


def _of(figure: Figure, language: Language) -> str:
    if figure.part is None or figure.whole is None:
        return ""
    joined = "von" if language == "de" else "of"
    sign = "/" if figure.metric in {Metric.WEEKS, Metric.APPROVAL_TIME} else joined
    return f"{number(figure.part, language)} {sign} {number(figure.whole, language)}"


def _figure(figure: Figure, language: Language) -> str:
    plain = _value(figure.value, language)
    if figure.metric in RATES:
        return f"{plain} %"
    if figure.metric is Metric.APPROVAL_TIME:
        return f"{plain} {'Werktage' if language == 'de' else 'business days'}"
    return plain


def _value(value: Money | Decimal, language: Language) -> str:
    return money(value, language) if isinstance(value, Money) else number(value, language)


def _grid(figures: tuple[Figure, ...], language: Language) -> Grid:
    """One row a figure; whose it is and whether there is a target only where that tells the rows apart."""
    head, rows = _head(language), [_row(figure, language) for figure in figures]
    told = [0, *([1] if len({row[1] for row in rows}) > 1 else []), 2]
    told += [column for column in (3, 4) if any(row[column] for row in rows)]
    return Grid(
        tuple(head[column] for column in told),
        tuple(tuple(row[column] for column in told) for row in rows),
        frozenset(place for place, column in enumerate(told) if column > 1),
    )


def _head(language: Language) -> tuple[str, ...]:
    return ("Kennzahl", "Wer", "Wert", "Ziel", "%") if language == "de" else ("Figure", "Who", "Actual", "Target", "%")


def _row(figure: Figure, language: Language) -> tuple[str, ...]:
    name = f"{NAMES[figure.metric][language]} {figure.period}".strip()
    if figure.vendor and figure.vendor != figure.owner:
        name += f", {figure.vendor}"
    actual = _figure(figure, language)
    if figure.part is not None:
        actual += f" ({_of(figure, language)})"
    target = _value(figure.target, language) if figure.target is not None else ""
    reached = f"{number(figure.attainment, language)} %" if figure.attainment is not None else ""
    return name, figure.owner, actual, target, reached


def _lacking(metric: Metric, language: Language) -> str:
    name = NAMES[metric][language]
    why = FORMULAS.get(metric, {}).get(language, "")
    if language == "de":
        return f"{name}: Dafür liegen keine Daten vor ({why})."
    return f"{name}: no data on record for it ({why})."


def _formulas(value: Scorecard, language: Language) -> str:
    shown = dict.fromkeys(figure.metric for figure in value.figures)
    parts = [f"{NAMES[m][language]} = {FORMULAS[m][language]}" for m in shown if m in FORMULAS]
    return "; ".join(parts)


def _bars(figures: tuple[Figure, ...], language: Language) -> Block | None:
    """Bars of what of each target is reached, else of one figure that several companies have; none for one bar."""
    reached = {(f.metric, f.owner): f.attainment for f in figures if f.attainment is not None}
    title = "Vom Ziel erreicht, %" if language == "de" else "Reached of the target, %"
    if len(reached) < 2:  # noqa: PLR2004 - one bar compares nothing
        first = figures[0].metric
        reached = {(first, f.owner): f.value for f in figures if f.metric is first and isinstance(f.value, Decimal)}
        title = NAMES[first][language]
    owners = list(dict.fromkeys(owner for _, owner in reached))
    metrics = list(dict.fromkeys(metric for metric, _ in reached))
    if len(owners) == 1:
        bars = {title: {NAMES[metric][language]: reached[metric, owners[0]] for metric in metrics}}
    else:
        bars = {
            NAMES[metric][language]: {owner: reached[metric, owner] for owner in owners}
            for metric in metrics
            if all((metric, owner) in reached for owner in owners)
        }
    return chart("bar", title, bars)


def _files(value: Scorecard, language: Language) -> tuple[File, ...]:
    if not value.csv and len(value.figures) <= TABLE_ROWS:
        return ()
    head = ("metric", "owner", "vendor", "period", "value", "currency", "target", "percent_of_target")
    head = (*head, "part", "whole", "formula", "as_of")  # type: ignore[assignment] # four columns more
    rows = [
        (
            *(str(row.metric), row.owner, row.vendor, row.period),
            *(_bare(row.value), row.value.currency if isinstance(row.value, Money) else ""),
            *(_bare(row.target), _bare(row.attainment), _bare(row.part), _bare(row.whole)),
            *(FORMULAS.get(row.metric, {}).get(language, ""), row.as_of.isoformat()),
        )
        for row in value.figures
    ]
    name = f"qbr-{value.period}.csv" if value.pack else "kpis.csv"
    return (spreadsheet(name, name, head, rows),)


def _bare(value: Money | Decimal | None) -> str:
    if value is None:
        return ""
    return str(value.amount if isinstance(value, Money) else value)


SCREENS: dict[type, Callable[[Any, Language], Screen]] = {Scorecard: scorecard_screen}

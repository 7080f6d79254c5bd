"""Pictures of the datasets: for the overview of the review pages and for notebooks. Words in them are Swedish.

Each `plot_…` returns a matplotlib figure, or None where there is nothing to show.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from pipeline.frames import load_frame
from pipeline.reporting.words import label, number_text

MOST_BARS, MOST_MEASURES = 24, 16  # in one plot; more cannot be read
BAR_HEIGHT, FRAME_HEIGHT, WIDTH = 0.3, 0.7, 5.6  # inches
LONGEST_NAME = 40  # characters


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a plot on a light or a dark ground."""

    ink: str
    faint: str
    series: tuple[str, ...]  # from the oldest year to the newest
    good: str
    poor: str
    open: str


LIGHT = Theme(
    "#2a3438", "#d9d6cd", ("#b9d2d0", "#7fb0ae", "#3f8784", "#0e5a5c", "#093b40"), "#2f7d5b", "#b4552d", "#8a8f8d"
)
DARK = Theme(
    "#d5dad8", "#39424a", ("#2c5557", "#3f8784", "#68b0ab", "#9bd3cd", "#cdeae6"), "#6dbb93", "#e08a5f", "#87908f"
)


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot that was written: its title, what it shows in words, its files."""

    title: str
    words: str
    light: str
    dark: str


# ------------------------------------------------------------------ what is plotted


def indicators_by_year(out: Path) -> pd.DataFrame:
    """Municipality × first year of the plan → number of indicators."""
    documents = load_frame("documents", out)[["document_id", "municipality", "period_start"]]
    counted = load_frame("indicators", out)[["document_id"]].merge(documents, on="document_id")
    counted["municipality"] = _named(counted["municipality"])
    return counted.groupby(["municipality", "period_start"], observed=True).size().unstack(fill_value=0)


def followable_goals(out: Path) -> pd.DataFrame:
    """Municipality → number of `goals`, of those with an indicator (`measured`), and of those that can be followed up:
    a target with year and a measured number (`followable`, as in `goal_checks`)."""
    documents = load_frame("documents", out)[["document_id", "municipality"]]
    checks = load_frame("goal_checks", out).merge(documents, on="document_id")
    checks["municipality"] = _named(checks["municipality"])
    counted = checks.groupby("municipality", observed=True)
    return counted.agg(goals=("goal_id", "size"), measured=("has_indicator", "sum"), followable=("followable", "sum"))


def outcomes_against_targets(out: Path) -> pd.DataFrame:
    """What came of targets, those that no one need review: `reached` is the outcome in per cent of the target."""
    rows = load_frame("target_followup", out)
    known = rows["in_use"] & ~rows["needs_review"] & rows["target_range_to"].isna() & (rows["target"] > 0)
    same_unit = rows["target_unit"].astype("str").fillna("") == rows["outcome_unit"].astype("str").fillna("")
    rows = rows[known & same_unit & rows["outcome"].notna()].copy()
    rows["reached"] = 100 * rows["outcome"] / rows["target"]
    rows["municipality"] = _named(rows["municipality"])
    return rows


def _named(names: pd.Series) -> pd.Series:
    return names.astype("str").fillna(label("words", "unnamed"))


# ------------------------------------------------------------------ plots


def plot_indicators(out: Path, theme: Theme = LIGHT) -> Figure | None:
    """Indicators per municipality and year."""
    table = indicators_by_year(out)
    table = table.loc[table.sum(axis=1).sort_values().index[-MOST_BARS:]]
    if table.empty:
        return None
    with _drawing(theme):
        figure, axes = _canvas(len(table))
        left = np.zeros(len(table))
        years = list(table)
        for number, year in enumerate(years):
            colour = theme.series[round(number * (len(theme.series) - 1) / max(1, len(years) - 1))]
            axes.barh(table.index, table[year], left=left, color=colour, label=str(year), height=0.62)
            left += table[year].to_numpy()
        for row, total in enumerate(left):
            axes.text(total, row, f" {total:.0f}", va="center", fontsize=8, color=theme.ink)
        axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(integer=True))
        _bare(axes)
        _legend(axes, len(years))
    return figure


def plot_followable(out: Path, theme: Theme = LIGHT) -> Figure | None:
    """Share of each municipality's goals that have an indicator, and that can be followed up."""
    table = followable_goals(out)
    table = table.loc[(table["followable"] / table["goals"]).sort_values().index[-MOST_BARS:]]
    if table.empty:
        return None
    with _drawing(theme):
        figure, axes = _canvas(len(table))
        axes.barh(table.index, 100, color=theme.faint, height=0.62)
        for column, colour in (("measured", theme.series[0]), ("followable", theme.series[2])):
            share = 100 * table[column] / table["goals"]
            axes.barh(table.index, share, color=colour, height=0.62, label=label("plots", column))
        for row, goals in enumerate(table.itertuples()):
            axes.text(102, row, f"{goals.followable} av {goals.goals}", va="center", fontsize=8, color=theme.ink)
        axes.set_xlim(0, 118)
        axes.set_xticks([0, 50, 100], ["0 %", "50 %", "100 %"])
        _bare(axes)
        _legend(axes, 2)
    return figure


def plot_targets(out: Path, theme: Theme = LIGHT) -> Figure | None:
    """Outcome in per cent of the target, and whether the target was met."""
    rows = outcomes_against_targets(out)
    rows = rows.sort_values(["year", "reached"]).tail(MOST_MEASURES)
    if rows.empty:
        return None
    names = [f"{_short(row.canonical_name)}, {row.municipality} {row.year}" for row in rows.itertuples()]
    colours = [{"met": theme.good, "not_met": theme.poor}.get(result, theme.open) for result in rows["result"]]
    with _drawing(theme):
        figure, axes = _canvas(len(rows), WIDTH + 0.9)
        places = np.arange(len(rows))
        axes.hlines(places, 100, rows["reached"], color=theme.faint, linewidth=3)
        axes.axvline(100, color=theme.ink, linewidth=1)
        axes.scatter(rows["reached"], places, color=colours, s=42, zorder=3)
        for word, colour in (("met", theme.good), ("not_met", theme.poor), ("cannot_tell", theme.open)):
            axes.scatter([], [], color=colour, s=30, label=label("plots", word))
        _legend(axes, 3)
        axes.set_yticks(places, names)
        low, high = min(90.0, float(rows["reached"].min()) - 5), max(110.0, float(rows["reached"].max()) + 5)
        axes.set_xlim(low, high)
        axes.xaxis.set_major_formatter(lambda value, _: f"{number_text(round(value, 1))} %")
        _bare(axes)
        axes.tick_params(axis="x", labelsize=8)
    return figure


def plot_measure(rows: pd.DataFrame, theme: Theme = LIGHT) -> Figure | None:
    """One measure across municipalities, bodies and years: rows of the panel with one unit. Lines are what was, rings
    targets; rings of what is to be reviewed are filled with grey."""
    rows = rows.dropna(subset=["baseline", "outcome", "forecast", "target"], how="all")
    if rows.empty:
        return None
    places = rows["municipality"].fillna(label("words", "unnamed"))
    rows = rows.assign(place=places + rows["organisation"].map(lambda body: "" if pd.isna(body) else f", {body}"))
    with _drawing(theme):
        figure = Figure(figsize=(WIDTH + 0.8, 3.4), layout="constrained")
        axes = figure.add_subplot()
        palette = ("#0e5a5c", "#b4552d", "#6b5aa6", "#8a7a1f", "#2f7d5b", "#a23b63")
        for number, (place, own) in enumerate(rows.groupby("place", observed=True)):
            colour = palette[number % len(palette)]
            own = own.sort_values("year")
            figures = own.assign(figure=own["outcome"].fillna(own["forecast"]).fillna(own["baseline"]))
            figures = figures.dropna(subset="figure")
            axes.plot(figures["year"].astype(int), figures["figure"], color=colour, marker="o", label=f"{place}")
            targets = own.dropna(subset="target")
            years = targets["year"].astype(int)
            face = [theme.faint if doubt else "none" for doubt in targets["needs_review"]]
            axes.scatter(years, targets["target"], edgecolors=colour, facecolors=face, s=60, linewidths=1.6, zorder=3)
        axes.scatter([], [], edgecolors=theme.ink, facecolors="none", s=60, label=label("value_type", "target"))
        axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(integer=True))
        axes.set_ylabel(str(rows["unit"].dropna().iloc[0]) if rows["unit"].notna().any() else "")
        axes.yaxis.set_major_formatter(lambda value, _: number_text(round(value, 6)))
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="y", color=theme.faint, linewidth=0.6)
        axes.legend(frameon=False, fontsize=8, ncols=2, loc="lower left", bbox_to_anchor=(0, 1.0), borderaxespad=0)
    return figure


# ------------------------------------------------------------------ how they look


@contextmanager
def _drawing(theme: Theme) -> Any:
    ground = {"figure.facecolor": "none", "axes.facecolor": "none", "savefig.facecolor": "none"}
    inks = dict.fromkeys(("text.color", "axes.labelcolor", "xtick.color", "ytick.color", "axes.edgecolor"), theme.ink)
    looks: Any = {**ground, **inks, "font.size": 9, "axes.linewidth": 0.6}
    with mpl.rc_context(looks):
        yield


def _canvas(bars: int, width: float = WIDTH) -> tuple[Figure, Any]:
    figure = Figure(figsize=(width, FRAME_HEIGHT + BAR_HEIGHT * bars), layout="constrained")
    return figure, figure.add_subplot()


def _bare(axes: Any) -> None:
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    axes.margins(y=0.02)


def _legend(axes: Any, entries: int) -> None:
    axes.legend(
        frameon=False, fontsize=8, ncols=min(entries, 8), loc="lower left", bbox_to_anchor=(0, 1.0),
        handlelength=1, columnspacing=1, borderaxespad=0,
    )  # fmt: skip


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


# ------------------------------------------------------------------ files


def write_plots(out: Path, folder: Path) -> list[Plot]:
    """The plots of the overview as SVG, for light and dark ground; those with something to show."""
    found = []
    for name, draw, words in _overview(out):
        light, dark = draw(out, LIGHT), draw(out, DARK)
        if light is None or dark is None:
            continue
        (folder / f"{name}-light.svg").write_bytes(_svg(light))
        (folder / f"{name}-dark.svg").write_bytes(_svg(dark))
        found.append(Plot(label("plots", name), words, f"{name}-light.svg", f"{name}-dark.svg"))
    return found


def _overview(out: Path) -> Iterable[tuple[str, Callable[[Path, Theme], Figure | None], str]]:
    """Name, plot, and its content in words for those who do not see it."""
    by_year = indicators_by_year(out)
    yield "indicators", plot_indicators, _listed(by_year.sum(axis=1).items())
    goals = followable_goals(out)
    yield "goals", plot_followable, _listed((n, f"{r.followable}/{r.goals}") for n, r in goals.iterrows())
    rows = outcomes_against_targets(out)
    yield (
        "targets",
        plot_targets,
        _listed((f"{r.canonical_name}, {r.municipality} {r.year}", f"{r.reached:.0f} %") for r in rows.itertuples()),
    )


def _listed(pairs: Iterable[tuple[Any, Any]]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in pairs)


def _svg(figure: Figure) -> bytes:
    stored = io.BytesIO()
    with mpl.rc_context({"svg.hashsalt": "malkedja"}):  # the same picture gives the same bytes
        figure.savefig(stored, format="svg", metadata={"Date": None})
    return stored.getvalue()

"""Sentences and figures for the pages. All of it is made up; the same on every run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

HARBOUR = (
    "The harbour handled fewer ships than in the year before, but the ships were larger and stayed for a shorter time. "
    "Most of the goods left by rail on the same day. A new crane was taken into use in the spring, and the old one was "
    "kept as a reserve for the weeks in which the ice makes work slow."
)
LABORATORY = (
    "All samples were kept at room temperature for two days before they were weighed. The solvent was distilled once "
    "and dried over a molecular sieve. Where two of the three runs disagreed by more than the error of the balance, "
    "the sample was measured again by another person, and the mean of all runs is given here."
)
LEAGUE = (
    "The season began in rain and ended in a heat wave. Three clubs led the table for at least a week each, and the "
    "title was not settled before the last round. The league changed its rules on substitutions in the winter break, "
    "which the smaller clubs had asked for, and the number of late goals rose at once."
)
FOREST = (
    "The plots were laid out along a line from the lake to the ridge, so that soil and light change from one to the "
    "next. Each plot was visited in June and again in September. Trees thinner than a thumb were counted but not "
    "measured, and dead wood was left where it lay."
)
TRADE = (
    "Trade with the neighbouring countries grew for the fourth year in a row. The growth came from machinery and from "
    "processed food, while raw timber fell. Prices moved little, so that the change in value is close to the change in "
    "volume. Figures for the last quarter are preliminary and will be revised in the spring."
)
SCHOOL = (
    "Skolorna arbetade under året med läsning i alla ämnen. Eleverna fick mer tid i biblioteket och lärarna träffades "
    "varannan vecka för att jämföra sina planer. Resultaten följs upp på nytt när läsåret är slut, och de skolor som "
    "vill får hjälp av en handledare."
)
RIVER = (
    "Der Pegel des Flusses wurde jeden Morgen um sieben Uhr abgelesen. Im Frühjahr lag das Wasser höher als im Mittel "
    "der letzten Jahre, im Herbst etwas darunter. An zwei Tagen fiel die Messung aus, weil das Eis den Schwimmer "
    "festhielt; die Werte wurden aus den Nachbarstationen ergänzt."
)
MUSEUM = (
    "The museum showed four exhibitions in its own rooms and lent two to other houses. Guided tours were given in five "
    "languages. The workshop for children was full on every Saturday, and a second group had to be opened in October "
    "with help from volunteers who had been trained in the summer."
)
ALL = (HARBOUR, LABORATORY, LEAGUE, FOREST, TRADE, SCHOOL, RIVER, MUSEUM)


def numbers(seed: int) -> Iterator[int]:
    """Numbers that look measured, from 0 to 99 999; a seed always gives the same."""
    state = seed
    while True:
        state = (state * 48271 + 11) % 2147483647
        yield state % 100_000


def counts(seed: int, count: int, below: int = 1000) -> list[str]:
    """Whole numbers with a thin gap of one space between thousands."""
    return [f"{n % below:,}".replace(",", " ") for n in islice(numbers(seed), count)]


def decimals(seed: int, count: int, below: int = 100, places: int = 1) -> list[str]:
    return [f"{n % (below * 10**places) / 10**places:.{places}f}" for n in islice(numbers(seed), count)]


def beside(names: Sequence[str], *columns: Sequence[str]) -> list[list[str]]:
    """Rows: a name, then one cell from each column."""
    return [list(row) for row in zip(names, *columns, strict=True)]

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import Unreadable
from normalizers.due import parse_due


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "due_from", "due_to", "kind"),
    [
        # periods
        ("Kvartal 4", "2025-10-01", "2025-12-31", "within"),
        ("Q3 2026", "2026-07-01", "2026-09-30", "within"),
        ("tredje kvartalet", "2025-07-01", "2025-09-30", "within"),
        ("T1", "2025-01-01", "2025-04-30", "within"),
        ("halvår 1", "2025-01-01", "2025-06-30", "within"),
        ("Juni 2025", "2025-06-01", "2025-06-30", "within"),
        ("dec-25", "2025-12-01", "2025-12-31", "within"),
        ("Våren 2025", "2025-03-01", "2025-05-31", "within"),
        ("Klart under sommaren 2025", "2025-06-01", "2025-08-31", "within"),
        ("Hösten", "2025-09-01", "2025-11-30", "within"),
        ("Vår/sommar 2026", "2026-03-01", "2026-08-31", "within"),
        ("vecka 12", "2025-03-17", "2025-03-23", "within"),
        ("Ska genomföras under 2026", "2026-01-01", "2026-12-31", "within"),
        ("2025-2026", "2025-01-01", "2026-12-31", "within"),
        ("Hela året", "2025-01-01", "2025-12-31", "within"),
        ("Mandatperioden 2023–2026", "2023-01-01", "2026-12-31", "within"),
        ("Efter sommaren 2025", "2025-09-01", None, "within"),
        ("fr.o.m. mars 2025", "2025-03-01", None, "within"),
        # deadlines
        ("Senast juni 2025", None, "2025-06-30", "by"),
        ("Före sommaren 2025", None, "2025-05-31", "by"),
        ("innan 1 juli 2025", None, "2025-06-30", "by"),
        ("Före årsskiftet 2025/26", None, "2025-12-31", "by"),
        ("Årsskiftet 2025/2026", None, "2025-12-31", "by"),
        ("Vid årets slut", None, "2025-12-31", "by"),
        ("Senast vid utgången av 2026", None, "2026-12-31", "by"),
        ("Färdigt till hösten 2025", None, "2025-08-31", "by"),
        ("Ett förslag ska finnas senast under första kvartalet", None, "2025-03-31", "by"),
        ("juni 2025 (senast)", None, "2025-06-30", "by"),
        ("31/12", None, "2025-12-31", "by"),
        ("2025-05-15", None, "2025-05-15", "by"),
        # the first date counts
        ("Juni och december 2026", "2026-06-01", "2026-06-30", "within"),
        ("Kartläggning kvartal 1, därefter löpande", "2025-01-01", "2025-03-31", "within"),
        # no dates
        ("Löpande", None, None, "ongoing"),
        ("Redovisas löpande, slutrapport i december 2025", None, None, "ongoing"),
        ("Sker kontinuerligt", None, None, "ongoing"),
        ("Månatligen", None, None, "recurring"),
        ("2 ggr/år", None, None, "recurring"),
        ("Årligen i juni", None, None, "recurring"),
        ("Maj varje år", None, None, "recurring"),
        ("I samband med budget 2026", None, None, "unspecified"),
        ("I samband med delårsrapport 2", None, None, "unspecified"),
        ("vid behov", None, None, "unspecified"),
        ("Klart", None, None, "unspecified"),
        ("Före jul 2025", None, None, "unspecified"),
    ],
)
def test_when(text: str, due_from: str | None, due_to: str | None, kind: str) -> None:
    due = parse_due(text, first_year=2025)
    assert (due.due_from, due.due_to, due.kind) == (day(due_from), day(due_to), kind)
    assert due.raw == text


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("KS senast juni 2025", "KS"),
        ("Oktober 2025 (KF)", "KF"),
        ("Tas upp i KS våren 2025, beslut i fullmäktige (KF)", "KF"),
        ("Månatligen till KSAU", "KSAU"),
        ("BUN december 2025", "BUN"),
        ("Maj 2025 (XYN)", "XYN"),
        ("Redovisas för socialnämnden i maj", "socialnämnden"),
        ("Till bygg- och miljönämnden i maj", "bygg- och miljönämnden"),
        ("Kvartal 1 till kommunstyrelsens arbetsutskott", "kommunstyrelsens arbetsutskott"),
        ("Kommunstyrelsens sammanträde i maj", "Kommunstyrelsen"),
        ("Enligt nämndens årshjul", None),
        ("Efter beslut av respektive nämnd", None),
        ("Maj 2025", None),
    ],
)
def test_who_decides(text: str, body: str | None) -> None:
    assert parse_due(text, first_year=2025).decision_body == body


@pytest.mark.parametrize(("text", "due_to"), [("Juni 2025", "2025-06-30"), ("Kvartal 4", "2025-12-31")])
def test_a_header_that_says_latest_makes_deadlines(text: str, due_to: str) -> None:
    due = parse_due(text, first_year=2025, deadline_header=True)
    assert (due.due_from, due.due_to, due.kind) == (None, day(due_to), "by")


def test_what_is_inferred_is_flagged() -> None:
    assert parse_due("Kvartal 4", first_year=2025).flags == ("due-year-from-plan",)
    assert parse_due("Kvartal 4 2025", first_year=2025).flags == ()
    assert "due-day-as-deadline" in parse_due("2025-05-15", first_year=2025).flags


def test_without_any_year_there_is_no_date() -> None:
    due = parse_due("Senast kvartal 3", first_year=None)
    assert (due.due_from, due.due_to, due.kind, due.flags) == (None, None, "by", ("due-year-missing",))


@pytest.mark.parametrize("text", ["", " ", "-", "–"])
def test_an_empty_cell_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_due(text, first_year=2025)


@given(st.text(min_size=1), st.integers(1995, 2055))
def test_no_text_breaks_it_and_intervals_run_forward(text: str, year: int) -> None:
    try:
        due = parse_due(text, first_year=year)
    except Unreadable:
        assert not any(character.isalnum() or character == "_" for character in text)
        return
    if due.due_from and due.due_to:
        assert due.due_from <= due.due_to
    if due.kind in ("ongoing", "recurring", "unspecified"):
        assert due.due_from is None and due.due_to is None

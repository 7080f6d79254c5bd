import pytest

from normalizers.directions import find_direction, is_rank


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("Sjukfrånvaro, total", "lower"),
        ("Korttidssjukfrånvaro, dag 1–14 (%)", "lower"),
        ("Ungdomsarbetslöshet 18–24 år", "lower"),
        ("HME-index", "higher"),
        ("Nöjd Region-Index", "higher"),
        ("Självfinansieringsgrad, investeringar (%)", "higher"),
        ("Näringslivsenkät – samlat omdöme", "higher"),
        ("Andel behöriga lärare", "higher"),
        ("Andel obehöriga lärare", "lower"),
        ("Företagsklimat, ranking enligt Svenskt Näringsliv", "lower"),
        ("Nöjdhet, placering i mätningen", "lower"),
        ("Antal e-tjänsttransaktioner", None),
        ("Budgetavvikelse för verksamhetens nettokostnader", None),
        ("Upplevd trygghet – oro för brott", None),
        ("Andel klagomål som besvaras inom tre dagar", None),
        ("Minskad sjukfrånvaro", None),
        ("Andel elever som inte är nöjda", None),
        ("Antal orosanmälningar", None),
        ("", None),
    ],
)
def test_the_better_side_is_told_only_by_names_that_leave_no_doubt(name, direction):
    assert find_direction(name) == direction


@pytest.mark.parametrize(
    ("name", "rank"),
    [("Företagsklimat, rankning", True), ("Placering bland landets kommuner", True), ("Företagsklimat (NKI)", False)],
)
def test_ranks_are_known_by_their_names(name, rank):
    assert is_rank(name) is rank

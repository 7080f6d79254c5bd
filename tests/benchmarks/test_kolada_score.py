"""The score of `kolada match`: rank one, and what is accepted without review."""

import sys

import pytest

from benchmarks.kolada.score import main, score_answers
from normalizers.kolada import KoladaMeasure
from normalizers.nearest import Answer

BENCH = KoladaMeasure("N90001", "Bänkar i parken, antal", ())
ANSWERS = [Answer(BENCH, 0.97, False, ()), Answer(BENCH, 0.6, True, ()), Answer(None, 0.0, False, ())]


def test_what_is_accepted_counts_by_itself():
    score = score_answers(["N90001", "N90001", "N90002"], ANSWERS)
    assert (score.titles, score.accepted, score.right) == (3, 1, 1.0)
    assert round(score.first, 3) == 0.667 and not score.is_enough
    assert score_answers(["N90002", "N90001", "N90001"], ANSWERS).right == 0.0


def test_the_benchmark_tells_both_halves_and_fails_under_its_floors(tmp_path, monkeypatch, capsys):
    catalogue, renamed = tmp_path / "kolada.csv", tmp_path / "renamed.csv"
    catalogue.write_text('kolada_id,title\nN90001,"Bänkar i parken, antal"\n', encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["score", str(renamed), str(catalogue), "--details"])

    def run(earlier):
        renamed.write_text(f"kolada_id,earlier_title\n{earlier}\n", encoding="utf-8")
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, capsys.readouterr().out

    code, told = run("N90001,Antal bänkar i parken")
    assert code == 0 and "half 1: " in told and "half 2: " in told
    assert "all: 1 titles: right at rank one 1.000; accepted without review 1" in told
    code, told = run("N90002,Antal bänkar i parken")
    assert code == 1 and "accepted: N90002 Antal bänkar i parken" in told

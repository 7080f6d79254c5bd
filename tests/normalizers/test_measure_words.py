"""The words that names of measures are taken apart by: their forms, slips and cuts, and the vocabulary of linking."""

import pytest

from normalizers.measure_pairs import compare_content
from normalizers.measure_wording import read_wording
from normalizers.measure_words import drop_small, read_measure_words
from normalizers.measures import analyse_name
from normalizers.vocabulary import load
from normalizers.word_forms import complete_word, find_root, join_particle, lemmatise


@pytest.mark.parametrize(
    ("word", "base"), [("skolornas", "skola"), ("sjukfrånvaron", "sjukfrånvaro"), ("bilar", "bil"), ("xyz", "xyz")]
)
def test_word_forms(word: str, base: str) -> None:
    assert lemmatise(word) == base


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("tillräckl", "tillräcklig"),
        ("arbetsmarknadsutbildn", "arbetsmarknadsutbildning"),  # the last part of a compound
        ("ordin", None),  # ordinarie, ordinär
        ("antagn", None),  # antagna, antagning
        ("genom", None),  # as short as a word of its own
        ("tillsv", None),  # more is left out than stands there
        ("xyzxyz", None),
    ],
)
def test_a_word_that_is_cut_off_is_the_one_that_all_such_words_have_in_common(cut: str, whole: str | None) -> None:
    assert complete_word(cut) == whole


def test_a_full_stop_behind_a_whole_word_or_a_place_cuts_nothing_off() -> None:
    assert read_wording("Andel seglare. Sommaren") == read_wording("Andel seglare sommaren")
    assert "vadstenabo" not in read_wording("Antal båtar i Vadstena.")
    assert read_wording("årsarb") == "årsarbetare"  # and no slip for `årsm*`


def test_what_ends_as_a_participle_or_stands_before_a_particle_may_be_another_word() -> None:
    assert find_root("nämnd") == "nämnd"  # none of `nämna`: `nämnden`
    assert find_root("anställd") == "medarbetare"  # none of `anställa`
    assert join_particle("hamnen", "in") is None
    assert join_particle("delats", "ut") == "utdela"
    assert analyse_name("Nivån får gå upp till kajen").content == analyse_name("Nivån får gå till kajen").content


@pytest.mark.parametrize(("one", "other"), [("heltidsarbetande", "deltidsarbetande"), ("inflyttning", "utflyttning")])
def test_two_known_or_unlike_words_are_no_typing_error(one: str, other: str) -> None:
    comparison = compare_content(analyse_name(one), analyse_name(other))
    assert comparison.left and comparison.right


def test_every_wording_of_the_vocabulary_is_lower_case_and_has_one_meaning() -> None:
    wordings = [wording for wordings in load("linking")["same"].values() for wording in wordings]
    assert wordings == [wording.lower() for wording in wordings]
    assert len(wordings) == len(set(wordings))


def test_what_was_rewritten_is_not_rewritten_again() -> None:
    """`bredband fiber` stands for `fiber`: it must not grow where it is read once more."""
    small = read_measure_words().small
    for meaning in load("linking")["same"]:
        once = drop_small(read_wording(meaning), small)
        assert drop_small(read_wording(once), small) == once, meaning


def test_every_wording_of_a_qualifier_is_met() -> None:
    """What `[same]` rewrites first, `[apart]` must name as it is rewritten: `elev`, not `elever`."""
    for group, values in load("linking")["apart"].items():
        for value, wordings in values.items():
            whole = [w for w in wordings if isinstance(w, str) and not set(w) & set("*#-")]
            found = [w for w in whole if _tells(w, group, value)]
            assert not found or found == whole, (group, value, sorted({*whole} - {*found}))


def _tells(wording: str, group: str, value: str) -> bool:
    name = analyse_name(f"andel {wording} xyz")
    return (group, value) in (*name.qualifiers, *name.unsaid)

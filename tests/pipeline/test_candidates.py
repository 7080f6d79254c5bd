"""Candidates: every pair that is alike is found without comparing all pairs."""

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.link import Measure
from pipeline.linking.candidates import find_candidates, find_other_words
from pipeline.linking.decisions import NOTHING_DECIDED
from pipeline.linking.evidence import judge
from pipeline.linking.nodes import make_nodes

WORDS = [
    "besök", "simhall", "bibliotek", "gäst", "väntetid", "bygglov", "handläggning", "enkät", "tillgänglighet",
    "vattenläcka", "gatubelysning", "parkering", "cykelbana", "kulturarrangemang", "föreningsbidrag",
]  # fmt: skip
NAME = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)


@settings(max_examples=60, deadline=None)  # the first example loads the dictionary of word forms
@given(st.lists(st.tuples(NAME, st.sampled_from(["Sala", "Heby"])), min_size=2, max_size=30))
def test_no_pair_that_is_alike_is_overlooked(rows):
    items = [
        Measure(name, municipality=place, document=f"d{n}", row_id=f"r{n}") for n, (name, place) in enumerate(rows)
    ]
    nodes = make_nodes(items, NOTHING_DECIDED)
    found = set(find_candidates(nodes))
    for left, right in combinations(nodes, 2):
        assert (left.number, right.number) in found or judge(left, right) is None


def test_misspelt_and_parted_words_are_looked_up_under_the_others():
    others = find_other_words(["tillgänglighet", "tillgängligghet", "infrastrukturprojekt", "infrastruktur", "projekt"])
    assert others["tillgängligghet"] == {"tillgänglighet"}
    assert others["infrastrukturprojekt"] == {"infrastruktur", "projekt"}
    assert "projekt" not in others


def test_a_compound_is_looked_up_under_one_of_its_parts():
    others = find_other_words(["skolmåltid", "måltid", "lådåtervinna", "låda"])
    assert others["skolmåltid"] == {"måltid"}
    assert others["lådåtervinna"] == {"låda"}


def test_candidates_grow_with_the_names_and_not_with_their_pairs():
    chance = random.Random(3)
    for size in (500, 1000, 2000):
        rare = ("".join(chance.choices("bdfgklmnprst", k=12)) for _ in range(size))
        names = [" ".join((*chance.sample(WORDS, 3), word)) for word in rare]
        items = [Measure(name, document=name) for name in names]
        assert len(find_candidates(make_nodes(items, NOTHING_DECIDED))) < 5 * size

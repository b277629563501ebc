"""References: read aloud over the telephone, and noticed when misread."""

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.references import ALPHABET, is_well_formed, new_reference, tidy

CHANCE = random.Random(8)
REFERENCES = [new_reference(CHANCE) for _ in range(60)]


def grouped(symbols):
    return f"{symbols[:4]}-{symbols[4:]}"


@given(st.randoms(use_true_random=False))
def test_a_new_reference_has_two_groups_of_four_from_the_alphabet(chance):
    first, second = new_reference(chance).split("-")

    assert [len(first), len(second)] == [4, 4]
    assert set(first + second) <= set(ALPHABET)
    assert is_well_formed(f"{first}-{second}")


def test_references_differ():
    assert len({new_reference() for _ in range(1000)}) == 1000


def test_the_alphabet_has_no_lookalikes_and_spells_no_words():
    assert not set(ALPHABET) & set("0O1IL2Z5S8BUVAE")
    assert len(set(ALPHABET)) == len(ALPHABET) == 21


def test_every_single_wrong_symbol_is_noticed():
    for symbols in (reference.replace("-", "") for reference in REFERENCES):
        for position, right in enumerate(symbols):
            for wrong in set(ALPHABET) - {right}:
                misread = symbols[:position] + wrong + symbols[position + 1 :]
                assert not is_well_formed(grouped(misread))


def test_every_swap_of_neighbours_is_noticed():
    for here, there in permutations(ALPHABET, 2):
        for position in range(7):
            around = "K7M4PQ"[:position], "K7M4PQ"[position:]
            right = completed(*around, pair=here + there)
            swapped = right[:position] + there + here + right[position + 2 :]
            assert not is_well_formed(grouped(swapped))


def completed(before, after, *, pair):
    """A well-formed reference with `pair` there, its far end adjusted to fit."""
    for fitting in ALPHABET:
        symbols = before + pair + after
        symbols = symbols[:-1] + fitting if after else fitting + symbols[1:]
        if is_well_formed(grouped(symbols)):
            return symbols
    raise AssertionError("no symbol fits")


@pytest.mark.parametrize(
    "text",
    ["", "-", "K7M4", "K7M4-PQ3", "K7M4-PQ3XX", "K7M4PQ3-X", "----", "K7M4-PQ3İ"],
)
def test_what_is_no_reference_is_not_well_formed(text):
    assert not is_well_formed(text)


@pytest.mark.parametrize("reference", REFERENCES[:5])
def test_only_the_one_way_of_writing_a_reference_is_well_formed(reference):
    symbols = reference.replace("-", "")
    strange = [
        symbols[:position] + "0" + symbols[position + 1 :] for position in (0, 7)
    ]
    written = [symbols, f"{reference[:2]}-{symbols[2:]}", f"{reference}-"]

    assert is_well_formed(reference)
    assert not any(map(is_well_formed, [*written, *map(grouped, strange)]))


@given(st.text())
def test_no_text_breaks_the_reading_of_a_reference(text):
    assert not is_well_formed(text)
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("reference", REFERENCES[:10])
def test_a_reference_is_found_however_it_is_typed(reference):
    first, second = reference.split("-")
    typed = [
        reference,
        f"{first}{second}".lower(),
        f"  {first} {second}\n",
        f"{first}–{second}.",
        " ".join(f"{first}{second}"),
        "".join(chr(ord(symbol) + 0xFEE0) for symbol in f"{first}{second}"),
        reference.replace("F", "S").replace("9", "5"),
    ]

    assert {tidy(text) for text in typed} == {reference}


def test_what_may_have_been_meant_differently_is_left_for_the_person_to_mend():
    assert tidy("ab01-ou28") == "AB01-OU28"

"""A code can be read aloud or typed from paper, and most mistakes are put right."""

import random

import pytest

from clinic_site.spoken_codes import ALPHABET, MISREAD, is_well_formed, new, readings

SHAPE = {"symbols": 9, "group": 3}


@pytest.fixture
def code():
    return new(**SHAPE, random=random.Random(4))


def test_a_code_has_no_look_alikes_and_checks_itself(code):
    assert is_well_formed(code, **SHAPE)
    assert not set("0O1IL2Z5S8BUV") & set(ALPHABET)


@pytest.mark.parametrize("place", range(11))
def test_one_wrong_symbol_is_never_another_code(code, place):
    if code[place] == "-":
        return
    for other in set(ALPHABET) - {code[place]}:
        assert not is_well_formed(code[:place] + other + code[place + 1 :], **SHAPE)


def test_a_symbol_that_was_misread_leads_to_the_code(code):
    for place, symbol in enumerate(code):
        for seen, meant in MISREAD.items():
            if symbol in meant:
                typed = code[:place] + seen + code[place + 1 :]
                assert code in readings(typed, **SHAPE)


def test_what_is_no_code_has_no_reading():
    for typed in ("", "K7M", "é" * 9, "0" * 9, "K7M-4PQ-3XW-3XW", "０" * 400):
        assert readings(typed, **SHAPE) == []

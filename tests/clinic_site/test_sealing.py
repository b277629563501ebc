"""What a stolen database tells about what people wrote: nothing."""

import base64
import traceback
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_site import sealing
from clinic_site.sealing import CannotBeOpened, KeyRing, UnusableKeys

OLD_KEY, NEW_KEY = bytes(range(32)), bytes(range(32, 64))
OLD = KeyRing({1: OLD_KEY})
NEW = KeyRing({2: NEW_KEY, 1: OLD_KEY})
REQUEST, OTHER_REQUEST = uuid4().bytes, uuid4().bytes
WORDS = "Please call after nine, María".encode()


def encoded(key):
    return base64.b64encode(key).decode()


def everything_said_by(caught):
    """The exception, its notes, and every exception that it carries along."""
    raised, said = caught.value, ""
    while raised:
        said += "".join(traceback.format_exception_only(raised)) + repr(vars(raised))
        said += repr([getattr(raised, name, "") for name in ("doc", "object")])
        raised = raised.__context__
    return said


@given(st.binary(max_size=2000), st.binary(max_size=40))
def test_what_was_sealed_opens_again(data, bound_to):
    envelope = sealing.seal(data, bound_to=bound_to, ring=OLD)

    assert sealing.unseal(envelope, bound_to=bound_to, ring=OLD) == data


def test_the_words_are_not_in_the_envelope_and_no_two_envelopes_are_alike():
    one, other = (sealing.seal(WORDS, bound_to=REQUEST, ring=OLD) for _ in "12")

    assert WORDS not in one
    assert b"nine" not in one
    assert one[2:14] != other[2:14]
    assert one[14:] != other[14:]


@pytest.mark.parametrize("written", [b"", b"x", b"x" * 255])
def test_short_answers_all_make_envelopes_of_one_length(written):
    envelope = sealing.seal(written, bound_to=REQUEST, ring=OLD)

    assert len(envelope) == 2 + 12 + 256 + 16


def test_an_envelope_moved_to_another_request_does_not_open():
    envelope = sealing.seal(WORDS, bound_to=REQUEST, ring=OLD)

    with pytest.raises(CannotBeOpened):
        sealing.unseal(envelope, bound_to=OTHER_REQUEST, ring=OLD)


def test_an_envelope_changed_in_any_byte_does_not_open():
    ring = KeyRing(dict.fromkeys(range(256), OLD_KEY))
    envelope = sealing.seal(WORDS, bound_to=REQUEST, ring=ring)

    for position in range(len(envelope)):
        damaged = bytearray(envelope)
        damaged[position] ^= 1
        with pytest.raises(CannotBeOpened):
            sealing.unseal(bytes(damaged), bound_to=REQUEST, ring=ring)


@pytest.mark.parametrize("length", [0, 1, 2, 13, 14, 29, 30, -1])
def test_a_cut_off_envelope_does_not_open(length):
    envelope = sealing.seal(WORDS, bound_to=REQUEST, ring=OLD)

    with pytest.raises(CannotBeOpened):
        sealing.unseal(envelope[:length], bound_to=REQUEST, ring=OLD)


def test_an_envelope_opens_as_postgresql_hands_it_out():
    envelope = memoryview(sealing.seal(WORDS, bound_to=REQUEST, ring=OLD))

    assert sealing.unseal(envelope, bound_to=REQUEST, ring=OLD) == WORDS
    assert sealing.key_id_of(envelope) == 1


def test_the_first_key_seals_and_every_key_opens():
    before = sealing.seal(WORDS, bound_to=REQUEST, ring=OLD)
    after = sealing.seal(WORDS, bound_to=REQUEST, ring=NEW)

    assert [sealing.key_id_of(before), sealing.key_id_of(after)] == [1, 2]
    assert sealing.unseal(before, bound_to=REQUEST, ring=NEW) == WORDS
    assert sealing.unseal(after, bound_to=REQUEST, ring=NEW) == WORDS


def test_a_new_key_that_is_not_yet_first_opens_but_does_not_seal():
    read_only = KeyRing({1: OLD_KEY, 2: NEW_KEY})
    after = sealing.seal(WORDS, bound_to=REQUEST, ring=NEW)

    assert read_only.sealing_key_id == 1
    assert sealing.unseal(after, bound_to=REQUEST, ring=read_only) == WORDS


def test_an_envelope_of_another_version_is_not_mistaken_for_ours():
    envelope = b"\x02" + sealing.seal(WORDS, bound_to=REQUEST, ring=OLD)[1:]

    with pytest.raises(CannotBeOpened, match="not an envelope"):
        sealing.key_id_of(envelope)


def test_without_its_key_an_envelope_stays_shut():
    after = sealing.seal(WORDS, bound_to=REQUEST, ring=NEW)

    with pytest.raises(CannotBeOpened, match="key 2"):
        sealing.unseal(after, bound_to=REQUEST, ring=OLD)


def test_a_ring_is_read_from_a_setting():
    text = f"2:{encoded(NEW_KEY)}, 1:{encoded(OLD_KEY)}"

    assert KeyRing.parse(text) == NEW
    assert KeyRing.parse(text).sealing_key_id == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        encoded(OLD_KEY),
        f"0:{encoded(OLD_KEY)}",
        f"256:{encoded(OLD_KEY)}",
        f"-1:{encoded(OLD_KEY)}",
        f"one:{encoded(OLD_KEY)}",
        f"²:{encoded(OLD_KEY)}",
        f"1:{encoded(OLD_KEY)},",
        f"1:{encoded(OLD_KEY)},1:{encoded(NEW_KEY)}",
        f"1:{encoded(OLD_KEY[:31])}",
        f"1:{encoded(OLD_KEY)[:-1]}",
        f"1:!{encoded(OLD_KEY)}",
        "1:ñ",
    ],
)
def test_unusable_keys_are_refused_without_being_shown(text):
    with pytest.raises(UnusableKeys) as caught:
        KeyRing.parse(text)

    assert encoded(OLD_KEY)[:8] not in everything_said_by(caught)


def test_a_ring_does_not_show_its_keys():
    assert repr(NEW) == "KeyRing()"


def test_without_a_ring_the_settings_keys_seal_and_open(settings):
    settings.SEALING_KEYS = f"1:{encoded(OLD_KEY)}"
    envelope = sealing.seal(WORDS, bound_to=REQUEST)
    settings.SEALING_KEYS = f"2:{encoded(NEW_KEY)},1:{encoded(OLD_KEY)}"

    assert sealing.unseal(envelope, bound_to=REQUEST) == WORDS
    assert sealing.ring() == NEW


def test_the_index_key_comes_from_the_settings(settings):
    settings.INDEX_KEY = encoded(OLD_KEY)
    assert sealing.index_key() == OLD_KEY

    settings.INDEX_KEY = "too short"
    with pytest.raises(UnusableKeys):
        sealing.index_key()


def test_answers_are_sealed_as_json():
    answers = {"full_name": "Ñandú 😀 \ud800 \x00", "adult": True, "parts": []}

    envelope = sealing.seal_json(answers, bound_to=REQUEST, ring=OLD)

    assert sealing.unseal_json(envelope, bound_to=REQUEST, ring=OLD) == answers


@pytest.mark.parametrize("sealed", [b"secret words", b"secret \xff words", b""])
def test_what_cannot_be_opened_never_says_what_was_written(sealed):
    envelope = sealing.seal(sealed, bound_to=REQUEST, ring=OLD)

    with pytest.raises(CannotBeOpened) as caught:
        sealing.unseal_json(envelope, bound_to=REQUEST, ring=OLD)

    assert "secret" not in everything_said_by(caught)


def test_equal_values_are_found_by_their_blind_index_and_by_nothing_else():
    def index(value="+13605550142", purpose="phone", key=OLD_KEY):
        return sealing.blind_index(value, purpose=purpose, key=key)

    indexes = [
        index(),
        index(value="+13605550143"),
        index(purpose="phone2"),
        index(value="2+13605550142"),
        index(key=NEW_KEY),
    ]

    assert index() == index()
    assert len(set(indexes)) == len(indexes)
    assert {len(each) for each in indexes} == {64}


def test_an_empty_value_has_no_blind_index():
    with pytest.raises(ValueError, match="nothing"):
        sealing.blind_index("", purpose="email", key=OLD_KEY)

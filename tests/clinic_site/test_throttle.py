"""Somebody who asks too often waits a little; nothing says who it was."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from clinic_site import throttle
from clinic_site.models import Bucket
from tests.builders import NOON

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def ask(key="192.0.2.7", *, name="search", at=NOON, rate=6, burst=3):
    """Six a minute flow in: one every ten seconds."""
    minute = timedelta(minutes=1)
    return throttle.allow(name, key, rate=rate, per=minute, burst=burst, at=at)


def test_after_a_burst_one_waits_for_the_next_token():
    assert [ask() for _time in range(4)] == [True, True, True, False]

    assert not ask(at=NOON + 9 * SECOND)
    assert ask(at=NOON + 10 * SECOND)
    assert not ask(at=NOON + 11 * SECOND)


def test_a_pause_fills_the_bucket_and_never_overfills_it():
    [ask() for _time in range(3)]

    later = NOON + timedelta(hours=1)

    assert [ask(at=later) for _time in range(4)] == [True, True, True, False]


def test_others_and_other_doors_are_not_held_up():
    [ask() for _time in range(4)]

    assert ask("192.0.2.8")
    assert ask(name="sign in")


def test_without_a_rate_there_is_no_limit_and_nothing_is_written():
    assert all(ask(rate=0) for _time in range(50))
    assert not Bucket.objects.exists()


def test_a_row_tells_nobody_and_is_another_one_each_day():
    ask(at=NOON)
    ask(at=NOON + timedelta(days=1))

    keys = Bucket.objects.values_list("key", flat=True)

    assert len(set(keys)) == 2
    assert not any("192" in key for key in keys)


def test_full_buckets_are_taken_away():
    [ask() for _time in range(3)]

    throttle.forget_full(at=NOON + 29 * SECOND)
    assert Bucket.objects.count() == 1
    throttle.forget_full(at=NOON + 30 * SECOND)

    assert Bucket.objects.count() == 0


def test_two_who_ask_at_once_do_not_share_the_last_token(at_once):
    [ask() for _time in range(2)]

    outcomes = at_once(ask, ask)

    assert sorted(outcomes) == [False, True]


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        pytest.param("192.0.2.7", "", "192.0.2.7", id="direct"),
        pytest.param("127.0.0.1", "192.0.2.7", "192.0.2.7", id="behind-a-proxy"),
        pytest.param("::1", "6.6.6.6, 192.0.2.7", "192.0.2.7", id="forged-front"),
        pytest.param("192.0.2.7", "6.6.6.6", "192.0.2.7", id="forged-without-proxy"),
        pytest.param("127.0.0.1", "nonsense", "127.0.0.1", id="nonsense"),
        pytest.param("2001:db8:1:2:3::9", "", "2001:db8:1:2::/64", id="ipv6-network"),
        pytest.param("::ffff:192.0.2.7", "", "192.0.2.7", id="mapped"),
        pytest.param("", "192.0.2.7", "192.0.2.7", id="unix-socket"),
    ],
)
def test_the_sender_is_whom_our_own_proxy_saw(remote, forwarded, expected):
    request = RequestFactory().get(
        "/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded
    )

    assert throttle.sender(request) == expected

"""Who may open the socket."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.live.security import HOSTS_VARIABLE, Close, RateGate, Refused, TokenRegistry, check_origin


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def registry(clock):
    return TokenRegistry[str](life_s=60.0, clock=clock)


@pytest.mark.parametrize(
    ("origin", "host", "scheme"),
    [
        ("http://localhost:8501", "localhost:8501", "ws"),
        ("http://127.0.0.1:8501", "127.0.0.1:8501", "ws"),
        ("http://[::1]:8501", "[::1]:8501", "ws"),
        ("https://localhost", "localhost:443", "wss"),
        ("http://LOCALHOST:8501", "localhost:8501", "ws"),
    ],
)
def test_the_apps_own_page_is_let_in(origin, host, scheme):
    assert check_origin(origin, host, scheme)


@pytest.mark.parametrize(
    ("origin", "host", "scheme"),
    [
        ("http://evil.example", "localhost:8501", "ws"),
        ("http://localhost:9999", "localhost:8501", "ws"),
        ("https://localhost:8501", "localhost:8501", "ws"),
        ("http://evil.example:8501", "evil.example:8501", "ws"),
        ("http://localhost.evil.example:8501", "localhost:8501", "ws"),
        ("http://localhost:8501@evil.example", "localhost:8501", "ws"),
        ("null", "localhost:8501", "ws"),
        ("file://", "localhost:8501", "ws"),
        ("", "localhost:8501", "ws"),
        (None, "localhost:8501", "ws"),
        ("http://localhost:8501", None, "ws"),
        ("http://localhost:port", "localhost:8501", "ws"),
        ("http://127.0.0.1:8501", "localhost:8501", "ws"),
    ],
)
def test_everything_else_is_not(origin, host, scheme):
    assert not check_origin(origin, host, scheme)


def test_further_hosts_come_from_the_environment(monkeypatch):
    here = ("https://192.168.1.7:8501", "192.168.1.7:8501", "wss")
    assert not check_origin(*here)
    monkeypatch.setenv(HOSTS_VARIABLE, "kitchen.local, 192.168.1.7")
    assert check_origin(*here)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_header_can_make_the_check_fail_with_an_error(origin, host):
    check_origin(origin, host, "ws")


def test_a_token_is_long_random_and_its_own(registry):
    tokens = {registry.issue("a") for _ in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 43


def test_one_socket_at_a_time(registry):
    token = registry.issue("mine")
    assert registry.claim(token) == "mine"
    with pytest.raises(Refused) as refused:
        registry.claim(token)
    assert refused.value.code is Close.TOKEN_IN_USE
    registry.release(token)
    assert registry.claim(token) == "mine"


@pytest.mark.parametrize("guess", ["", "x", "ä" * 43])
def test_a_guess_is_unknown(registry, guess):
    registry.issue("mine")
    with pytest.raises(Refused) as refused:
        registry.claim(guess)
    assert refused.value.code is Close.UNKNOWN_TOKEN


def test_a_token_runs_out_only_while_nobody_uses_it(clock):
    ended = []
    registry = TokenRegistry[str](life_s=60.0, clock=clock, on_expired=ended.append)
    used, idle = registry.issue("used"), registry.issue("idle")
    registry.claim(used)
    clock.now += 61
    registry.sweep()
    assert ended == ["idle"]
    with pytest.raises(Refused):
        registry.claim(idle)
    registry.release(used)
    clock.now += 59
    assert registry.claim(used) == "used"


def test_revoking_ends_what_the_token_stood_for(clock):
    ended = []
    registry = TokenRegistry[str](clock=clock, on_expired=ended.append)
    token = registry.issue("mine")
    registry.revoke(token)
    assert ended == ["mine"]
    assert registry.peek(token) is None


def test_the_rate_is_counted_over_any_second():
    gate = RateGate(per_second=10)
    assert all(gate.passes(i * 0.05) for i in range(10))
    assert not gate.passes(0.6)
    assert gate.passes(1.01)

"""The socket itself: a real server on this computer, a real client, no browser."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from socket import create_connection

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from coach.live.controller import LiveController
from coach.live.plan import Plan
from coach.live.security import MAX_FRAME_BYTES, MAX_MESSAGES_PER_S, TokenRegistry
from coach.live.session import LiveSession
from coach.live.socket import LiveSocket
from tests.live.page_frames import write_frame

SILENCE_S = 0.5


class Server:
    """The route on a port of its own."""

    def __init__(self, scripted) -> None:
        self._scripted = scripted
        self.registry = TokenRegistry[LiveSession](on_expired=LiveSession.close)
        route = WebSocketRoute("/live/socket", LiveSocket(self.registry, silence_s=SILENCE_S).serve)
        self._server = uvicorn.Server(
            uvicorn.Config(Starlette(routes=[route]), port=0, log_level="critical", ws="websockets-sansio")
        )
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]
        self.sessions: list[LiveSession] = []

    def open(self, script, controller=None, plan=None):
        session = LiveSession(
            lambda aspect: self._scripted(script), controller or LiveController(plan or Plan("free", None), None, None)
        )
        session.start()
        self.sessions.append(session)
        return self.registry.issue(session)

    def connect(self, origin=None):
        return connect(
            f"ws://127.0.0.1:{self.port}/live/socket", origin=origin or f"http://127.0.0.1:{self.port}", proxy=None
        )

    @contextlib.contextmanager
    def hello(self, token):
        with self.connect() as socket:
            socket.send(json.dumps({"type": "hello", "token": token}))
            yield socket

    def close(self):
        for session in self.sessions:
            session.close()
        self._server.should_exit = True
        self._thread.join()


@pytest.fixture(scope="module")
def server(scripted):
    server = Server(scripted)
    yield server
    server.close()


def next_of(socket, *kinds):
    """The next message of these types."""
    while True:
        message = json.loads(socket.recv(timeout=5))
        if message["type"] in kinds:
            return message


def close_code(socket):
    """Read until the server closes; return its code."""
    try:
        while True:
            socket.recv(timeout=5)
    except ConnectionClosed as closed:
        return closed.rcvd.code


def test_a_page_gets_its_hands_back(server, hands, jpeg):
    with server.hello(server.open(hands)) as socket:
        assert next_of(socket, "ready")["phase"] == "setup"
        for i in range(5):
            socket.send(write_frame(100.0 + i / 30, jpeg))
            result = next_of(socket, "result")
            assert result["t"] == 100.0 + i / 30
            assert [len(hand["p"]) for hand in result["hands"]] == [42, 42]


@pytest.mark.parametrize("origin", ["http://evil.example", "https://127.0.0.1", "http://127.0.0.1:1"])
def test_a_foreign_origin_is_answered_with_403(server, origin):
    with pytest.raises(InvalidStatus) as refused:
        server.connect(origin)
    assert refused.value.response.status_code == 403


def test_a_name_that_points_here_is_answered_with_403(server):
    rebound = f"evil.example:{server.port}"
    with create_connection(("127.0.0.1", server.port)) as pipe, pytest.raises(InvalidStatus) as refused:
        connect(f"ws://{rebound}/live/socket", origin=f"http://{rebound}", sock=pipe, proxy=None)
    assert refused.value.response.status_code == 403


def test_a_wrong_token_is_4401_and_so_is_any_token_after_a_restart(server, hands):
    token = server.open(hands)
    server.registry.revoke(token)  # what a server that was started again knows of its old tokens
    for wrong in (token, "guess"):
        with server.hello(wrong) as socket:
            assert close_code(socket) == 4401


@pytest.mark.parametrize("first", ['{"type": "command", "name": "pause"}', '{"type": "hello"}'])
def test_without_a_token_first_nothing_is_said(server, first):
    with server.connect() as socket:
        socket.send(first)
        assert close_code(socket) == 4401


def test_bytes_first_are_no_hello(server, jpeg):
    with server.connect() as socket:
        socket.send(write_frame(0.0, jpeg))
        assert close_code(socket) == 4400


def test_a_second_socket_on_the_same_token_is_4409_and_the_first_lives_on(server, hands, jpeg):
    token = server.open(hands)
    with server.hello(token) as first:
        next_of(first, "ready")
        with server.hello(token) as second:
            assert close_code(second) == 4409
        first.send(write_frame(1.0, jpeg))
        assert next_of(first, "result")["t"] == 1.0


def test_two_sessions_share_nothing(server, hands, jpeg):
    with server.hello(server.open(hands)) as one, server.hello(server.open(hands[300:])) as two:
        results = []
        for socket, stamp in ((one, 1.0), (two, 2.0)):
            next_of(socket, "ready")
            socket.send(write_frame(stamp, jpeg))
            results.append(next_of(socket, "result"))
        assert [result["t"] for result in results] == [1.0, 2.0]
        assert results[0]["hands"] != results[1]["hands"]


def test_an_oversize_frame_is_4413(server, hands, jpeg):
    with server.hello(server.open(hands)) as socket:
        next_of(socket, "ready")
        socket.send(write_frame(0.0, jpeg + bytes(MAX_FRAME_BYTES)))
        assert close_code(socket) == 4413


def test_silence_is_4408_and_a_sign_of_life_prevents_it(server, hands):
    with server.hello(server.open(hands)) as socket:
        next_of(socket, "ready")
        for _ in range(4):
            time.sleep(SILENCE_S / 2)
            socket.send('{"type": "alive"}')
        began = time.monotonic()
        assert close_code(socket) == 4408
        assert SILENCE_S * 0.9 < time.monotonic() - began < SILENCE_S + 1.0


def test_too_many_messages_a_second_are_4429(server, hands):
    with server.hello(server.open(hands)) as socket:
        next_of(socket, "ready")
        with contextlib.suppress(ConnectionClosed):
            for _ in range(MAX_MESSAGES_PER_S + 20):
                socket.send('{"type": "alive"}')
        assert close_code(socket) == 4429


@pytest.mark.parametrize("text", ["nonsense", '{"type": "shell"}', '{"type": "command", "name": "shell"}'])
def test_what_is_no_message_is_4400(server, hands, text):
    with server.hello(server.open(hands)) as socket:
        next_of(socket, "ready")
        socket.send(text)
        assert close_code(socket) == 4400


def test_the_credit_of_every_frame_comes_back(server, hands, jpeg):
    """Also of those that a newer one replaced, that are no picture, or whose time does not rise."""
    with server.hello(server.open(hands)) as socket:
        next_of(socket, "ready")
        broken = jpeg[:200] + bytes(100)
        stamps = [1.0, 1.1, 1.2, 1.2, 1.1, 1.3, 1.4]
        for stamp in stamps:
            socket.send(write_frame(stamp, broken if stamp == 1.3 else jpeg))
        answered = [next_of(socket, "result", "dropped")["t"] for _ in stamps]
        assert sorted(answered) == sorted(stamps)


def test_a_page_that_comes_back_finds_its_session_where_it_was(server, hands, jpeg):
    token = server.open(hands)
    with server.hello(token) as socket:
        next_of(socket, "ready")
        socket.send(write_frame(5.0, jpeg))
        next_of(socket, "result")
        socket.send('{"type": "command", "name": "start"}')
        next_of(socket, "phase")
    for _ in range(100):  # until the server has noticed that the first socket is gone
        with server.hello(token) as socket, contextlib.suppress(ConnectionClosed):
            assert next_of(socket, "ready")["phase"] == "running"
            socket.send(write_frame(0.5, jpeg))  # a page that was loaded again starts its clock anew
            assert next_of(socket, "result", "dropped")["type"] == "result"
            return
        time.sleep(0.02)
    pytest.fail("the session was not given back")


def test_an_exception_of_the_analysis_reaches_the_page_and_the_caller(server, jpeg):
    token = server.open([])  # the script is empty, so the first frame raises StopIteration
    session = server.registry.peek(token)
    with server.hello(token) as socket:
        next_of(socket, "ready")
        socket.send(write_frame(0.0, jpeg))
        assert "StopIteration" in next_of(socket, "fault")["message"]
        socket.send(write_frame(0.1, jpeg))
        assert close_code(socket) == 1011
    with pytest.raises(StopIteration):
        session.offer(0.2, jpeg)

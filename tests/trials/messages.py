"""Pages that send odd messages over the live socket."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
from starlette.websockets import WebSocketState

from coach.live.controller import LiveController
from coach.live.messages import COMMANDS
from coach.live.plan import Plan
from coach.live.recording import load_session
from coach.live.security import Close, TokenRegistry
from coach.live.session import LiveSession
from coach.live.socket import LiveSocket
from coach.protocol.library import load_protocol
from coach.protocol.schema import Protocol
from coach.records import Frame, HandPose, HandsFrame, Source
from sample_videos.simulate import SegmentSpec, simulate_session, to_tracks
from tests.frames.damaged import damage
from tests.live.page_frames import write_frame
from tests.mutated import damage_text, mutate, write_json
from tests.trials import Fault

MOST_REASON_BYTES = 123
"""Of a close frame (RFC 6455, 5.5)."""

LONGEST_S = 10.0

_clock = count(2000)


class PlaysHands:
    """A follower that gives the hands of a list, over and over."""

    def __init__(self, hands: list[HandsFrame]) -> None:
        self._hands, self._next = hands, 0

    def __enter__(self) -> PlaysHands:
        return self

    def __exit__(self, *exc: object) -> None:
        return

    def push(self, frame: Frame) -> HandsFrame:
        self._next += 1
        return HandsFrame(frame.time_s, self._hands[self._next % len(self._hands)].hands)


class _Pipe:
    """A WebSocket as the server hands it over: plays what a browser sends, keeps what it is sent."""

    def __init__(self, given: list[dict[str, Any]], until: str = "") -> None:
        self.headers = {"origin": "http://localhost:1", "host": "localhost:1"}
        self.url = SimpleNamespace(scheme="ws")
        self.application_state = WebSocketState.CONNECTED
        self.sent: list[dict[str, Any]] = []
        self.closed: tuple[int, str] | None = None
        self._given, self._until = iter(given), until

    async def accept(self) -> None:
        return

    async def receive(self) -> dict[str, Any]:
        await asyncio.sleep(0.004)
        if (message := next(self._given, None)) is not None:
            return message
        while self._until and self._until not in [told["type"] for told in self.sent]:
            await asyncio.sleep(0.02)
        return {"type": "websocket.disconnect"}

    async def send_text(self, text: str) -> None:
        text.encode("utf-8")
        self.sent.append(json.loads(text))

    async def close(self, code: int = 1000, reason: str = "") -> None:
        if len(reason.encode("utf-8")) > MOST_REASON_BYTES:
            raise Fault(f"a close frame does not hold {len(reason.encode())} bytes")
        self.closed = (code, reason)
        self.application_state = WebSocketState.DISCONNECTED


BACK = {"neck": [0.5, 0.1], "tail": [0.5, 0.9], "length_cm": 50.0, "given_by": "clicks"}
CORNERED = BACK | {"given_by": "corners", "corners": [[0.2, 0.2], [0.8, 0.2], [0.7, 0.9], [0.3, 0.9]]}
VALUES: dict[str, dict[str, Any]] = {"pause": {"why": "camera"}, "set_guidance": {"level": "every"}, "set_back": BACK}


@dataclass(frozen=True)
class GoodPage:
    """What a page that behaves well would lead to: the hands in its pictures, a picture, what is asked."""

    hands: list[HandsFrame]
    jpeg: bytes
    protocol: Protocol


def make_good_page() -> GoodPage:
    """Return a small picture and simulated hands."""
    tracks = to_tracks(simulate_session([SegmentSpec("rubbing", duration_s=6.0)], 5, fps=20.0))
    hands = []
    for i, time_s in enumerate(tracks.time_s):
        first, second = (
            HandPose(slot, Source(int(tracks.source[i, slot])), tracks.landmarks[i, slot], tracks.sides[slot])
            for slot in range(2)
        )
        hands.append(HandsFrame(float(time_s), (first, second)))
    _, data = cv2.imencode(".jpg", np.full((48, 64, 3), 128, np.uint8))
    return GoodPage(hands, data.tobytes(), load_protocol("lumbar-home"))


def try_messages(page: GoodPage, folder: Path, rng: random.Random) -> str:
    """Play a page that sends odd messages; the session answers the next page as if nothing had been."""
    controller = LiveController(Plan(), page.protocol, folder / "session")
    session = LiveSession(lambda aspect: PlaysHands(page.hands), controller)
    session.start()
    registry: TokenRegistry[LiveSession] = TokenRegistry()
    token = registry.issue(session)
    try:
        with _errors_logged() as logged:
            odd = _serve(_Pipe(_make_messages(token, rng, page.jpeg)), registry)
            good = [{"type": "hello", "token": token}, page.jpeg, page.jpeg]
            after = _serve(_Pipe([_as_received(message) for message in good], until="ready"), registry)
        if logged:
            raise Fault(f"logged: {logged[0]}")
    finally:
        session.close()
    kinds = [message["type"] for message in [*odd.sent, *after.sent]]
    if not session.alive and session._fault is not None:
        raise Fault(f"the analysis stopped: {type(session._fault).__name__}: {session._fault}") from session._fault
    if "fault" in kinds or Close.FAULT in [pipe.closed[0] for pipe in (odd, after) if pipe.closed]:
        told = [message["message"] for message in [*odd.sent, *after.sent] if message["type"] == "fault"]
        raise Fault(f"fault told: {told} {odd.closed} {after.closed}")
    if "ready" not in [message["type"] for message in after.sent]:
        raise Fault(f"the next page is not answered: {after.closed}")
    if (folder / "session").is_dir():
        load_session(folder / "session")
    return "taken" if odd.closed is None else f"closed {odd.closed[0]}"


def _serve(pipe: _Pipe, registry: TokenRegistry[LiveSession]) -> _Pipe:
    def run() -> None:
        asyncio.run(asyncio.wait_for(LiveSocket(registry).serve(pipe), LONGEST_S))  # type: ignore[arg-type]

    # A thread of its own: a browser that other tests drive keeps a loop running in the main one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()
    return pipe


def _make_messages(token: str, rng: random.Random, jpeg: bytes) -> list[dict[str, Any]]:
    messages: list[Any] = [{"type": "hello", "token": token}, jpeg, {"type": "command", "name": "start"}, jpeg]
    for _ in range(rng.randint(1, 5)):
        name = rng.choice(COMMANDS)
        values = CORNERED if name == "set_back" and rng.random() < 0.5 else VALUES.get(name, {})
        messages += [{"type": "command", "name": name, **values}, jpeg]
    odd = []
    for place, message in enumerate(messages):
        if isinstance(message, bytes):
            odd.append(_as_received(_damage_frame(message, rng) if rng.random() < 0.15 else message))
        elif rng.random() < (0.05 if place < 3 else 0.6):
            changed = mutate(message, rng)
            # Mostly still a command, or everything would end at the first check.
            if place >= 3 and isinstance(changed, dict) and rng.random() < 0.9:
                changed |= {"type": "command", "name": message["name"]}
            depth = rng.choice((0, 0, 0, 0, 0, 0, 3000)) if rng.random() < 0.2 else 0
            text = "[" * depth + write_json(changed)
            odd.append({"type": "websocket.receive", "text": damage_text(text, rng) if rng.random() < 0.1 else text})
        else:
            odd.append(_as_received(message))
    return odd


def _as_received(message: Any) -> dict[str, Any]:
    if isinstance(message, bytes):
        return {"type": "websocket.receive", "bytes": write_frame(next(_clock) / 20, message)}
    return {"type": "websocket.receive", "text": write_json(message)}


def _damage_frame(jpeg: bytes, rng: random.Random) -> bytes:
    return damage(jpeg, np.random.default_rng(rng.randrange(2**32)))[1]


@contextmanager
def _errors_logged() -> Iterator[list[str]]:
    """Collect what is logged as an error: a traceback in the terminal of whoever started the app."""
    found: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(f"{record.getMessage()} {record.exc_info[1] if record.exc_info else ''}")

    keep = Keep(logging.ERROR)
    logging.getLogger().addHandler(keep)
    try:
        yield found
    finally:
        logging.getLogger().removeHandler(keep)

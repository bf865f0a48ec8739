"""The one WebSocket route of the live coach: who may enter, what may come, how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from coach.errors import CoachError
from coach.live.messages import Message, read_command, read_frame, read_text
from coach.live.security import SILENCE_S, Close, RateGate, Refused, TokenRegistry, check_origin
from coach.live.session import LiveSession

_END = None
"""Put on the outbox when nothing more is to be sent."""


class LiveSocket:
    """Ties one browser socket to the :class:`LiveSession` its token stands for.

    Parameters
    ----------
    registry : TokenRegistry
        Tokens issued by the page.
    silence_s : float
        A socket that says nothing for so long is closed.
    """

    def __init__(self, registry: TokenRegistry[LiveSession], silence_s: float = SILENCE_S) -> None:
        self._registry = registry
        self._silence_s = silence_s

    async def serve(self, socket: WebSocket) -> None:
        """Serve one socket from handshake to end."""
        if not check_origin(socket.headers.get("origin"), socket.headers.get("host"), socket.url.scheme):
            await socket.close()  # before accept: the handshake is answered with 403
            return
        await socket.accept()
        try:
            token = await self._read_token(socket)
            session = self._registry.claim(token)
        except Refused as refused:
            await _close(socket, refused.code, str(refused))
            return
        except WebSocketDisconnect:
            return
        try:
            await self._serve(socket, session)
        finally:
            self._registry.release(token)

    async def _read_token(self, socket: WebSocket) -> str:
        message = read_text(await self._receive_text(socket))
        token = message.get("token")
        if message["type"] != "hello" or not isinstance(token, str):
            raise Refused(Close.UNKNOWN_TOKEN, "the first message carries the token")
        return token

    async def _receive_text(self, socket: WebSocket) -> str:
        received = await self._receive(socket)
        if not isinstance(received, str):
            raise Refused(Close.BAD_MESSAGE, "the first message is text")
        return received

    async def _receive(self, socket: WebSocket) -> str | bytes:
        try:
            message = await asyncio.wait_for(socket.receive(), self._silence_s)
        except TimeoutError:
            raise Refused(Close.SILENCE, f"nothing came for {self._silence_s:g} seconds") from None
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1000))
        received: str | bytes | None = message.get("text")
        return message["bytes"] if received is None else received

    async def _serve(self, socket: WebSocket, session: LiveSession) -> None:
        outbox: asyncio.Queue[Message | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def sink(message: Message) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed when the server goes down
                loop.call_soon_threadsafe(outbox.put_nowait, message)

        sender = asyncio.create_task(_send_all(socket, outbox))
        try:
            session.attach(sink)
            await self._listen(socket, session, outbox)
        except Refused as refused:
            outbox.put_nowait(_END)
            await sender
            await _close(socket, refused.code, str(refused))
        except WebSocketDisconnect:
            pass
        except CoachError as error:
            await self._report(socket, outbox, sender, str(error))
        except Exception as error:  # the analysis thread's own exception, raised again here
            await self._report(socket, outbox, sender, f"{type(error).__name__}: {error}")
        finally:
            session.detach()
            sender.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sender

    async def _listen(self, socket: WebSocket, session: LiveSession, outbox: asyncio.Queue[Message | None]) -> None:
        gate = RateGate()
        while True:
            received = await self._receive(socket)
            if not gate.passes(time.monotonic()):
                raise Refused(Close.TOO_MANY, "too many messages a second")
            if isinstance(received, bytes):
                replaced = session.offer(*read_frame(received))
                if replaced is not None:
                    outbox.put_nowait({"type": "dropped", "t": replaced})
                continue
            message = read_text(received)
            if message["type"] == "command":
                session.command(read_command(message))
            elif message["type"] != "alive":
                raise Refused(Close.BAD_MESSAGE, f"there is no message of type {message['type']!r}")

    @staticmethod
    async def _report(
        socket: WebSocket, outbox: asyncio.Queue[Message | None], sender: asyncio.Task[None], reason: str
    ) -> None:
        outbox.put_nowait({"type": "fault", "message": reason})
        outbox.put_nowait(_END)
        await sender
        await _close(socket, Close.FAULT, reason)


async def _send_all(socket: WebSocket, outbox: asyncio.Queue[Message | None]) -> None:
    while (message := await outbox.get()) is not _END:
        try:
            await socket.send_text(json.dumps(message, separators=(",", ":"), allow_nan=False))
        except (WebSocketDisconnect, RuntimeError):  # the browser is gone: the listener finds out by itself
            return


async def _close(socket: WebSocket, code: Close, reason: str) -> None:
    if socket.application_state is not WebSocketState.DISCONNECTED:
        with contextlib.suppress(RuntimeError):
            await socket.close(int(code), reason[:_REASON_CHARS])


_REASON_CHARS = 100
"""A close frame holds 123 bytes of reason (RFC 6455, 5.5)."""

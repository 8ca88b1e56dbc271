"""The one owner of langchain-openai: messages go out, text comes back piece by piece, everything bounded in time.

All calls run in one event loop of a thread of its own, so that a call can be cancelled at any await: by the clock, by a
reader who pressed stop, by the end of the process.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator
from contextlib import aclosing
from dataclasses import dataclass
from functools import cached_property
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from assistant.model.failure import (
    BROKEN,
    BUSY,
    CUT,
    DOWN,
    GARBLED,
    LIMITED,
    REFUSED,
    SILENT,
    SLOW,
    ModelFailure,
)
from assistant.model.http import http_client
from assistant.model.settings import ModelSettings

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

_LOOK = 0.5  # seconds after which a call without news gives an empty piece, where it can be given up
_LONGEST_WAIT = 5.0  # seconds before the one retry, whatever the service asks for
_MEANING = {401: "：密钥不对", 403: "：密钥无权使用", 404: "：没有这个地址或模型，地址一般以 /v1 结尾", 413: "：提示太长"}
_END = object()
Piece = str | ModelFailure | object


@dataclass(slots=True)
class Usage:
    """What an answer took, in tokens; as the service reports it, else pieces received.

    Attributes:
        full: whether the last call ended because the answer was as long as it may be, maybe in the middle of a sentence.
    """

    prompt: int = 0
    answer: int = 0
    calls: int = 0
    full: bool = False


class Client:
    """Calls one configured model; threads may share it.

    Args:
        settings: whose `base_url` is set; for a file see `assistant.model.local`.
    """

    def __init__(self, settings: ModelSettings) -> None:
        self.settings = settings
        self._starting = Lock()
        self._usage_asked = True  # until a service refuses the option
        self._chat = _chat_model(settings)

    def stream(self, system: str, user: str, usage: Usage, seconds: float) -> Generator[str]:
        """The answer to a prompt, in pieces as they arrive; an empty one again and again while none does.

        Args:
            usage: what the call takes is added here.
            seconds: bound on all of it, waiting for a turn included.

        Raises:
            ModelFailure: whatever goes wrong, also after some pieces.
        """
        pieces: queue.Queue[Piece] = queue.Queue()
        deadline = time.monotonic() + seconds
        task = asyncio.run_coroutine_threadsafe(self._call(system, user, usage, deadline, pieces.put), self._loop)
        try:
            while (piece := self._next(pieces, deadline)) is not _END:
                if isinstance(piece, ModelFailure):
                    raise piece
                yield str(piece)
        finally:
            task.cancel()

    @staticmethod
    def _next(pieces: queue.Queue[Piece], deadline: float) -> Piece:
        left = max(0.0, deadline - time.monotonic()) + 1.0  # the loop's own clock comes first
        try:
            return pieces.get(timeout=min(_LOOK, left))
        except queue.Empty:
            return "" if left > _LOOK else ModelFailure(SLOW)

    async def _call(
        self, system: str, user: str, usage: Usage, deadline: float, put: Callable[[Piece], None]
    ) -> None:
        """One call and, where nothing has come yet and it may help, one more."""
        started = False
        for attempt in (1, 2):
            try:
                async with asyncio.timeout(deadline - time.monotonic()):
                    async with aclosing(self._pieces(system, user, usage)) as pieces:
                        async for piece in pieces:
                            started = True
                            put(piece)
                put(_END)
                return
            except TimeoutError:
                put(ModelFailure(SLOW))
                return
            except ModelFailure as failure:
                wait = min(failure.wait or 0.5, _LONGEST_WAIT)
                if started or attempt == 2 or not failure.transient or time.monotonic() + wait > deadline:
                    put(failure)
                    return
                await asyncio.sleep(wait)

    async def _pieces(self, system: str, user: str, usage: Usage) -> AsyncGenerator[str]:
        try:
            await asyncio.wait_for(self._turns.acquire(), self.settings.silence)
        except TimeoutError:
            raise ModelFailure(BUSY) from None
        try:
            async with aclosing(self._guarded(system, user, usage)) as pieces:
                async for piece in pieces:
                    yield piece
        finally:
            self._turns.release()

    async def _guarded(self, system: str, user: str, usage: Usage) -> AsyncGenerator[str]:
        """The pieces of one request; everything its libraries raise becomes a `ModelFailure`."""
        import httpx
        import openai

        usage.calls, usage.full = usage.calls + 1, False
        started = False
        try:
            async with aclosing(self._request(system, user, usage)) as pieces:
                async for piece in pieces:
                    started = started or bool(piece)
                    yield piece
        except openai.APIStatusError as error:
            raise _refused(error.status_code, error.response.headers.get("retry-after", "")) from None
        except (TimeoutError, openai.APITimeoutError, httpx.TimeoutException):
            raise ModelFailure(SILENT) from None
        except (openai.APIConnectionError, httpx.TransportError):
            raise ModelFailure(CUT if started else DOWN, transient=not started) from None
        except openai.APIError:
            raise ModelFailure(BROKEN, transient=not started) from None
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:  # no answer the protocol allows
            logging.getLogger(__name__).info("unreadable answer of the model: %s", type(error).__name__)
            raise ModelFailure(GARBLED) from None

    async def _request(self, system: str, user: str, usage: Usage) -> AsyncGenerator[str]:
        import openai
        from langsmith import tracing_context

        messages = [("system", system), ("human", user)]
        ended = False
        try:
            with tracing_context(enabled=False):  # an environment set for tracing must not send texts elsewhere
                stream: Any = self._chat.astream(messages, stream_usage=self._usage_asked)
                async with aclosing(stream), aclosing(_heard(stream, self.settings.silence)) as chunks:
                    async for chunk in chunks:
                        _count(usage, chunk)
                        reason = chunk.response_metadata.get("finish_reason")
                        ended, usage.full = ended or bool(reason), usage.full or reason == "length"
                        yield chunk.text
        except openai.BadRequestError:
            if not self._usage_asked:
                raise
            self._usage_asked = False  # an older service that knows no stream_options
            raise ModelFailure(REFUSED, transient=True) from None
        if not ended:  # the connection was closed politely, but the answer has no end
            raise ModelFailure(CUT)

    @cached_property
    def _turns(self) -> asyncio.Semaphore:
        return asyncio.Semaphore(self.settings.concurrent)

    @property
    def _loop(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            return self._running

    @cached_property
    def _running(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.new_event_loop()
        Thread(target=loop.run_forever, name="model", daemon=True).start()
        return loop


def _chat_model(settings: ModelSettings) -> ChatOpenAI:
    from langchain_openai import ChatOpenAI
    from pydantic import SecretStr

    return ChatOpenAI(
        model=settings.name or "local",
        base_url=settings.base_url,
        api_key=SecretStr(settings.key.get_secret_value() or "none"),  # never one from the environment
        temperature=0,
        extra_body={"max_tokens": settings.answer_tokens},  # the newer name is unknown to many services
        max_retries=0,
        timeout=settings.silence,
        stream_chunk_timeout=None,  # its own bound is another program's; silence is bounded in `_heard`
        use_responses_api=False,
        callbacks=[],
        http_async_client=http_client(settings),
    )


async def _heard(stream: AsyncIterator[Any], silence: float) -> AsyncGenerator[Any]:
    """The chunks of a stream; silence between two of them that hold anything is bounded.

    Raises:
        TimeoutError: the service was silent for so long, or sent nothing but empty chunks.
    """
    until = time.monotonic() + silence
    while True:
        try:
            async with asyncio.timeout(max(0.0, until - time.monotonic())):  # `wait_for` may lose a cancellation
                chunk = await anext(stream)
            await asyncio.sleep(0)  # a service that never pauses can be given up too
        except StopAsyncIteration:
            return
        if chunk.text or chunk.usage_metadata:
            until = time.monotonic() + silence
        yield chunk


def _count(usage: Usage, chunk: Any) -> None:
    reported = chunk.usage_metadata
    if reported:
        usage.prompt += reported["input_tokens"]
        usage.answer += reported["output_tokens"]


def _refused(status: int, wait: str) -> ModelFailure:
    seconds = float(wait) if wait.isdecimal() else 0.0
    if status == 429:
        return ModelFailure(LIMITED, transient=True, wait=seconds)
    if status >= 500:
        return ModelFailure(BROKEN, transient=True, wait=seconds)
    return ModelFailure(f"{REFUSED}（{status}{_MEANING.get(status, '')}）")

"""The assistant over the current index: exchanged in the background when the index has changed."""

from __future__ import annotations

import gc
import logging
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock, Thread

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.conversations.exchange import Exchange, exchange_of
from index.errors import CeyinError
from index.generations import current_folder, read_fingerprint
from index.settings import Settings

MOMENT = "%Y-%m-%dT%H:%M:%S"
_REMEMBERED = 256  # conversations whose state is kept between two questions


@dataclass(frozen=True, eq=False)
class Opened:
    """An index that is open, with everything that belongs to it: whoever answers works with one from beginning to end.

    Attributes:
        assistant: over it.
        built: when it was built, ISO 8601.
        examples: questions it answers.
    """

    assistant: Assistant
    built: str
    examples: tuple[str, ...]
    _histories: OrderedDict[tuple[int, ...], tuple[Answer, ...]] = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @classmethod
    def of(cls, assistant: Assistant) -> Opened:
        """An assistant with its examples; they are asked here, since the first questions of a process are slow."""
        return cls(assistant, read_fingerprint(assistant.folder).built, assistant.examples())

    def ask(self, question: str, exchanges: Sequence[Exchange], within: Sequence[str]) -> Exchange:
        """Answer a question of a conversation, see `Current.ask`."""
        answer = self.assistant.ask(question, self._history(exchanges), within, by_model=False)
        return self._complete(answer, exchanges, within)

    def stream(self, question: str, exchanges: Sequence[Exchange], within: Sequence[str]) -> Iterator[Exchange]:
        """The same as it is written, see `Current.stream`."""
        for answer in self.assistant.stream(question, self._history(exchanges), within):
            yield self._exchange(answer, within)
        yield self._complete(answer, exchanges, within)

    def _complete(self, answer: Answer, exchanges: Sequence[Exchange], within: Sequence[str]) -> Exchange:
        """The exchange with the questions that lead on from it."""
        asked = [exchange.answer.question for exchange in exchanges]
        return self._exchange(answer, within, self.assistant.followups(answer, asked))

    def _exchange(self, answer: Answer, within: Sequence[str], followups: tuple[str, ...] = ()) -> Exchange:
        exchange = exchange_of(answer, self.assistant.library, self.built, time.strftime(MOMENT), followups)
        chosen = [document.name for document in self.assistant.library.documents if document.address in within]
        return replace(exchange, within=tuple(chosen))

    def _history(self, exchanges: Sequence[Exchange]) -> tuple[Answer, ...]:
        """The answers so far with their state: remembered, or understood anew after a restart."""
        key = tuple(exchange.number for exchange in exchanges)
        with self._lock:
            history = self._histories.pop(key, None)
        history = history or self.assistant.resume([each.answer for each in exchanges])
        self._keep(key, history)
        return history

    def remember(self, exchanges: Sequence[Exchange], answer: Answer, number: int) -> None:
        """Keep the state of an answer just given, so that the next question need not understand it anew."""
        with self._lock:
            history = self._histories.pop(tuple(exchange.number for exchange in exchanges), ())
        if len(history) == len(exchanges):
            self._keep((*(exchange.number for exchange in exchanges), number), (*history, answer))

    def _keep(self, key: tuple[int, ...], history: tuple[Answer, ...]) -> None:
        with self._lock:
            self._histories[key] = history
            while len(self._histories) > _REMEMBERED:
                self._histories.popitem(last=False)


class Current:
    """An assistant that follows the index; threads may share one.

    Args:
        assistant: over the index that is current now.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.opened = Opened.of(assistant)  # replaced as a whole, never changed
        self._loading = Lock()
        self._refused: Path | None = None

    @property
    def assistant(self) -> Assistant:
        """Over the newest index that is open."""
        return self.opened.assistant

    @property
    def built(self) -> str:
        """When that was built, ISO 8601."""
        return self.opened.built

    @property
    def examples(self) -> tuple[str, ...]:
        """Questions it answers."""
        return self.opened.examples

    def ask(self, question: str, exchanges: Sequence[Exchange], within: Sequence[str] = ()) -> Exchange:
        """Answer a question of a conversation, from one index from beginning to end, without a language model.

        Args:
            exchanges: the conversation so far, as stored.
            within: addresses of the documents to answer from; empty for all.
        """
        self.follow()
        return self.opened.ask(question, exchanges, within)

    def stream(self, question: str, exchanges: Sequence[Exchange], within: Sequence[str] = ()) -> Iterator[Exchange]:
        """The same written by the configured model, as it grows; the last exchange is the whole."""
        self.follow()
        yield from self.opened.stream(question, exchanges, within)

    def remember(self, exchanges: Sequence[Exchange], exchange: Exchange, number: int) -> None:
        """Keep the state of an answer just given, so that the next question need not understand it anew."""
        opened = self.opened
        if exchange.built == opened.built:
            opened.remember(exchanges, exchange.answer, number)

    @property
    def settings(self) -> Settings:
        """Those of the assistant."""
        return self.assistant.settings

    def follow(self) -> bool:
        """Whether a newer index is there; the first call that sees it begins to load it."""
        try:
            folder = current_folder(self.settings)
        except CeyinError:
            return False
        if folder in (self.assistant.folder, self._refused):
            return False
        if self._loading.acquire(blocking=False):
            Thread(target=self._load, args=(folder,), daemon=True).start()
        return True

    def _load(self, folder: Path) -> None:
        try:
            self.opened = Opened.of(Assistant.open(self.settings, self.assistant.client))
            gc.collect()  # what it replaces refers to itself and would stay in memory for long
        except CeyinError as error:
            self._refused = folder  # the one that is open goes on answering, until there is another to try
            logging.getLogger(__name__).warning("the new index cannot be opened: %s", error)
        finally:
            self._loading.release()

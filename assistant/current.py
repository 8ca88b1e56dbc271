"""The assistant over the current index: exchanged in the background when the index has changed."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock, Thread

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.conversations.exchange import Exchange
from index.errors import CeyinError
from index.generations import current_folder, read_fingerprint
from index.settings import Settings

_REMEMBERED = 256  # conversations whose state is kept between two questions


class Current:
    """An assistant that follows the index; threads may share one.

    Args:
        assistant: over the index that is current now.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._folder = current_folder(assistant.settings)
        self.built = read_fingerprint(self._folder).built
        self.examples = assistant.examples()
        self._loading = Lock()
        self._histories: OrderedDict[tuple[int, ...], tuple[Answer, ...]] = OrderedDict()

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
        if folder == self._folder:
            return False
        if self._loading.acquire(blocking=False):
            Thread(target=self._load, args=(folder,), daemon=True).start()
        return True

    def _load(self, folder: Path) -> None:
        try:
            assistant = Assistant.open(self.settings, self.assistant.client)
            built = read_fingerprint(folder).built
            self._histories.clear()
            self.examples = assistant.examples()
            self.assistant, self.built, self._folder = assistant, built, folder
        except CeyinError as error:
            logging.getLogger(__name__).warning("the new index cannot be opened: %s", error)
        finally:
            self._loading.release()

    def ask(self, question: str, exchanges: Sequence[Exchange]) -> Answer:
        """Answer a question of a conversation, without a language model.

        Args:
            exchanges: the conversation so far, as stored.
        """
        return self.assistant.ask(question, self._history(exchanges), by_model=False)

    def stream(self, question: str, exchanges: Sequence[Exchange]) -> Iterator[Answer]:
        """The same written by the configured model, as it grows; the last answer is the whole."""
        yield from self.assistant.stream(question, self._history(exchanges))

    def _history(self, exchanges: Sequence[Exchange]) -> tuple[Answer, ...]:
        """The answers so far with their state: remembered, or understood anew after a restart."""
        key = tuple(exchange.number for exchange in exchanges)
        history = self._histories.pop(key, None) or self.assistant.resume([each.answer for each in exchanges])
        self._histories[key] = history
        while len(self._histories) > _REMEMBERED:
            self._histories.popitem(last=False)
        return history

    def remember(self, exchanges: Sequence[Exchange], answer: Answer, number: int) -> None:
        """Keep the state of an answer just given, so that the next question need not understand it anew."""
        history = self._histories.pop(tuple(exchange.number for exchange in exchanges), ())
        if len(history) == len(exchanges):
            self._histories[(*(exchange.number for exchange in exchanges), number)] = (*history, answer)

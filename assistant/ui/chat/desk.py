"""What the 问答 tab does, without Gradio: users, keys and questions in, HTML out."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from assistant.conversations.exchange import Exchange
from assistant.conversations.store import Store
from assistant.current import Current
from assistant.ui.chat.panel import View, panel_to_html
from assistant.ui.chat.sidebar import sidebar_to_html
from assistant.ui.chat.turns import (
    arriving_to_html,
    conversation_to_html,
    failed_to_html,
    growing,
    stopped_to_html,
    turns_to_html,
    waiting_to_html,
)
from assistant.ui.chat.welcome import welcome_to_html
from assistant.ui.clause.card import Surroundings
from assistant.ui.labels import say
from assistant.ui.surroundings import legends_of, surroundings_of
from index.choice import documents_called
from index.clause import Clause
from index.errors import CeyinError


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer is complete and kept, in the conversation with this key."""

    key: str


class Desk:
    """The conversations of all users over the current index; threads may share one."""

    def __init__(self, current: Current, store: Store) -> None:
        self.current, self.store = current, store

    def conversation(self, user: str, key: str) -> str:
        """The conversation; the welcome where the user has none by this key, or it is still empty."""
        exchanges = self.store.exchanges(user, key) if key else ()
        if not exchanges:
            return self._welcome()
        return conversation_to_html(self._turns(user, key, exchanges), key)

    def _welcome(self) -> str:
        opened = self.current.opened
        return conversation_to_html([welcome_to_html(opened.assistant.library, opened.examples)])

    def _turns(self, user: str, key: str, exchanges: tuple[Exchange, ...]) -> list[str]:
        assistant, ratings = self.current.assistant, self.store.ratings(user, key)
        return turns_to_html(key, exchanges, legends_of(assistant), ratings, assistant.library)

    def sidebar(self, user: str, key: str, search: str = "") -> str:
        """The list of conversations."""
        found = self.store.conversations(user, search)
        return sidebar_to_html(found, key, time.time(), searched=bool(search.strip()))

    def panel(self, user: str, key: str, turn: int = 0, address: str = "", **how: Any) -> str:
        """The evidence of a turn (0: the last one); with an address, that clause of today's index above it.

        Args:
            how: the rest of `View`.
        """
        exchanges = self.store.exchanges(user, key) if key else ()
        number = turn or len(exchanges)
        if not 1 <= number <= len(exchanges):
            return panel_to_html(None, self._around)
        library = self.current.assistant.library
        clause = library.clause(address) if address else None
        name = library.document_of(clause).name if clause else ""
        return panel_to_html(View(exchanges[number - 1], number, clause=clause, name=name, **how), self._around)

    def _around(self, clause: Clause) -> Surroundings:
        return surroundings_of(clause, self.current.assistant)

    @property
    def has_model(self) -> bool:
        """Whether a language model is configured that may write."""
        return self.current.assistant.client is not None

    def ask(
        self, user: str, key: str, text: str, within: Sequence[str] = (), *, by_model: bool = False
    ) -> Iterator[str | Stored]:
        """Ask a question; a conversation begins with its first answer.

        Args:
            within: documents to answer from, by address or name; empty for all.
            by_model: whether the configured model writes the answer.

        Yields:
            the conversation as HTML, again and again while the answer grows, empty where nothing has changed; at the end
            where the answer is kept, unless there is none.
        """
        exchanges = self.store.exchanges(user, key) if key else ()
        turns = self._turns(user, key, exchanges) if exchanges else []
        by_model = by_model and self.has_model
        yield conversation_to_html([*turns, waiting_to_html(text, by_model=by_model)])
        shown = ""
        try:
            for exchange, beginning in self._arriving(text, exchanges, self._chosen(within), by_model=by_model):
                if beginning == shown:
                    yield ""
                    continue
                shown, html = beginning, arriving_to_html(exchange, len(exchanges) + 1, beginning, by_model=by_model)
                yield conversation_to_html([*turns, html])
            key = key if exchanges else self.store.begin(user, text)
            number = self.store.add(user, key, exchange)
        except CeyinError as error:
            yield conversation_to_html([*turns, failed_to_html(text, escape(str(error)))])
            return
        except Exception:  # said here: Gradio cannot tell a question that failed from one that was stopped
            logging.getLogger(__name__).exception("a question was not answered")
            yield conversation_to_html([*turns, failed_to_html(text, say("程序出错了，请换个说法再问一次。"))])
            return
        self.current.remember(exchanges, exchange, number)
        yield Stored(key)

    def _arriving(
        self, text: str, exchanges: tuple[Exchange, ...], within: tuple[str, ...], *, by_model: bool
    ) -> Iterator[tuple[Exchange, str]]:
        """The answer as far as it has come, and the text of it to show; the last one is whole."""
        if by_model:
            for exchange in self.current.stream(text, exchanges, within):
                yield exchange, exchange.answer.text
            return
        exchange = self.current.ask(text, exchanges, within)
        for beginning in growing(exchange.answer.text):
            yield exchange, beginning
        yield exchange, exchange.answer.text

    def stopped(self, user: str, key: str, text: str) -> str:
        """The conversation with a question whose answer the reader has stopped; it can be asked again."""
        turns = self._turns(user, key, self.store.exchanges(user, key)) if key else []
        return conversation_to_html([*turns, stopped_to_html(text)])

    def documents(self) -> list[tuple[str, str]]:
        """Names and addresses of the documents to choose from."""
        return [(document.name, document.address) for document in self.current.assistant.library.documents]

    def _chosen(self, within: Sequence[str]) -> tuple[str, ...]:
        known = {address for _, address in self.documents()}
        named = documents_called(self.current.assistant.library, [name for name in within if name not in known])
        return (*(name for name in within if name in known), *named)

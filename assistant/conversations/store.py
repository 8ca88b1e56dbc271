"""The conversations of all users in one SQLite file. Every statement names the user: no id opens another's."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.conversations.exchange import Exchange, exchange_from_json, exchange_to_json
from index.errors import CeyinError

DATABASE = "conversations.sqlite"  # below the settings' home
TITLE_CHARACTERS = 60
REASON_CHARACTERS = 500
_BUSY_SECONDS = 10
_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversation (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, title TEXT NOT NULL, updated REAL NOT NULL);
CREATE INDEX IF NOT EXISTS conversation_of_user ON conversation (user, updated);
CREATE TABLE IF NOT EXISTS exchange (
    number INTEGER PRIMARY KEY, conversation TEXT NOT NULL REFERENCES conversation ON DELETE CASCADE,
    question TEXT NOT NULL, answer TEXT NOT NULL, record TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS exchange_of_conversation ON exchange (conversation, number);
CREATE TABLE IF NOT EXISTS feedback (
    exchange INTEGER PRIMARY KEY REFERENCES exchange ON DELETE CASCADE,
    useful INTEGER NOT NULL, reason TEXT NOT NULL, given TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as listed: its key, its title, when it last grew (seconds since the epoch)."""

    id: str
    title: str
    updated: float


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader said of an answer: 有帮助 or 有误, and why."""

    exchange: Exchange
    before: tuple[str, ...]
    useful: bool
    reason: str
    given: str


class Store:
    """Conversations of users; threads may share one, every call opens the file anew.

    Args:
        path: the SQLite file; made with its folder where it is missing.

    Raises:
        CeyinError: the file cannot be opened, read or written; from every method.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CeyinError(f"不能建立会话文件夹 {path.parent}：{error.strerror}") from error
        with self._open() as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.executescript(_SCHEMA)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept together or not at all."""
        try:
            database = sqlite3.connect(self.path, timeout=_BUSY_SECONDS)
            try:
                database.execute("PRAGMA foreign_keys = ON")
                with database:
                    yield database
            finally:
                database.close()
        except sqlite3.Error as error:
            raise CeyinError(f"会话文件 {self.path} 打不开或写不进：{error}") from error

    def begin(self, user: str, title: str) -> str:
        """Begin a conversation and return its id."""
        key = secrets.token_urlsafe(12)
        with self._open() as database:
            database.execute("INSERT INTO conversation VALUES (?, ?, ?, ?)", (key, user, _title(title), time.time()))
        return key

    def conversations(self, user: str, search: str = "") -> tuple[Conversation, ...]:
        """The user's conversations, latest first; with `search` those that hold it in title, question or answer."""
        with self._open() as database:
            rows = database.execute(
                "SELECT id, title, updated FROM conversation AS c WHERE user = :user AND (:search = '' "
                "OR instr(title, :search) OR EXISTS (SELECT 1 FROM exchange WHERE conversation = c.id "
                "AND (instr(question, :search) OR instr(answer, :search)))) ORDER BY updated DESC",
                {"user": user, "search": search.strip()},
            )
            return tuple(Conversation(*row) for row in rows)

    def conversation(self, user: str, key: str) -> Conversation | None:
        """The conversation, None where the user has no such one."""
        with self._open() as database:
            row = database.execute(
                "SELECT id, title, updated FROM conversation WHERE user = ? AND id = ?", (user, key)
            ).fetchone()
        return Conversation(*row) if row else None

    def rename(self, user: str, key: str, title: str) -> None:
        """Give a conversation another title; an empty one changes nothing."""
        if title.strip():
            with self._open() as database:
                database.execute(
                    "UPDATE conversation SET title = ? WHERE user = ? AND id = ?", (_title(title), user, key)
                )

    def delete(self, user: str, key: str) -> None:
        """Delete a conversation with its answers and what was said of them."""
        with self._open() as database:
            database.execute("DELETE FROM conversation WHERE user = ? AND id = ?", (user, key))

    def add(self, user: str, key: str, exchange: Exchange) -> int:
        """Add an exchange to a conversation.

        Returns:
            its number, 0 where the user has no such conversation (any more).
        """
        with self._open() as database:
            known = database.execute(
                "UPDATE conversation SET updated = ? WHERE user = ? AND id = ?", (time.time(), user, key)
            )
            if not known.rowcount:
                return 0
            answer = exchange.answer
            added = database.execute(
                "INSERT INTO exchange (conversation, question, answer, record) VALUES (?, ?, ?, ?)",
                (key, answer.question, answer.text, exchange_to_json(exchange)),
            )
            return int(added.lastrowid or 0)

    def exchanges(self, user: str, key: str) -> tuple[Exchange, ...]:
        """The exchanges of a conversation in order; none where the user has no such one."""
        with self._open() as database:
            rows = database.execute(
                "SELECT record, number FROM exchange JOIN conversation ON conversation = id "
                "WHERE user = ? AND id = ? ORDER BY number",
                (user, key),
            ).fetchall()
        return tuple(exchange_from_json(record, number) for record, number in rows)

    def rate(self, user: str, number: int, useful: bool, reason: str = "") -> bool:
        """Keep what the user says of an answer, in place of what was said before; False where it is not the user's."""
        given = time.strftime("%Y-%m-%dT%H:%M:%S")
        with self._open() as database:
            kept = database.execute(
                "INSERT OR REPLACE INTO feedback SELECT number, ?, ?, ? FROM exchange "
                "JOIN conversation ON conversation = id WHERE user = ? AND number = ?",
                (useful, reason.strip()[:REASON_CHARACTERS], given, user, number),
            )
            return kept.rowcount > 0

    def ratings(self, user: str, key: str) -> dict[int, bool]:
        """Of a conversation's exchanges that were rated: whether they were of use, by number."""
        with self._open() as database:
            rows = database.execute(
                "SELECT number, useful FROM feedback JOIN exchange ON exchange = number "
                "JOIN conversation ON conversation = id WHERE user = ? AND id = ?",
                (user, key),
            )
            return {number: bool(useful) for number, useful in rows}

    def feedback(self) -> Iterator[Feedback]:
        """What all users said, oldest first."""
        with self._open() as database:
            rows = database.execute(
                "SELECT record, number, conversation, useful, reason, given FROM feedback "
                "JOIN exchange ON exchange = number ORDER BY given, number"
            ).fetchall()
            for record, number, key, useful, reason, given in rows:
                before = database.execute(
                    "SELECT question FROM exchange WHERE conversation = ? AND number < ? ORDER BY number", (key, number)
                ).fetchall()
                questions = tuple(question for (question,) in before)
                yield Feedback(exchange_from_json(record, number), questions, bool(useful), reason, given)


def _title(text: str) -> str:
    """One short line."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_CHARACTERS else f"{line[:TITLE_CHARACTERS]}…"

"""The way of a question: understand, retrieve, gate, write, verify."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer
from assistant.answered import Answered, clauses_at
from assistant.focus import focused
from assistant.gate import judge
from assistant.knowledge import Ask, Knowledge
from assistant.normalise import declined
from assistant.parts import after
from assistant.question import Question
from assistant.rerank import Reranker
from assistant.scope import Scopes, speaking_of
from assistant.turn import Turn
from assistant.understand import Understanding
from assistant.write import drafts
from index.library import Library
from index.settings import Settings

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from assistant.compose.composer import Compose
    from assistant.compose.lexicon import Lexicon
    from assistant.model.client import Client
    from assistant.opening import Parts
    from assistant.retrieve import Retriever


class Assistant:
    """Answers questions over the current index; threads may share one.

    Build it with `Assistant.open`. Where it has a `client`, the model behind it writes the answers; see docs/model.md.
    """

    def __init__(
        self,
        settings: Settings,
        library: Library,
        understanding: Understanding,
        retriever: Retriever,
        knowledge: Knowledge,
        client: Client | None = None,
    ) -> None:
        self.settings, self.library, self.client = settings, library, client
        self.understanding, self.retriever, self.knowledge = understanding, retriever, knowledge
        self.rerank = Reranker(knowledge)
        self.folder = settings.index_folder  # of the generation; this and the next are set by `open`
        self.scopes: Scopes | None = None  # the same over chosen documents
        self.answered = Answered(library, settings.retrieved)
        self.steps = self._compose()

    @classmethod
    def open(cls, settings: Settings, client: Client | None = None) -> Assistant:
        """Open the current index: some seconds, most of them for the embedding model.

        Args:
            client: calls the language model that writes; None where answers are extractive.

        Raises:
            IndexMissing, IndexStale, IndexDamaged: there is no index this program can search.
            WeightsError: the embedding model cannot be loaded.
        """
        from assistant.opening import open_parts

        return cls.of(settings, open_parts(settings), client)

    @classmethod
    def of(cls, settings: Settings, parts: Parts, client: Client | None = None) -> Assistant:
        """The assistant over an index that is open; the arguments of `open`."""
        assistant = cls(settings, parts.library, parts.understanding, parts.retriever, parts.knowledge, client)
        assistant.folder, assistant.scopes = parts.folder, Scopes(settings, parts, client)
        return assistant

    def ask(
        self, question: str, history: Sequence[Answer] = (), within: Sequence[str] = (), *, by_model: bool = True
    ) -> Answer:
        """Answer a question.

        Args:
            question: in any spelling, Chinese or not.
            history: the answers of this conversation so far, oldest first.
            within: addresses of the documents to answer from; empty for all.
            by_model: whether the configured model writes it; without one it is extractive in any case.

        Raises:
            AddressError: none of the documents in `within` is indexed.
        """
        *_, answer = self.stream(question, history, within, by_model=by_model)
        return answer

    def stream(
        self, question: str, history: Sequence[Answer] = (), within: Sequence[str] = (), *, by_model: bool = True
    ) -> Iterator[Answer]:
        """The answer as it grows, each one checked; the last is the whole. Arguments and errors are those of `ask`.

        While a model is long in coming the answer as it stands is given again, at first without text, so that a reader
        who stops is not kept waiting for it.
        """
        if within and self.scopes:
            limited = self.scopes(within)
            for answer in limited.stream(question, limited.resume(history), by_model=by_model):
                if answer.refused:  # whether it is about documents at all needs no model
                    answer = speaking_of(answer, limited.library, self.ask(question, history, by_model=False))
                yield answer
            return
        started = time.perf_counter()
        for answer in self._growing(question, history, by_model=by_model):
            yield replace(answer, latency_ms=(time.perf_counter() - started) * 1000)

    def _growing(self, question: str, history: Sequence[Answer], *, by_model: bool) -> Iterator[Answer]:
        if reason := declined(question, self.settings.question_characters):
            yield Answer(question, question, reason, True)
            return
        before = tuple(answer.state for answer in history if isinstance(answer.state, Question))
        of, turn = focused(self, Turn(question, before, self.understanding(question, before)))
        compose = of.compose if by_model and of.client else of.extract
        yield from of.answered.growing(turn, compose(turn.asks, turn.draft))

    def run(self, turn: Turn) -> Turn:
        """The turn with everything filled in."""
        return self.steps.invoke(turn, config={"callbacks": []})

    def _compose(self) -> Runnable[Turn, Turn]:
        from langchain_core.runnables import RunnableLambda

        return (
            RunnableLambda(self._understand)
            | RunnableLambda(self._retrieve)
            | RunnableLambda(self._write)
            | RunnableLambda(self._gate)
        )

    def _understand(self, turn: Turn) -> Turn:
        return turn if turn.question else replace(turn, question=self.understanding(turn.asked, turn.before))

    def _retrieve(self, turn: Turn) -> Turn:
        assert turn.question is not None
        asks = [self._look_up(turn.question)]
        for part in self.understanding.parts(turn.question):
            asks.append(self._look_up(after(asks[-1], part) if len(asks) > 1 else part))
        return replace(turn, asks=tuple(asks))

    def _look_up(self, question: Question) -> Ask:
        return self.rerank(Ask(question, self.retriever(question), self.knowledge))

    def _write(self, turn: Turn) -> Turn:
        """Drafts for each; things asked about side by side are looked up apart where no structure holds them all."""
        assert turn.question is not None
        written = [tuple(drafts(ask)) for ask in turn.asks]
        if len(written) == 1 and not (written[0] and written[0][0].structural):
            beside = tuple(map(self._look_up, self.understanding.beside(turn.question)))
            turn = replace(turn, asks=(*turn.asks, *beside), beside=bool(beside))
            written += [tuple(drafts(ask)) for ask in beside]
        return replace(turn, drafts=tuple(written))

    def _gate(self, turn: Turn) -> Turn:
        judged = (judge(ask, written) for ask, written in zip(turn.asks, turn.drafts, strict=True))
        return replace(turn, verdicts=tuple(judged))

    @cached_property
    def compose(self) -> Compose:
        """Writes by the configured model."""
        from assistant.compose.summary import compose_with

        assert self.client is not None
        return compose_with(self.client, self._lexicon)

    @cached_property
    def extract(self) -> Compose:
        """Writes by what the steps have drafted."""
        from assistant.compose.summary import extract_with

        return extract_with(self._lexicon)

    @cached_property
    def _lexicon(self) -> Lexicon:
        from assistant.compose.lexicon import Lexicon

        return Lexicon(self.knowledge.names, self.understanding.segmenter)

    def resume(self, answers: Sequence[Answer]) -> tuple[Answer, ...]:
        """Answers that were stored, given back the state that follow-ups need; questions are understood by this index."""
        before: list[Question] = []
        resumed = []
        for answer in answers:
            if not declined(answer.question, self.settings.question_characters):
                question = self.understanding(answer.question, tuple(before))
                before.append(replace(question, context=() if answer.refused else clauses_at(self.library, answer.cited)))
                answer = replace(answer, state=before[-1])
            resumed.append(answer)
        return tuple(resumed)

    def examples(self) -> tuple[str, ...]:
        """At most five example questions learned from the index, all of them answered by it."""
        from assistant.examples import example_questions

        answered = (text for text in example_questions(self.knowledge) if not self.ask(text, by_model=False).refused)
        return tuple(islice(answered, 5))

    def followups(self, answer: Answer, asked: Collection[str] = ()) -> tuple[str, ...]:
        """At most three questions that lead on from an answer, made from the clause it cites first; none that was `asked`,
        by itself or as a part."""
        from assistant.examples import follow_up_questions, words_of

        clause = self.library.clause(answer.cited[0]) if answer.cited else None
        led = follow_up_questions(self.knowledge, clause) if clause else ()
        known = [words_of(question) for question in (answer.question, answer.standalone, *asked)]
        return tuple(islice((q for q in led if not any(words_of(q) in each for each in known)), 3))

    def as_retriever(self) -> Any:
        """The retrieval steps as a LangChain `BaseRetriever`."""
        from assistant.langchain import ClauseRetriever

        return ClauseRetriever(assistant=self)

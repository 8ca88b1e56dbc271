"""The way of a question: understand, retrieve, gate, write, verify."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer
from assistant.draft import Draft, Quote, line
from assistant.gate import Verdict, judge
from assistant.knowledge import Ask, Knowledge
from assistant.normalise import says_nothing
from assistant.phrases import CANNOT_TELL, EMPTY, NEAREST, NOT_STATED, TOO_LONG
from assistant.question import Question
from assistant.understand import Understanding
from assistant.verify import verify
from assistant.write import write
from index.library import Library
from index.settings import Settings

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from assistant.retrieve import Retriever


@dataclass(frozen=True, slots=True)
class Turn:
    """A question on its way: each step fills in what it finds."""

    asked: str
    before: tuple[Question, ...] = ()
    question: Question | None = None
    ask: Ask | None = None
    draft: Draft | None = None
    writer: str = ""
    verdict: Verdict | None = None


class Assistant:
    """Answers questions over the current index; threads may share one.

    Build it with `Assistant.open`.
    """

    def __init__(
        self, settings: Settings, library: Library, understanding: Understanding, retriever: Retriever, knowledge: Knowledge
    ) -> None:
        self.settings, self.library = settings, library
        self.understanding, self.retriever, self.knowledge = understanding, retriever, knowledge
        self.steps = self._compose()

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """Open the current index: some seconds, most of them for the embedding model.

        Raises:
            IndexMissing, IndexStale, IndexDamaged: there is no index this program can search.
            WeightsError: the embedding model cannot be loaded.
        """
        from assistant.opening import open_parts

        return cls(settings, *open_parts(settings))

    def _compose(self) -> Runnable[Turn, Turn]:
        from langchain_core.runnables import RunnableLambda

        return (
            RunnableLambda(self._understand)
            | RunnableLambda(self._retrieve)
            | RunnableLambda(self._write)
            | RunnableLambda(self._gate)
        )

    def ask(self, question: str, history: Sequence[Answer] = ()) -> Answer:
        """Answer a question.

        Args:
            question: in any spelling, Chinese or not.
            history: the answers of this conversation so far, oldest first.
        """
        started = time.perf_counter()
        declined = self._declined(question)
        if declined:
            return Answer(question, question, declined, True, latency_ms=(time.perf_counter() - started) * 1000)
        before = tuple(answer.state for answer in history if isinstance(answer.state, Question))
        turn = self.steps.invoke(Turn(question, before), config={"callbacks": []})
        answer = self._answer(turn)
        return replace(answer, latency_ms=(time.perf_counter() - started) * 1000)

    def _declined(self, question: str) -> str:
        if says_nothing(question):
            return EMPTY
        limit = self.settings.question_characters
        return TOO_LONG.format(length=len(question), limit=limit) if len(question) > limit else ""

    def _understand(self, turn: Turn) -> Turn:
        return replace(turn, question=self.understanding(turn.asked, turn.before))

    def _retrieve(self, turn: Turn) -> Turn:
        assert turn.question is not None
        retrieved = self.retriever(turn.question)
        return replace(turn, ask=Ask(turn.question, retrieved, self.knowledge))

    def _write(self, turn: Turn) -> Turn:
        assert turn.ask is not None
        draft, writer = write(turn.ask)
        return replace(turn, draft=draft, writer=writer)

    def _gate(self, turn: Turn) -> Turn:
        assert turn.ask is not None
        return replace(turn, verdict=judge(turn.ask, turn.draft))

    def _answer(self, turn: Turn) -> Answer:
        assert turn.question is not None and turn.ask is not None and turn.verdict is not None
        draft = turn.draft if turn.draft and turn.verdict.answerable else self._refusal(turn)
        verified = verify(draft, self.library)
        if not verified.text:
            draft = self._refusal(turn)
            verified = replace(verify(draft, self.library), removed=verified.removed)
        ranked = turn.ask.retrieved.clauses
        ranked = tuple(dict.fromkeys((*draft.clauses, *ranked))) if not draft.refused else ranked
        context = tuple(c for a in verified.citations if (c := self.library.clause(a.address)))
        return Answer(
            question=turn.asked,
            standalone=turn.question.text,
            text=verified.text,
            refused=draft.refused,
            citations=verified.citations,
            retrieved=ranked[: self.settings.retrieved],
            carried=turn.question.carried,
            removed=verified.removed,
            state=replace(turn.question, context=context),
        )

    def _refusal(self, turn: Turn) -> Draft:
        assert turn.ask is not None and turn.verdict is not None
        if turn.draft is not None and turn.draft.refused:
            return turn.draft
        if not turn.verdict.topical:
            return Draft((line(CANNOT_TELL),), refused=True)
        near = [clause for clause in turn.ask.retrieved.clauses if clause.kind not in {"title", "annexes"}][:1]
        nearest = [line(f"{NEAREST}{clause.reference}", Quote.of(clause, clause.heading)) for clause in near]
        about = f"“{turn.verdict.reason}”的内容" if turn.verdict.reason else "这一点"
        return Draft((line(f"{NOT_STATED}{about}。"), *nearest), refused=True)

    def examples(self) -> tuple[str, ...]:
        """Example questions learned from the index."""
        from assistant.examples import example_questions

        return example_questions(self.knowledge)

    def as_retriever(self) -> Any:
        """The retrieval steps as a LangChain `BaseRetriever`."""
        from assistant.langchain import ClauseRetriever

        return ClauseRetriever(assistant=self)

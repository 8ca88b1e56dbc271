"""The write step by a model: it writes, every sentence is checked before it is shown, the extractive draft stands behind.

What the reader sees grows sentence by sentence and holds nothing unchecked. Where the service fails, or too little of
what it wrote stands in the clauses, the extractive draft is the answer, with a note that says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from assistant.compose.additions import Additions
from assistant.compose.evidence import evidence
from assistant.compose.lexicon import Lexicon
from assistant.compose.progress import BY_MODEL, EXTRACTIVE, Composed, Progress, add, gist
from assistant.compose.prompt import extract_lines, prompt, rules
from assistant.compose.source import Source
from assistant.compose.stream import Sentences, Written
from assistant.compose.support import Checker
from assistant.draft import Draft
from assistant.knowledge import Ask
from assistant.model.client import Client, Usage
from assistant.model.failure import ENDLESS, NOTHING, ModelFailure

UNUSABLE = "模型所写大多未能核实"
UNVERIFIED = "模型所写未能核实"
NO_MORE = "模型所写只是原文的一部分"
FELL_BACK = "{reason}，改用原文摘录。"
_LEAST_KEPT = 0.5  # share of the sentences stating something that must survive, as written or repaired
_REPEATED = 4  # sentences said again after which a model is taken to go round in circles
_ENDS = tuple("。！？”）")
_CHARACTERS_A_TOKEN = 4  # no Chinese text has more; an answer longer than that has no end

Compose = Callable[[Sequence[Ask], Draft], Iterator[Composed]]


class Composer:
    """Writes answers with one model over one library.

    Args:
        client: calls the model.
        lexicon: finds the names in what it writes.
    """

    def __init__(self, client: Client, lexicon: Lexicon) -> None:
        self.client, self.lexicon, self.settings = client, lexicon, client.settings

    def __call__(self, asks: Sequence[Ask], draft: Draft) -> Iterator[Composed]:
        """The answer as it grows.

        Args:
            asks: the question and its parts, with what was found.
            draft: the extractive answer that the gate let through.
        """
        sources = evidence(asks, draft.clauses, self.settings.prompt_tokens - len(rules()))
        extract = extract_lines(draft, sources)
        yield from self.write(asks[0].question.text, [sources], draft, extract=extract)

    def write(
        self, question: str, batches: Sequence[Sequence[Source]], draft: Draft, *, extract: str = "", form: str = ""
    ) -> Iterator[Composed]:
        """Call the model once for each batch of clauses and yield what stands in them, sentence by sentence.

        The same again, at first nothing, is yielded while a sentence is long in coming, so that it can be given up.

        Args:
            question: as understood.
            batches: the clauses, numbered through.
            draft: what is shown where the model fails; its statements are added where the model left them out.
            extract: that draft with the clauses' numbers, for the prompt.
            form: see `rules`; a summary or a draft gets no additions.
        """
        progress, deadline = Progress(draft), time.monotonic() + self.settings.seconds
        reason = ""
        try:
            for sources in batches:
                for _ in self._batch(question, sources, progress, deadline, extract, form):
                    yield self._composed(Draft(tuple(progress.statements)), progress)
        except ModelFailure as failure:
            reason = failure.reason
        if not reason and not progress.statements:
            reason = UNUSABLE if progress.checked else NOTHING
        if not reason and progress.checked - len(progress.removed) < _LEAST_KEPT * progress.checked:
            reason = UNUSABLE
        if not reason and not progress.kept:  # nothing of it is the model's: the extract says the same in order
            reason = UNVERIFIED
        if reason:
            yield self._composed(draft, progress, EXTRACTIVE, FELL_BACK.format(reason=reason))
            return
        additions = Additions(draft, self.lexicon, question)
        written = tuple(additions.with_all_quotes(progress.statements))
        added = additions.missing(written) if not form else ()
        written = tuple(additions.without_beginnings(written, added))
        if written:
            yield self._composed(Draft((*written, *added)), progress)
        else:
            yield self._composed(draft, progress, EXTRACTIVE, FELL_BACK.format(reason=NO_MORE))

    def _batch(
        self, question: str, sources: Sequence[Source], progress: Progress, deadline: float, extract: str, form: str
    ) -> Iterator[None]:
        """One call; yields whenever something was added to the progress, and while nothing is."""
        checker = Checker(sources, self.lexicon, question)
        text = prompt(question, sources, extract)
        for sentence in self._sentences(rules(form), text, progress.usage, deadline):
            if sentence is None:
                yield
                continue
            started = time.thread_time()
            added = add(sentence, checker, progress)
            progress.checking += time.thread_time() - started
            if added:
                yield

    def _sentences(self, system: str, user: str, usage: Usage, deadline: float) -> Iterator[Written | None]:
        """The sentences of one call, None while none comes; a call that goes round in circles is stopped, one without an
        end is a failure."""
        parser, said, again, length = Sentences(), set[str](), 0, 0
        longest = _CHARACTERS_A_TOKEN * self.settings.answer_tokens
        stream = self.client.stream(system, user, usage, deadline - time.monotonic())
        try:
            for piece in stream:
                if not piece:
                    yield None
                length += len(piece)
                if length > longest:
                    raise ModelFailure(ENDLESS)
                for sentence in parser.feed(piece):
                    again += gist(sentence.text) in said
                    if again >= _REPEATED:
                        return
                    yield from () if gist(sentence.text) in said else (sentence,)
                    said.add(gist(sentence.text))
        finally:
            stream.close()
        for sentence in parser.finish():
            whole = not usage.full or sentence.text.endswith(_ENDS)
            yield from (sentence,) if whole and gist(sentence.text) not in said else ()

    def _composed(self, draft: Draft, progress: Progress, writer: str = BY_MODEL, note: str = "") -> Composed:
        return Composed(
            draft,
            writer,
            self.settings.shown,
            tuple(progress.removed),
            tuple(progress.repaired),
            note,
            progress.usage.prompt,
            progress.usage.answer,
            progress.checking * 1000 / max(1, progress.checked),
        )

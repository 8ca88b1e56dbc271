"""Summaries and drafts: by the model over all that matters, in pieces that fit a prompt; without one by the clauses' own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.compose.composer import FELL_BACK, Compose, Composer
from assistant.compose.evidence import numbered, shown
from assistant.compose.gathered import Gathered, asks_for_points, gather
from assistant.compose.lexicon import Lexicon
from assistant.compose.points import extractive_summary, points
from assistant.compose.progress import BY_MODEL, EXTRACTIVE, Composed
from assistant.compose.prompt import SUMMARY, rules
from assistant.compose.source import Source
from assistant.draft import Draft
from assistant.knowledge import Ask
from assistant.model.client import Client

INCOMPLETE = "模型漏写了大部分相关条款"
_LEAST_COVERED = 0.5  # share of the clauses that name a thing which a summary of it has to cite
PARTIAL = "相关条款共 {found} 条，限于篇幅只概括了其中 {used} 条。"


def compose_with(client: Client, lexicon: Lexicon) -> Compose:
    """The write step by a model: summaries over all that matters, everything else over the clauses found."""
    composer = Composer(client, lexicon)

    def compose(asks: Sequence[Ask], draft: Draft) -> Iterator[Composed]:
        gathered = gather(asks[0], lexicon)
        if gathered is not None:
            yield from _summarise(composer, asks[0], gathered)
        elif draft.refused:
            yield Composed(draft)
        else:
            yield from composer(asks, draft)

    return compose


def extract_with(lexicon: Lexicon) -> Compose:
    """The write step without a model: the draft as it is, but where points are asked for and none of it answers that."""

    def compose(asks: Sequence[Ask], draft: Draft) -> Iterator[Composed]:
        gathered = gather(asks[0], lexicon) if asks_for_points(asks[0].question.text) else None
        sources = numbered(gathered.clauses, asks[0].library, gathered.topics) if gathered else []
        found = points(sources, gathered.topics) if gathered else []
        if len(found) < 2:
            yield Composed(draft)
        else:
            summary = extractive_summary(found)
            yield Composed(summary, note=_partial(len(found), len(summary.statements)))

    return compose


def _summarise(composer: Composer, ask: Ask, gathered: Gathered) -> Iterator[Composed]:
    question, settings = ask.question.text, composer.settings
    sources = numbered(gathered.clauses, ask.library, gathered.topics)
    room = settings.prompt_tokens - len(rules(gathered.form))
    fitting = sources if gathered.topics else _fitting(sources, question, room * settings.calls)
    batches = _batches(fitting, question, room)[: settings.calls]
    used = sum(map(len, batches))
    draft = extractive_summary(points(sources, gathered.topics))
    composed = Composed(draft)
    for composed in composer.write(question, batches, draft, form=gathered.form):
        yield composed if composed.note else replace(composed, note=_partial(len(sources), used))
    sums_up_one_thing = gathered.form == SUMMARY and gathered.topics
    if sums_up_one_thing and composed.writer == BY_MODEL and len(composed.draft.clauses) < _LEAST_COVERED * used:
        yield replace(composed, draft=draft, writer=EXTRACTIVE, note=FELL_BACK.format(reason=INCOMPLETE))


def _partial(found: int, used: int) -> str:
    return PARTIAL.format(found=found, used=used) if used < found else ""


def _fitting(sources: Sequence[Source], question: str, room: int) -> list[Source]:
    """Of a whole document those nearest to its top that fit, in reading order: its sections before their items."""
    kept: list[Source] = []
    for source in sorted(sources, key=lambda source: len(source.clause.path)):
        room -= _size(source, question)
        if room >= 0 or not kept:
            kept.append(source)
    return sorted(kept, key=lambda source: source.number)


def _size(source: Source, question: str) -> int:
    return len(shown(source, question)) + len(source.clause.reference) + 40


def _batches(sources: Sequence[Source], question: str, room: int) -> list[list[Source]]:
    """The sources in pieces that fit a prompt each, in reading order."""
    batches: list[list[Source]] = []
    left = 0
    for source in sources:
        size = _size(source, question)
        if size > left or not batches:
            batches.append([])
            left = room
        batches[-1].append(source)
        left -= size
    return batches

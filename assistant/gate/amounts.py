"""Whether the evidence gives the figure a question demands: of its kind, its subject's own, with the bound asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer_type import COUNT
from assistant.asking import AMOUNT
from assistant.draft import Draft
from assistant.gate.confidence import confidence
from assistant.gate.evidence import cover, evidence_text
from assistant.knowledge import Ask, place
from assistant.question import Mention
from assistant.write.figures import bounded_alike, fits, measured, owned, sentence_of

_NAMED = re.compile("(?:都|各|分别)叫(?:什么|啥|作)|叫(?:什么|啥)(?:名字|名称)?(?=[，。？?]|$)|名称(?:是|分别)")  # 建几个库，都叫什么
_COUNTING = frozenset({"write_matrix", "write_numbers", "write_comparison", "write_cells", "write_address", "write_rows"})
_NOT_COUNTED = frozenset({"比例", "金额", "时长", "倍数", "日期"})  # what no number of rows answers
_TIMES = frozenset({"日期", "时间", "时长"})
_MONEY = re.compile(r"产值|营收|营业收入|收入|增加值|总值|投资额|多少(?:亿|万|元)")
_UNIT = re.compile(r"[（(]([^（）()]{1,6})[）)]$")  # of a column: 总投资（亿元）
_ANY_NUMBER = re.compile(r"\d|[一二两三四五六七八九十百千万亿]{2,}|[一二三四五六七八九十百千万亿]+级|[一二两三四五六七八九十][年月日天元倍成人名次周]")
MOST_COVERAGE = 0.5
SURE = 0.5  # confidence from which a sum of money is the one asked for, whatever its words
LEAST_COVERAGE = 0.25  # share of a question for a sum of money that the evidence has to say


def asks_amount(ask: Ask) -> bool:
    """Whether the question can only be answered by a figure."""
    asked = ask.question.unit or ask.question.answer_type or AMOUNT.search(ask.question.text)
    counted = ask.question.answer_type is not None and ask.question.answer_type.name == COUNT
    return bool(asked) and not ask.question.asks("read", "locate") and not (counted and _NAMED.search(ask.question.text))


def gives_amount(ask: Ask, draft: Draft) -> bool:
    """Whether the draft gives a figure of the unit asked for that is the subject's own, or one it computed."""
    wanted = ask.question.answer_type
    if draft.writer == "write_matrix" and wanted is not None and wanted.name in _NOT_COUNTED:
        return False
    if draft.writer in _COUNTING or any(part.computed for statement in draft.statements for part in statement.parts):
        return True
    if ask.question.translated:  # the words of its measure are not those of the text
        return any(_written(ask).search(quote.text) for quote in draft.quotes)
    shares, money = (wanted is not None and wanted.name == name for name in ("比例", "金额"))
    sure = money and confidence(ask, draft) >= SURE
    if _MONEY.search(ask.question.text) and not (shares or sure) and cover(ask, draft).said < LEAST_COVERAGE:
        return False
    for statement in draft.statements:
        for quote in statement.quotes:
            inside = [t for t in ask.knowledge.targets(quote.clause) if t.start < quote.end and quote.start < t.end]
            if any(fits(ask, t) and owned(ask, t, sentence_of(t)) and measured(ask, t) for t in inside):
                return True
    quotes = [quote.text for statement in draft.statements for quote in statement.quotes]
    about = {clause.document for clause in draft.clauses}
    named_exactly = (mention for mention in ask.question.named("heading", "row") if mention.exactness == 1.0)
    exact = [mention for mention in named_exactly if not ask.knowledge.names.is_word(mention, about)]
    own = {mention.name for mention in exact if "heading" in mention.kinds or _in(about, mention, ask)}
    dated = ask.question.answer_type is not None and ask.question.answer_type.name in _TIMES
    prose = not _sets_year(ask, draft) and all(clause.kind != "row" for clause in draft.clauses)
    together = prose and any(all(name in text for name in own) for text in quotes)  # names and figure in one sentence
    named = bool(own) and not together and not (dated and all(place(name) in evidence_text(ask, draft) for name in own))
    quotes += [f"{cell.value}{unit.group(1)}" for clause in draft.clauses for cell in clause.cells if (unit := _UNIT.search(cell.column))]
    stated = [text for text in quotes if _written(ask).search(text) and bounded_alike(ask.question.text, text)]
    return bool(stated) and (not named or _its_own(ask, draft, exact))


def _written(ask: Ask) -> re.Pattern[str]:
    """How a text writes what is asked for."""
    return ask.question.answer_type.written if ask.question.answer_type else _ANY_NUMBER


def _its_own(ask: Ask, draft: Draft, named: Sequence[Mention]) -> bool:
    """Whether the quotes stand in the clause named or below it and say most of the question, and it sets no target for a year."""
    addresses = {address for mention in named for address in mention.addresses}
    names = {mention.name for mention in named}
    own = all(clause.address in addresses or names & {clause.heading, *clause.path} for clause in draft.clauses)
    row = all(clause.kind == "row" for clause in draft.clauses)  # shown whole, each figure under its column
    return own and not _sets_year(ask, draft) and (row or cover(ask, draft).said >= MOST_COVERAGE)


def _sets_year(ask: Ask, draft: Draft) -> bool:
    """Whether any clause of a draft sets a target for a year."""
    return any(target.year for clause in draft.clauses for target in ask.knowledge.targets(clause))


def _in(documents: set[str], mention: Mention, ask: Ask) -> bool:
    """Whether a name stands for a clause of one of the documents."""
    clauses = map(ask.library.clause, mention.addresses)
    return any(clause is not None and clause.document in documents for clause in clauses)

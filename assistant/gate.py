"""Whether the documents hold an answer: what a question demands against what the evidence says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.draft import Draft, Quote, line
from assistant.knowledge import Ask, pairs
from assistant.phrases import CANNOT_TELL, NEAREST, NOT_STATED
from assistant.question import Mention
from index.clause import Clause
from index.text import compact, fold

_EXCLUDED = r"(?:除了?|不含|不算|不包括|排除)\s*[“《]?{name}|{name}[^，。？、]{{0,4}}(?:除外|不算|不含|以外|之外)"
_QUESTION_WORDS = re.compile(
    r"请问|请|什么|哪些|哪个|哪几个|哪几|哪里|哪|多少|几|怎么|如何|为什么|是不是|是否|有没有|分别|各|都|文件|方案|意见|政策|规定|提出|提到|目标"
    r"|列出|列|一下|有|是|的|了|吗|呢|吧|啊|要|到|在|由|和|与|跟|以及|还|会|能|把|被|给|让|里|中|上|下|为|对|从|谁|\d+年|主要|具体|相关"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the gate weighs.

    Attributes:
        cosine: of the best passage, 0 to 1.
        coverage: share of the question's content, by weight, that the cited clauses say.
        known: share of the question's content, by weight, that occurs anywhere in the documents.
        named: whether the question uses a name of the documents as printed.
    """

    cosine: float
    coverage: float
    known: float
    named: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's decision: the draft that may be shown, or what is missing."""

    draft: Draft | None
    missing: str = ""
    topical: bool = True


def judge(ask: Ask, written: Sequence[Draft]) -> Verdict:
    """The first draft whose evidence holds what the question demands."""
    question = ask.question
    if question.unknown_document:
        return Verdict(None, question.unknown_document)
    reasons = []
    for draft in written:
        if draft.refused:
            return Verdict(draft)
        missing = _missing(ask, draft)
        if not missing:
            return Verdict(draft) if _supported(weigh(ask, draft)) else Verdict(None, topical=_topical(ask))
        reasons.append(missing)
    return Verdict(None, reasons[0] if reasons else "", topical=_topical(ask))


def weigh(ask: Ask, draft: Draft) -> Evidence:
    """The evidence for a draft."""
    asked = content(ask.question.text)
    said = pairs(context_text(ask, draft))
    weight = ask.knowledge.weight
    total = sum(map(weight, asked)) or 1.0
    return Evidence(
        cosine=ask.retrieved.cosine,
        coverage=sum(weight(pair) for pair in asked if pair in said) / total,
        known=sum(weight(pair) for pair in asked if ask.knowledge.occurs(pair)) / total,
        named=any(mention.exactness >= 0.9 for mention in ask.question.mentions),
    )


def content(text: str) -> set[str]:
    """The character pairs of a question without question words."""
    return pairs(_QUESTION_WORDS.sub(" ，", text))


def _supported(evidence: Evidence) -> bool:
    return True


def _topical(ask: Ask) -> bool:
    return True


def _missing(ask: Ask, draft: Draft) -> str:
    return _missing_year(ask, draft) or _missing_name(ask, draft)


def _missing_year(ask: Ask, draft: Draft) -> str:
    for year in ask.question.years:
        if not any(_speaks_of_year(ask, clause, year) for clause in draft.clauses):
            return f"{year}年"
    return ""


def _speaks_of_year(ask: Ask, clause: Clause, year: str) -> bool:
    """Whether the clause, one above it or a column heading of its table names the year."""
    node: Clause | None = clause
    while node is not None:
        if year in node.text or any(year in cell.column for cell in node.cells):
            return True
        node = ask.library.parent(node)
    return False


def _missing_name(ask: Ask, draft: Draft) -> str:
    """A name of the question that none of the evidence holds."""
    evidence = fold(compact(context_text(ask, draft)))
    for mention in ask.question.mentions:
        if mention.exactness < 0.9 or not _demanded(mention, ask.question.text):
            continue
        spellings = {fold(mention.name), re.sub(r"(?:产业|市|州)$", "", fold(mention.name)), _as_asked(ask, mention)}
        if not any(spelling and spelling in evidence for spelling in spellings):
            return mention.name
    return ""


def _as_asked(ask: Ask, mention: Mention) -> str:
    text = fold(ask.question.text)
    return next((text[i : i + len(mention.name)] for i in range(len(text)) if text.startswith(fold(mention.name), i)), "")


def _demanded(mention: Mention, text: str) -> bool:
    """Whether an answer has to be about the name; one that is excluded, or a generic heading, need not be."""
    if not mention.kinds & {"row", "column", "listed", "heading"}:
        return False
    return not re.search(_EXCLUDED.format(name=re.escape(mention.name)), text)


def context_text(ask: Ask, draft: Draft) -> str:
    """What the evidence says: its clauses with their headings and documents, and the structure the writer read."""
    clauses = "".join(_context(ask, clause) for clause in draft.clauses)
    return clauses + "".join(part.text for statement in draft.statements for part in statement.parts)


def _context(ask: Ask, clause: Clause) -> str:
    document = ask.library.document_of(clause)
    names = (document.title, document.full_title, document.number, "".join(document.issuers))
    return "，".join((*clause.path, clause.heading, clause.label, clause.text, clause.sentence, *names))


def refusal(ask: Ask, verdict: Verdict) -> Draft:
    """What is missing, and the nearest clause."""
    if verdict.draft is not None:
        return verdict.draft
    if not verdict.topical:
        return Draft((line(CANNOT_TELL),), refused=True)
    near = [clause for clause in ask.retrieved.clauses if clause.kind not in {"title", "annexes"}][:1]
    nearest = [line(f"{NEAREST}{clause.reference}", Quote.of(clause, clause.heading)) for clause in near]
    about = f"“{verdict.missing}”的相应内容" if verdict.missing else "这一点"
    computed = re.findall(r"\d+(?:\.\d+)?", verdict.missing)
    return Draft((line(f"{NOT_STATED}{about}。", computed=computed), *nearest), refused=True)

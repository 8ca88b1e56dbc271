"""Answers that are a clause or its place: by address, by phrase, and what the frame of a document says."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.asking import ADDRESSEES, ANNEXES, BASIS, EFFECTIVE, ISSUE_DATE, ISSUE_NUMBER, ISSUERS, TITLE
from assistant.draft import Draft, Quote, Statement, item, line
from assistant.knowledge import Ask
from assistant.phrases import NO_ADDRESS, NOT_STATED
from index.clause import ASIDE, Clause, Document
from index.library import Passage
from index.sentences import split_sentences
from index.text import fold, squeeze

_LONGEST_CLAUSE = 320  # characters of a clause that is given whole
_LEAD = 20  # characters of a sentence that leads those after it
_LEADS = 3
_SHORTEST_PHRASE = 4
_APPLIES = re.compile(r"自[^，。]{2,24}起(?:施行|实施|执行|生效)")
_ISSUED = re.compile("印发|发布|公布|出台")
_LIKELY = 0.5
_FRAME = re.compile("落款|成文日期|发文机关|发文字号|文号|主送|全称|上位|[落署](?:了|上|的)?[^，。？]{0,8}名(?![字次单录])")  # none of its clauses
_SIGNED = re.compile("落款|落(?:了|上|的)|署")
_RESTS_ON = re.compile("(?:根据|依据|按照|依照)《|为[^。]{0,12}(?:贯彻|落实)")
_ENTRY = re.compile(r"(?<!\d)\d{1,2}\s*[.．、](?:(?!\d)|(?=(?:19|20)\d{2}年))")  # of the list of annexes
_SPEAKS = re.compile("(?:提到|提及|说到|讲到|写到|涉及|说|讲|提|写)了?([一-龥A-Za-z0-9]{2,12})的(?:是|在|那|条|，|哪)")
_FEW = 3  # places of a word that tell where it stands
_SEVERAL = re.compile(r"哪些|哪几|几处")


def write_address(ask: Ask) -> Draft | None:
    """The clause at the address the question names."""
    question = ask.question
    if question.address_missing:
        written = re.findall(r"\d+", question.address_missing)  # the reader's own figures, no claim
        return Draft((line(NO_ADDRESS.format(address=question.address_missing), computed=written), *_existing(ask)), refused=True)
    passages = question.passages
    if question.asks("locate") and question.carried and len(passages) == 1:
        clause = passages[0].clause
        return Draft((line(f"{clause.reference}{f'（{clause.heading}）' if clause.heading else ''}", Quote.of(clause)),))
    narrow = not question.asks("value", "lead", "duty", "count", "list", "compare") or question.asks("read")
    if not passages or len(passages) > 6 or not narrow:
        return None
    if len(passages) > 1:
        return Draft(tuple(_listed(passage) for passage in passages))
    return Draft(tuple(_passage_lines(passages[0], ask)))


def _existing(ask: Ask) -> tuple[Statement, ...]:
    """What does exist nearest to an address that leads nowhere."""
    documents = ask.question.documents
    near = next((c for c in ask.retrieved.clauses if not documents or c.document in documents), None)
    return () if near is None else (line(f"最接近的是{near.reference}", Quote.of(near, near.heading)),)


def _listed(passage: Passage) -> Statement:
    clause = passage.clause
    return item(f"{clause.reference}：{clause.heading or _first(clause)}", Quote.of(clause, clause.heading))


def _first(clause: Clause) -> str:
    return next((sentence.text for sentence in split_sentences(clause)), "")


def _passage_lines(passage: Passage, ask: Ask) -> list[Statement]:
    clause = passage.clause
    if passage.spans:
        text = "".join(ask.library.document_of(clause).text[start:end] for start, end in passage.spans)
        return [line(text.strip(), Quote.of(clause, text.strip()))]
    return clause_lines(clause)


def clause_lines(clause: Clause) -> list[Statement]:
    """A clause in its own words: whole where it is short, else its heading and first sentences."""
    if clause.sentence and clause.kind in {"row", "column"}:
        return [line(clause.sentence, Quote.of(clause))]
    shown = clause.to_show()
    if len(shown) <= _LONGEST_CLAUSE:
        return [line(shown, Quote.of(clause))]
    sentences = split_sentences(clause)
    leads = [s for s in sentences if s.text.endswith("。") and len(s.text) <= _LEAD]
    if len(leads) >= _LEADS and all(s.text[:2] == leads[0].text[:2] for s in leads):
        return [item(s.text, Quote.sentence(clause, s)) for s in leads]  # 坚持…。…坚持…。…: the leads say it
    heading = [line(clause.heading, Quote.of(clause, clause.heading))] if clause.heading else []
    kept = [s for s in sentences if clause.heading not in s.text or len(s.text) > len(clause.heading) + 8][:2]
    return [*heading, *(line(s.text, Quote.sentence(clause, s)) for s in kept)]


def write_place(ask: Ask) -> Draft | None:
    """Where a phrase or a matter stands; words of the question that stand in many clauses tell no place."""
    question = ask.question
    if not question.asks("locate") or _SEVERAL.search(question.text):
        return None
    quoted = question.phrases or _spoken_of(ask)
    found = [p for phrase in quoted or (_longest_shared(ask),) for p in _standing(ask, phrase)]
    if not found or (not quoted and len(found) > _FEW):
        return None
    return Draft(tuple(_place(passage, ask) for passage in found[:6]))


def _standing(ask: Ask, phrase: str) -> list[Passage]:
    return [p for p in ask.library.find_phrase(phrase) if ask.inside(p.clause)] if phrase else []


def _place(passage: Passage, ask: Ask) -> Statement:
    clause = passage.clause
    start = passage.spans[0].start
    sentence = next((s for s in split_sentences(clause) if s.spans(clause)[-1].end > start), None)
    heading = f"（{clause.heading}）" if clause.heading and clause.kind not in {"row", "column"} else ""
    quote = Quote.sentence(clause, sentence) if sentence else Quote.of(clause)
    return line(f"{clause.reference}{heading}：{quote.text}", quote)


def _spoken_of(ask: Ask) -> tuple[str, ...]:
    """What the clause looked for speaks of (提到光刻胶的是哪一条), where that stands in few clauses."""
    asked = _SPEAKS.search(ask.question.body)
    return (asked.group(1),) if asked and 0 < len(_standing(ask, asked.group(1))) <= _FEW else ()


def _longest_shared(ask: Ask) -> str:
    """The longest piece of the question that stands in a clause, if it is long enough to be a quotation."""
    text, _ = squeeze(fold(ask.question.body))
    clauses = [squeeze(fold(c.text))[0] for c in ask.retrieved.clauses if not c.derived and c.kind != "title"]
    titles = {squeeze(fold(ask.library.document_of(c).title))[0] for c in ask.retrieved.clauses}
    for length in range(min(40, len(text)), _SHORTEST_PHRASE - 1, -1):
        for start in range(len(text) - length + 1):
            piece = text[start : start + length]
            if any(piece in clause for clause in clauses) and not any(piece in title for title in titles):
                return piece
    return ""


def write_metadata(ask: Ask) -> Draft | None:
    """Date, issuers, number, title and addressees of a document that the question names."""
    question = ask.question
    if question.passages or (len(ask.library.documents) > 1 and not (question.documents or question.hinted)):
        return None
    documents = [d for d in ask.library.documents if d.address in (question.documents or question.hinted)]
    documents = documents or list(ask.library.documents)
    for pattern, write in _METADATA:
        if pattern is ISSUE_DATE and not question.documents and _clause_says_issued(ask):
            continue
        if pattern.search(question.text) and (_names_only(ask, documents) or _FRAME.search(question.text)):
            statements = [statement for d in documents[:3] if (statement := write(ask, d))]
            missing = [d for d in documents[:3] if write(ask, d) is None]
            if not statements and missing and pattern in {ISSUE_DATE, EFFECTIVE}:
                return Draft((line(f"{NOT_STATED}：{missing[0].name}的文本里没有这个日期。"),), refused=True)
            return Draft(tuple(statements)) if statements else None
    return None


def _names_only(ask: Ask, documents: Sequence[Document]) -> bool:
    """Whether a question names nothing but what the titles and issuers of its documents say."""
    said = "".join((*(d.full_title for d in documents), *(issuer for d in documents for issuer in d.issuers)))
    return all(mention.asked in said for mention in ask.question.mentions)


def _clause_says_issued(ask: Ask) -> bool:
    """Whether a clause most likely answers that says when something else is issued (试点实施方案于上半年印发)."""
    best = next(iter(ask.retrieved.clauses), None)
    return best is not None and best.kind not in ASIDE and ask.chance(best) > _LIKELY and _ISSUED.search(best.text) is not None


def _clause_of(document: Document, kind: str) -> Clause | None:
    return next((clause for clause in document.clauses if clause.kind == kind), None)


def _date(ask: Ask, document: Document) -> Statement | None:
    clause = _clause_of(document, "signature") or _clause_of(document, "title")
    if clause is None or not document.date:
        return None
    printed = next((row.strip() for row in clause.text.splitlines() if document.date in "".join(row.split())), "")
    return line(printed.strip(), Quote.of(clause, printed)) if printed else None


def _effective(ask: Ask, document: Document) -> Statement | None:
    """The sentence that says from when a document applies."""
    for clause in reversed(document.clauses):
        for sentence in split_sentences(clause):
            if _APPLIES.search(sentence.text):
                return line(sentence.text, Quote.sentence(clause, sentence))
    return None


def _issuers(ask: Ask, document: Document) -> Statement | None:
    signed = _clause_of(document, "signature") if _SIGNED.search(ask.question.text) else None
    clause = signed if signed and all(issuer in signed.text for issuer in document.issuers) else _clause_of(document, "title")
    if clause is None or not document.issuers:
        return None
    return line("、".join(document.issuers), *(Quote.of(clause, issuer) for issuer in document.issuers))


def _number(ask: Ask, document: Document) -> Statement | None:
    clause = _clause_of(document, "title")
    asks_other = re.search(r"根据|依据|按照|参照", ask.question.text)
    if clause is None or not document.number or asks_other:
        return None
    return line(document.number, Quote.of(clause, document.number))


def _title(ask: Ask, document: Document) -> Statement | None:
    clause = _clause_of(document, "title")
    printed = re.search(r"\s*".join(map(re.escape, document.title)), clause.text) if clause else None
    return line(f"《{document.title}》", Quote.of(clause, printed.group())) if clause and printed else None


def _basis(ask: Ask, document: Document) -> Statement | None:
    """The first sentence, before or in the first article, that says what a document rests on or carries out."""
    clauses = [clause for clause in document.clauses if clause.kind == "foreword" or clause.label == "第一条"]
    stated = ((c, s) for c in clauses for s in split_sentences(c) if _RESTS_ON.search(s.text))
    return next((line(sentence.text, Quote.sentence(clause, sentence)) for clause, sentence in stated), None)


def _addressees(ask: Ask, document: Document) -> Statement | None:
    clause = _clause_of(document, "foreword")
    first = clause.text.splitlines()[0].strip() if clause else ""
    return line(first, Quote.of(clause, first)) if clause and first.endswith(("：", ":")) else None


def _annexes(ask: Ask, document: Document) -> Statement | None:
    """The list of annexes at the end of a document, counted where their number is asked for."""
    clause = _clause_of(document, "annexes")
    if clause is None:
        return None
    listed, count = " ".join(clause.text.split()), str(len(_ENTRY.findall(clause.text)) or 1)
    if not ask.question.asks("count"):
        return line(listed, Quote.of(clause))
    return line(f"附件说明列出{count}个附件：{listed}", Quote.of(clause), computed=(count,))


_METADATA: tuple[tuple[re.Pattern[str], Callable[[Ask, Document], Statement | None]], ...] = (
    (ISSUE_DATE, _date),
    (EFFECTIVE, _effective),
    (ISSUERS, _issuers),
    (ISSUE_NUMBER, _number),
    (TITLE, _title),
    (BASIS, _basis),
    (ADDRESSEES, _addressees),
    (ANNEXES, _annexes),
)

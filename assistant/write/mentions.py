"""Every clause that mentions a name: 哪几处提到…, 出现在哪些条目."""

from __future__ import annotations

import re

from assistant.draft import Draft, Quote, Statement, item
from assistant.knowledge import Ask
from assistant.write.sentences import unlabelled
from index.clause import Clause
from index.sentences import split_sentences
from index.text import compact, fold

_ASKS = re.compile(
    r"(?:哪|几)(?:些|几)?(?:处|条(?!件)|个?地方|条目|条款|章节|产业|行业|方面|内容|项)|出现|提到|点名|涉及|被?列(?:为|入)|参与|(?:分别|各).{0,8}(?:作用|定位|角色)|事情|被(?:安排|赋予|写进|要求)|(?:承担|安排)[^，。？]{0,4}(?:哪|什么)|哪些事|做什么|干什么|什么角色|各?怎么提|两份文件"
)
_SPEAKS = re.compile("提到|出现|涉及|点名|写到|说到|讲到")
_ABOUT = re.compile("[跟与和同]([一-龥A-Za-z]{2,8}?)(?:有关|相关)")
_BODY = re.compile("正文|章节")
_MOST = 12
_FRAME = frozenset({"title", "signature"})


def write_mentions(ask: Ask) -> Draft | None:
    """The clauses that mention the question's names that are no subjects of their own."""
    about = [name for name in _ABOUT.findall(ask.question.body) if ask.library.find_phrase(name)]
    if not about and not _ASKS.search(ask.question.text):
        return None
    kinds = {"listed", "body"} | ({"word"} if _SPEAKS.search(ask.question.text) else set())  # a mere word only where it is looked for
    names = [
        mention
        for mention in ask.question.mentions
        if mention.exactness == 1.0 and mention.kinds & kinds and not mention.kinds & {"heading", "row", "column"}
    ]
    phrases = list(dict.fromkeys([*(mention.name for mention in names), *ask.question.phrases, *about]))
    if len(phrases) != 1:
        return None
    found = _holding(ask, phrases[0])
    if not found or len(found) > _MOST:
        return None
    return Draft(tuple(_statement(clause, phrases[0]) for clause in found))


def _holding(ask: Ask, phrase: str) -> list[Clause]:
    clauses = [
        found.clause
        for found in ask.library.find_phrase(phrase)
        if ask.inside(found.clause) and found.clause.kind not in _FRAME
    ]
    if _BODY.search(ask.question.text):
        clauses = [clause for clause in clauses if clause.kind != "row"]
    elif re.search(r"附件\s*\d|一览表", ask.question.text):
        clauses = [clause for clause in clauses if clause.kind == "row"]
    subjects = [c for c in ask.subjects("heading") if c.heading]
    below = [c for c in clauses if any(c.address.startswith(subject.address) for subject in subjects)]
    return below or clauses


def _statement(clause: Clause, phrase: str) -> Statement:
    wanted = compact(fold(phrase))
    sentence = next((s for s in split_sentences(clause) if wanted in compact(fold(s.text))), None)
    quote = Quote.sentence(clause, sentence) if sentence else Quote.of(clause, phrase)
    headings = [*clause.path[-1:], clause.heading] if len(clause.labels) > 2 else [clause.heading]
    quote = quote if any(headings) else unlabelled(quote)
    return item(f"{'·'.join(filter(None, headings)) or clause.label}：{_around(quote.text, phrase)}", quote)


def _around(text: str, phrase: str) -> str:
    """The part of a long sentence around the name, cut at commas, verbatim."""
    if len(text) <= 160 or phrase not in text:
        return " ".join(text.split())
    segments = re.split(r"(?<=[，；。])", text)
    at = next(i for i, segment in enumerate(segments) if phrase in segment)
    first, last = at, at + 1
    while last < len(segments) and len("".join(segments[first:last])) < 160:
        last += 1
    return "".join(segments[first:last]).strip().rstrip("，")

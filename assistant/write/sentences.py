"""Where structure does not apply: the sentences that answer best, verbatim, cut at commas where they are long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from assistant.asking import ASKS_PENALTY, NORM, PENALTY, PERMISSION
from assistant.draft import Draft, Quote, Statement, item, line
from assistant.knowledge import Ask
from assistant.write.bare import is_bare
from assistant.write.beside import beside
from assistant.write.cutting import cut, exact_names
from index.clause import ASIDE, Clause
from index.labels import ITEMS
from index.sentences import Sentence, split_sentences

_CLAUSES = 8  # best ranked clauses whose sentences compete
_SENTENCES = 8  # best sentences looked at
_DRAFTS = 3  # clauses that are offered to the gate
_SAID = 0.15  # share of the question's weight from which a sentence says it in its own words
_NEAR, _FAR = 0.06, 0.15  # score another sentence of the same clause may fall behind; where the best is in other words
_SHORT = 160  # characters of a clause that is quoted whole
_SEVERAL, _MANY = 260, 400  # characters of several sentences of one clause, likewise
_FOLLOWING = re.compile("下列|以下|如下")
_COLONS = ("：", ":")
_COSINE = 0.3  # weight of how like the question a sentence is
_LOGIT = 0.05  # weight of how well the whole clause answers
_PRINTED = re.compile(
    r"^(?:第[一二三四五六七八九十百零\d]+条(?:之[一二三四五六七八九十]+)?|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|\d+[.．、](?!\d))\s*"
)
_DEFINES = re.compile(r"本[一-龥]{1,4}所称[^。]{0,40}是指")
_ASKS_MEANING = re.compile(r"什么是|是什么|是指|指的|定义|含义|意思|算(?:不算)?|包括|属于|范围")
_COMPETENCE_ASKED = re.compile("批|备案|审|许可|登记|申请|报告|负责|谁管")
_COMPETENT = re.compile("(?:由|向|报|经)[^，。；：]{2,30}(?:批准|审批|核准|审核|许可|备案|登记|申请|报告|负责)")  # 由国务院审批：
_AIM = re.compile(r"到(?:19|20)\d{2}年|力争|目标")
_HEADLINE = 12  # characters from which a heading says something
_LONGEST_ITEM = 200  # characters


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its score: cosine and shared words, moved by how well its clause answers."""

    quote: Quote
    sentence: Sentence
    score: float


_RANKED: WeakKeyDictionary[Ask, tuple[Candidate, ...]] = WeakKeyDictionary()  # as long as the question is on its way


def write_sentences(ask: Ask) -> Iterator[Draft]:
    """The best passage of each of the best clauses, and of the one that is the likeliest to answer."""
    ranked = _ranked(ask)
    likeliest = max((each.quote.clause for each in ranked), key=ask.chance, default=None)
    by_clause: dict[Clause, list[Candidate]] = {}
    every: dict[Clause, list[Candidate]] = {}
    for rank, candidate in enumerate(ranked):
        every.setdefault(candidate.quote.clause, []).append(candidate)
        if rank < _SENTENCES or candidate.quote.clause == likeliest:
            by_clause.setdefault(candidate.quote.clause, []).append(candidate)
    if likeliest is not None and (other := beside(ask, likeliest, tuple(every))) is not None:
        yield Draft(tuple(statement for clause in (likeliest, other) for statement in _passage(ask, every[clause])))
    offered: list[tuple[Statement, ...]] = []
    for clause, candidates in by_clause.items():
        if len(offered) < _DRAFTS or clause == likeliest:
            statements = tuple(_passage(ask, candidates))
            if statements not in offered:  # items are offered as the list of them
                offered.append(statements)
                yield Draft(_located(clause, statements) if ask.question.asks("locate") else statements)


def _located(clause: Clause, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """What a clause says after the place where it stands."""
    quotes = statements[0].quotes
    return (line(f"{clause.reference}：{quotes[0].text}", *quotes), *statements[1:]) if quotes else tuple(statements)


def _passage(ask: Ask, candidates: Sequence[Candidate]) -> Iterator[Statement]:
    """A clause with the items it announces; all of a short one, of a long one what answers nearly as well as the best."""
    clause = candidates[0].quote.clause
    announcing = _announcing(ask, clause)
    if announcing is not None:
        if (lead := _lead(announcing)) is not None:
            quote = unlabelled(Quote.sentence(announcing, lead))
            yield line(quote.text, quote)
        yield from _items(ask, announcing, 0)
        return
    if (said := _said_by_lead(ask, clause)) is not None:
        yield line(said.text, said)
        yield item(clause.to_show(), Quote.of(clause))
        return
    if clause.kind == "row" and 0 < len(clause.sentence) <= _SHORT:
        yield line(clause.sentence, Quote.of(clause))  # its cells under their columns
        return
    whole = _whole(clause)
    quotes = whole if whole and not clause.cells else _nearest(ask, candidates)
    for quote in quotes:
        yield line(" ".join(quote.text.split()) if clause.cells else quote.text, quote)
        if quote.text.endswith(_COLONS) or _FOLLOWING.search(quote.text):
            yield from _items(ask, clause, quote.spans[-1].end)


def _announcing(ask: Ask, clause: Clause) -> Clause | None:
    """The clause that announces an item, where a question wants the list."""
    parent = ask.library.parent(clause) if clause.kind in ITEMS else None
    if parent is None or not ask.question.asks("list", "count", "compare"):
        return None
    return parent if _lead(parent) is not None else None


def _said_by_lead(ask: Ask, clause: Clause) -> Quote | None:
    """The sentence that announces an item where that sentence, and not the item, says what is asked (a fine, 不得, a number)."""
    parent = ask.library.parent(clause) if clause.kind in ITEMS else None
    lead = _lead(parent) if parent is not None else None
    if parent is None or lead is None or len(clause.text) > _LONGEST_ITEM:
        return None
    wanted = ask.question.answer_type
    asked = (
        (wanted is not None, wanted.written if wanted else PENALTY),
        (ASKS_PENALTY.search(ask.question.body), PENALTY),
        (PERMISSION.search(ask.question.body), NORM),
        (_COMPETENCE_ASKED.search(ask.question.body), _COMPETENT),
    )
    if not any(applies and said.search(lead.text) and not said.search(clause.text) for applies, said in asked):
        return None
    return unlabelled(Quote.sentence(parent, lead))


def _lead(clause: Clause) -> Sentence | None:
    """The sentence that announces the items of a clause (有下列情形之一的：)."""
    sentences = split_sentences(clause)
    colon = next((sentence for sentence in sentences if sentence.text.endswith(_COLONS)), None)
    return colon or next((sentence for sentence in sentences if _FOLLOWING.search(sentence.text)), None)


def _whole(clause: Clause) -> list[Quote]:
    """All that a short clause says, its bare headings and duty lines left out."""
    sentences = split_sentences(clause)
    kept = [s for s in sentences if not is_bare(clause, s)] or [s for s in sentences if clause.heading in s.text]
    said = [unlabelled(Quote.sentence(clause, s)) for s in kept]
    return joined(said) if sum(len(quote.text) for quote in said) <= _SHORT else []


def _nearest(ask: Ask, candidates: Sequence[Candidate]) -> list[Quote]:
    """The best sentence and those that answer nearly as well: more of them where none says the question in its own words."""
    surely = ask.knowledge.overlap(ask.content, candidates[0].quote.text)[1] >= _SAID
    least, longest = candidates[0].score - (_NEAR if surely else _FAR), _SEVERAL if surely else _MANY
    quotes: list[Quote] = []
    for candidate in candidates:
        quote = unlabelled(cut(ask, candidate.quote))
        length = sum(len(each.text) for each in quotes) + len(quote.text)
        if not quotes or (candidate.score > least and length <= longest):
            quotes.append(quote)
    wanted = ask.question.answer_type
    if wanted is not None and not any(wanted.written.search(quote.text) for quote in quotes):
        holding = (unlabelled(cut(ask, each.quote)) for each in candidates if wanted.written.search(each.quote.text))
        quotes += [quote for quote in holding if wanted.written.search(quote.text)][:1]
    return joined(sorted(quotes, key=lambda quote: quote.start))


def joined(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes of one clause in reading order, those of one paragraph that follow each other made one."""
    kept: list[Quote] = []
    for quote in quotes:
        between = quote.clause.text[kept[-1].end : quote.start] if kept else "\n"
        if not between.strip() and "\n" not in between and not quote.clause.cells:
            kept[-1] = Quote(quote.clause, kept[-1].start, quote.end)
        else:
            kept.append(quote)
    return kept


def unlabelled(quote: Quote) -> Quote:
    """A quote without the printed label at its start: the citation says where it stands."""
    label = _PRINTED.match(quote.text)
    return Quote(quote.clause, quote.start + label.end(), quote.end) if label and label.end() < len(quote.text) else quote


def _items(ask: Ask, clause: Clause, after: int) -> Iterator[Statement]:
    """The items of a clause that announces them (有下列情形之一的：), from an offset of the file on."""
    for child in ask.library.children(clause):
        if child.kind in ITEMS and child.spans[0].start >= after:
            text = child.to_show()
            if len(text) <= _LONGEST_ITEM:
                yield item(text, Quote.of(child))


def best_sentences(ask: Ask, count: int) -> list[Candidate]:
    """The best sentences of the best clauses, best first."""
    return list(_ranked(ask)[:count])


def _ranked(ask: Ask) -> tuple[Candidate, ...]:
    """Every sentence of the best clauses, best first; several writers and the gate look at them."""
    if ask not in _RANKED:
        _RANKED[ask] = _rank(ask)
    return _RANKED[ask]


def _rank(ask: Ask) -> tuple[Candidate, ...]:
    clauses = [c for c in ask.retrieved.clauses if not c.derived and c.kind not in ASIDE and ask.inside(c)]
    found: list[Candidate] = []
    for clause in clauses[:_CLAUSES]:
        found.extend(_candidates(ask, clause))
    return tuple(sorted(found, key=lambda candidate: -candidate.score))


def _candidates(ask: Ask, clause: Clause) -> Iterator[Candidate]:
    sentences = split_sentences(clause)
    vectors = ask.knowledge.sentence_vectors.get(clause.address)
    whole = _LOGIT * (ask.retrieved.logits.get(clause.address, 0.0) - ask.best_logit)
    bare = [is_bare(clause, sentence) for sentence in sentences]
    headline = all(bare) and len(clause.heading) > _HEADLINE  # a clause of one sentence, which is its heading
    figures = all(bare) and clause.kind == "row"  # a row of short cells
    for index, sentence in enumerate(sentences):
        said = figures or (headline and clause.heading in sentence.text)
        if bare[index] and not said and not ask.question.asks("read"):
            continue
        cosine = float(vectors[index] @ ask.retrieved.vector) if vectors is not None and index < len(vectors) else 0.6
        shared, asked = ask.knowledge.overlap(ask.content, f"{clause.heading}{sentence.text}")
        wanted = ask.question.answer_type
        unit = 0.06 if wanted is not None and wanted.written.search(sentence.text) else 0.0
        listing = 0.03 if ask.question.asks("list") and "、" in sentence.text else 0.0
        named = 0.08 * sum(mention.name in sentence.text for mention in exact_names(ask))
        listed = 0.1 if ask.question.asks("list") and sentence.text.endswith(_COLONS) else 0.0
        fits_genre = _genre(ask.question.text, sentence.text)
        aims = 0.06 if "目标" in ask.question.body and _AIM.search(sentence.text) else 0.0
        score = whole + aims + listed + fits_genre + _COSINE * cosine + 0.35 * asked + 0.05 * shared + unit + listing + named
        yield Candidate(Quote.sentence(clause, sentence), sentence, score)


def _genre(question: str, sentence: str) -> float:
    """Definitions and penalties answer questions for them, and seldom others."""
    defines = -0.06 if _DEFINES.search(sentence) and not _ASKS_MEANING.search(question) else 0.0
    if not PENALTY.search(sentence):
        return defines
    return defines + (0.04 if ASKS_PENALTY.search(question) else -0.04)

"""What a question demands (names, years, the kind of thing asked for, reasons) and the evidence has to hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.asking import ASKING_PHRASES, ENUMERATE, YEAR
from assistant.draft import Draft
from assistant.gate.amounts import asks_amount, gives_amount
from assistant.gate.attributes import AID, ATTRIBUTES
from assistant.gate.confidence import confidence
from assistant.gate.evidence import content, evidence_text, quoted_text
from assistant.gate.near_misses import near_misses
from assistant.knowledge import Ask, pairs, place
from assistant.question import Mention
from index.clause import Clause, Document
from index.naming import year_of
from index.numerals import value
from index.text import compact, fold

_COLLECTIVE = re.compile(r"(?:[一二三四五六七八九十]|\d+)(?:大|条|个|项|类)[一-龥]{2,10}?(?=都|是|有|分别|具体|，|？|$)")
_LIMIT = "(?:超过|最多|至多|不少于|至少|连任)[^，。；]{{0,4}}{unit}"  # 不超过两届 answers for the third
_ORDINAL = re.compile(r"第(?![一1]次)(?:[一二三四五六七八九十]+|\d+)(?:次|届|批|轮|期|版)|[一二三四五六七]级(?=响应|预警|应急)")
_NAMING = frozenset({"row", "column", "listed", "heading"})  # kinds of names that a question is about
_PLACE = re.compile("[省市县区州盟旗]$")
_SURE = 0.5  # confidence from which what is said about a name needs no word of the question
_FEW = 4  # character pairs; a shorter remainder of a question says nothing
_BODIES = re.compile("涉及|牵涉|(?:[省市县区]直)?(?:部门|单位|厅局)")  # what a question for duties asks for
_REASON = re.compile(r"涉密|为了|为贯彻|由于|因为|鉴于|原因|旨在|以便|有利于|目的|根据|为[^，。]{2,40}，|以[^，。]{2,30}为(?:目标|目的)")
_PREMISE = re.compile(r"(?<!因)为什么|为何|凭什么(?=不|要|说|规定|能|可以|收|罚)|什么原因")
_EXCLUDED = r"(?:除了?|不含|不算|不包括|排除)\s*[“《]?{name}|{name}[^，。？、]{{0,4}}(?:除外|不算|不含|以外|之外)"
_EXAMPLE = r"{name}[^，。？]{{0,4}}(?:[这那]一?类|之类|[这那]种|[这那]些)"  # of what is asked about
_OWN = (  # a figure of a company itself, and not of the industry that lists it
    r"{name}(?:自己|自身|本身|公司|集团)?(?:[到在]?(?:19|20)\d\d年底?)?的?年?(?:营收|营业收入|总?产值|销售(?:额|收入)|利润|纳税|税收|产能|产量)"
)
_JOINED = "{}[^，。？]{{0,6}}[到至往和与跟、]{}"
_SHORT = 2  # characters of the name of a place that is named by the first
_TOLD = r"(?:^|[，。；])(?:我|咱|俺)[^，。？]{{0,8}}在{name}[^，。？哪几多什怎谁吗]*[，。]"
_THERE = re.compile("[那这][边里儿]|当地|本地|我们(?:这|[省市县区州])|我[省市县区州]|这个(?:地方|[市县区州])")
_MEASURE = re.compile(
    r"([一-龥]{2})(?:浓度|强度|密度|含量|容量|总量|指数|(?<![金总税限名数余差定])额)(?:目标)?(?:要|应|需|须)?(?:[降提升增控压][一-龥]?)?(?:到|至|在|是|为|达到?)?(?:[（(][^（）()]*[）)])?(?:要求|标准)?(?:到|至|在|是|为|达到?)?(?:多少|几个|百分之几)"
)  # what the measure is of
_QUOTED = re.compile("“([^”]{2,12})”")
_PER_UNIT = re.compile(
    "每(?:个|一)?(平方米|平米|平方|亩|吨|公斤|斤|户|头|台|辆|度|千瓦时|立方米?)[^，。？]{0,8}(?:多少|几)[^，。？]{0,2}(?:钱|元|块|$|[，。？])"
)  # what is paid for each
_RATED = re.compile("每|[/／]|按[^，。；]{1,12}计|一次性")
_RATE = re.compile(r"每\d+[一-龥]")  # 每100名: what holds for each so many


def demands(ask: Ask, draft: Draft) -> Iterator[str]:
    """What the question demands and the draft's evidence lacks, named for the reader."""
    yield from ask.question.strangers
    yield from _years(ask, draft)
    yield from _names(ask, draft)
    yield from _phrases(ask, draft)
    yield from _ordinals(ask, draft)
    if asks_amount(ask) and not gives_amount(ask, draft):
        yield ask.question.answer_type.name if ask.question.answer_type else "数字"
    yield from near_misses(ask, draft)
    yield from (name for name in _MEASURE.findall(ask.question.body) if name not in evidence_text(ask, draft))
    yield from (f"每{unit}的标准" for unit in _PER_UNIT.findall(ask.question.body) if not _RATED.search(evidence_text(ask, draft)))
    yield from (rate for rate in _RATE.findall(ask.question.body) if rate not in fold(compact(evidence_text(ask, draft))))
    yield from _enumeration(ask, draft)
    unsure = not draft.structural and confidence(ask, draft) < _SURE
    if (unsure or draft.writer == "write_duties") and not _about_more_than_names(ask, draft):
        yield "所问事项"
    evidence = quoted_text(draft)
    for name, asked, said in () if ask.question.asks("locate") else ATTRIBUTES:
        given = (name == "名单" and draft.writer == "write_entries") or (name == AID and draft.writer == "write_duties")
        if re.search(asked, ask.question.text) and not given and not re.search(said, evidence):
            yield name
    if _PREMISE.search(ask.question.text) and not _REASON.search(evidence):
        yield "原因"


def _enumeration(ask: Ask, draft: Draft) -> Iterator[str]:
    """A collective (五大工程, “湘九味”) whose members are asked for and not listed next to it."""
    text = ask.question.text
    if draft.structural or not ENUMERATE.search(text):
        return
    counted = ENUMERATE.search(text)
    number = value(re.sub(r"\D", "", counted.group()) or counted.group()[1:2]) if counted else None
    least = max(1, (number or 2) - 2)
    segments = [s for quote in draft.quotes for s in re.split(r"(?<=[；。，])(?![^（(]*[）)])", quote.text)]
    asked = text[: counted.start()] if counted else text
    spoken = {name for quote in draft.quotes for name in _QUOTED.findall(quote.text) if name in text and name not in ask.question.phrases}
    phrases = sorted((*ask.question.phrases, *spoken), key=asked.rfind)[-1:]  # “云雾”品牌的“六统一”是哪六个: the last is asked for
    for collective in (*phrases, *_COLLECTIVE.findall(text)):
        holding = [segment for segment in segments if collective in segment]
        known = holding or ask.library.find_phrase(collective)
        glossed = [each for each in known if _gloss(collective, each if isinstance(each, str) else each.clause.text)]
        lists = any(max(segment.count("、"), segment.count("”“")) >= least for segment in holding)
        if known and not (any(_gloss(collective, quote.text) for quote in draft.quotes) if glossed else lists):
            yield f"{collective}的具体内容"


def _gloss(collective: str, text: str) -> bool:
    """Whether a text says in brackets behind a collective what it stands for: “三稀”（稀土、稀有、稀散）."""
    return re.search(rf"{re.escape(collective)}[”\"]?[（(][^（）()]*、", text) is not None


def _about_more_than_names(ask: Ask, draft: Draft) -> bool:
    """Whether the evidence says anything of the question besides the names in it."""
    rest = ask.question.body
    names = [mention for mention in ask.question.mentions if mention.kinds & _NAMING]
    for mention in names:
        if mention.exactness < 0.9:
            return True
        rest = rest.replace(mention.name, "，")
    if any(ask.retrieved.sanctions.get(clause.address) == 1.0 for clause in draft.clauses):
        return True  # the penalty for what was just spoken of says it by its number
    if ask.question.asks("duty"):
        rest = _BODIES.sub("，", rest)
    asked = content(rest)
    words = asked | pairs(ASKING_PHRASES.sub("，", rest))
    said = pairs(evidence_text(ask, draft))
    quoted = any(phrase in evidence_text(ask, draft) for phrase in ask.question.phrases)
    return not names or ask.question.carried or len(asked) < _FEW or quoted or bool(words & said)


def _phrases(ask: Ask, draft: Draft) -> Iterator[str]:
    """Quoted words of the question that stand in the documents, but not in the evidence."""
    texts = (clause.text for clause in (*draft.clauses, *_fronts(ask, draft)))
    evidence = fold(compact("".join((*texts, evidence_text(ask, draft)))))
    for phrase in ask.question.phrases:
        if fold(compact(phrase)) not in evidence and ask.library.find_phrase(phrase):
            yield phrase


def _fronts(ask: Ask, draft: Draft) -> list[Clause]:
    """Titles and forewords of the documents of a draft."""
    documents = {clause.document for clause in draft.clauses}
    return [clause for clause in ask.library.clauses if clause.kind in {"title", "foreword"} and clause.document in documents]


def _ordinals(ask: Ask, draft: Draft) -> Iterator[str]:
    """第六次: what the evidence says of the fifth does not answer."""
    evidence = fold(evidence_text(ask, draft) + "".join(clause.text for clause in draft.clauses))
    for ordinal in _ORDINAL.findall(fold(ask.question.text)):
        if ordinal not in evidence and not re.search(_LIMIT.format(unit=ordinal[-1]), evidence):
            yield ordinal


def _years(ask: Ask, draft: Draft) -> Iterator[str]:
    issued = {year_of(ask.library.document_of(clause)) for clause in draft.clauses}
    asked = dict.fromkeys((*ask.question.years, *(year for year in YEAR.findall(ask.question.body) if year not in issued)))
    for year in asked:
        spoken = any(_speaks_of_year(ask, clause, year) for clause in draft.clauses)
        if not spoken and not any(_applies_from(document, year) for document in map(ask.library.document_of, draft.clauses)):
            yield f"{year}年"


def _applies_from(document: Document, year: str) -> bool:
    """Whether a document says that it applies from a year on (自2019年1月1日起施行)."""
    return re.search(rf"自{year}年[^，。]{{0,10}}起(?:施行|实施|执行|生效)", document.text) is not None


def _speaks_of_year(ask: Ask, clause: Clause, year: str) -> bool:
    """Whether the clause, one above it or a column heading of its table names the year."""
    document = ask.library.document_of(clause)
    if year in document.title or year in document.full_title:
        return True
    node: Clause | None = clause
    while node is not None:
        if year in node.text or any(year in cell.column for cell in node.cells):
            return True
        node = ask.library.parent(node)
    return False


def _names(ask: Ask, draft: Draft) -> Iterator[str]:
    """Names of the question that neither the quotes nor the headings above them hold."""
    evidence = fold(compact(evidence_text(ask, draft)))
    whole = evidence + fold(compact("".join(map(_all_of, draft.clauses))))
    fronts = fold(compact("".join(clause.text for clause in _fronts(ask, draft))))
    for mention in ask.question.mentions:
        if mention.exactness < 0.9 or not mention.kinds & _NAMING:
            continue
        if re.search(_EXCLUDED.format(name=re.escape(mention.name)), ask.question.text):
            continue
        if confidence(ask, draft) >= _SURE and _by_the_way(mention, ask):
            continue
        own = mention.kinds == {"listed"} and re.search(_OWN.format(name=re.escape(mention.asked)), ask.question.text)
        strict = own or ("column" in mention.kinds and not mention.kinds & {"heading", "row"})
        of_place = _PLACE.search(mention.name) is not None and place(fold(mention.name)) in fronts  # whose document it is
        if of_place or _held(mention, ask, evidence if strict else whole):
            continue
        if not ask.knowledge.names.is_word(mention, (clause.document for clause in draft.clauses)):
            yield mention.name


def _by_the_way(mention: Mention, ask: Ask) -> bool:
    """Whether a name is an example of what is asked about, or told of the asker (我同学在甲市开厂，…全省有多少)."""
    name, text = re.escape(mention.asked), ask.question.text
    told = re.search(_TOLD.format(name=name), text)
    return re.search(_EXAMPLE.format(name=name), text) is not None or (told is not None and not _THERE.search(text, told.end()))


def _all_of(clause: Clause) -> str:
    """A clause with the names of its columns and what its table says about it."""
    return "，".join((clause.text, clause.sentence, *(cell.column for cell in clause.cells)))


def _elided(name: str, evidence: str) -> bool:
    """Whether a name stands with its end shared: 食品加工 in 食品及农产品加工."""
    halves = ((re.escape(name[:at]), re.escape(name[at:])) for at in range(2, len(name) - 1))
    return any(re.search(f"{front}[和与及、][一-龥、]{{1,8}}?{end}", evidence) for front, end in halves)


def _in_short(name: str, ask: Ask, evidence: str) -> bool:
    """Whether two places that a question joins stand by their first characters (甲江到乙山 in 甲乙铁路)."""
    others = {place(fold(mention.name)) for mention in ask.question.mentions} - {name}
    short = [other for other in others if len(name) == len(other) == _SHORT]
    pairs = (pair for other in short for pair in ((name, other), (other, name)))
    joined = (pair for pair in pairs if re.search(_JOINED.format(*map(re.escape, pair)), fold(ask.question.text)))
    return any(one[0] + other[0] in evidence for one, other in joined)


def _entitled(mention: Mention, ask: Ask) -> bool:
    """Whether a heading's name is part of what the question calls its only document by (上网安全管理办法)."""
    titles = [fold(ask.library.document(address).title) for address in ask.question.documents or ask.question.hinted]
    name = fold(mention.name)
    return len(titles) == 1 and mention.kinds == {"heading"} and len(name) == 4 and name[:2] in titles[0] and name[2:] in titles[0]


def _held(mention: Mention, ask: Ask, evidence: str) -> bool:
    name = fold(mention.name)
    as_asked = fold(ask.question.text)
    shorter = re.sub(r"(?:产业|行业)$", "", name)
    spellings = {name, place(name), *([shorter] if len(shorter) > 2 else [])}
    spellings |= {part for part in (as_asked[mention.start : mention.end],) if len(part) > 1 and part in name}
    pieces = re.split("[和与及、]", name)
    together = len(pieces) > 1 and all(len(piece) > 1 and piece in evidence for piece in pieces)
    spelt = any(len(spelling) > 1 and spelling in evidence for spelling in spellings)
    return spelt or together or _elided(name, evidence) or _in_short(place(name), ask, evidence) or _entitled(mention, ask)

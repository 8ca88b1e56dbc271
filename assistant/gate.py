"""Whether the documents hold an answer: what a question demands against what the evidence says.

Demands come first (names, years, the kind of attribute asked for, reasons): each must be met by the evidence itself.
What meets them all still needs a question that is about the documents; that operating point is calibrated on the
development questions, see docs/gate.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.asking import AMOUNT, ENUMERATE, SMALL_TALK
from assistant.draft import Draft, Quote, line
from assistant.knowledge import Ask, pairs, place
from assistant.phrases import CANNOT_TELL, NEAREST, NOT_STATED
from assistant.question import Mention
from assistant.write.figures import fits, measured, owned
from index.clause import Clause
from index.numerals import value
from index.text import compact, fold

# What people ask of policy documents and what the text must then speak of. General to the genre.
ATTRIBUTES: tuple[tuple[str, str, str], ...] = (
    ("补贴或奖励", r"补贴|补助|奖金|奖励(?:多少|标准|金额)|资助(?:多少|标准|金额)", r"补贴|补助|奖金|奖励|奖补|资助|资金支持.*元|\d+元"),
    (
        "责任分工",
        r"责任单位|责任部门|由谁负责|谁负责|(?:哪个|哪些|什么)(?:部门|厅|局|委)|牵头",
        r"负责|牵头|责任|主管|会同|承担|配合|由",
    ),
    ("处罚", r"罚(?:款|多少|什么|钱)|处罚|被罚|问责", r"罚|处分|问责|追究|通报|责令|吊销|没收|责任"),
    ("税收", r"税率|免税|减税|缴.{0,4}税|退税|所得税|增值税", r"税"),
    (
        "办理程序",
        r"(?:怎么|怎样|如何|去哪|哪里|在哪)[^，。？]{0,8}(?:申报|申请|报名|办理|提交|领取)|流程|手续|走.{0,4}程序|提交.{0,6}材料"
        r"|(?:申报|申请|报名|办理)的?(?:流程|材料|条件|时间|时限|入口|窗口|手续|表|截止|程序|日期)",
        r"申报|申请|报名|提交|程序|流程|手续|办理|受理|报送|报请|审核|评审",
    ),
    ("联系方式", r"电话|邮箱|联系人|联系方式|网址|邮编|传真|办公地址|公众号", r"电话|邮箱|联系人|联系方式|网址|邮编|传真|地址"),
    (
        "姓名",
        r"姓名|哪位领导|(?:谁|领导)[^，。？]{0,6}(?:，)?叫什么名字|(?:省长|市长|厅长|局长|主任|链长|书记|负责人)[^，。？]{0,6}(?:是谁|哪位|叫)",
        r"姓名|同志",
    ),
    ("有效期", r"有效期|失效|什么时候(?:废止|失效|到期)|废止|何时生效|(?:何时|什么时候|哪天)(?:起)?(?:施行|实施|执行|生效)|(?:施行|生效|执行)(?:日期|时间)",
     r"有效期|失效|废止|停止执行|起施行|施行日期|生效|执行期限|起(?:实施|执行)"),
    ("截止时间", r"截止|最晚|最迟|期限", r"截止|期限|前|以内|内|不迟于|之日起|\d+\s*个?(?:日|天|小时|月|工作日)|不得?超过"),
    ("投资额", r"投资(?:额|总额|规模|多少)|总投资|投了多少|造价|预算", r"投资[^。]{0,16}\d|\d[^。]{0,8}投资|预算"),
    ("份额", r"份额|各占|占.{0,6}份", r"份额|占|比重"),
    ("评定标准", r"(?:评选|评定|认定|打分|评分|划分)(?:的)?(?:标准|依据|办法)|按什么标准|怎么(?:打分|评出|评的)|什么标准", r"标准|依据|条件|指标|打分|评分"),
    ("名单", r"名单|名录|具体是(?:哪|谁)|完整列表", r"、|名单|名录"),
    (
        "实际完成情况",
        r"实际(?:完成|达到|实现)|目前(?:已|有|是|完成)|现在(?:有|是|已)|完成(?:情况|了多少)|已经(?:完成|达到|建成)|去年|前年|同比|增长了",
        r"实际|目前|已|同比|上年|去年",
    ),
    ("以前的版本", r"上一版|旧版|修订前|原来的版本|之前的版本|上一轮|前一版|和以前比", r"原|修订|此前|上一"),
)
_COLLECTIVE = re.compile(r"(?:[一二三四五六七八九十]|\d+)(?:大|条|个|项|类)[一-龥]{2,10}?(?=都|是|有|分别|具体|，|？|$)")
_COUNTING = frozenset({"write_matrix", "write_numbers", "write_comparison", "write_cells", "write_address", "write_rows"})
_FEW = 4  # character pairs; a shorter remainder of a question says nothing
_REASON = re.compile(r"涉密|为了|为贯彻|由于|因为|鉴于|原因|旨在|以便|有利于|目的|根据|为[^，。]{2,40}，|以[^，。]{2,30}为(?:目标|目的)")
_PREMISE = re.compile(r"为什么|为何|凭什么|什么原因")
_EXCLUDED = r"(?:除了?|不含|不算|不包括|排除)\s*[“《]?{name}|{name}[^，。？、]{{0,4}}(?:除外|不算|不含|以外|之外)"
_QUESTION_WORDS = re.compile(
    r"请问|请|什么|哪些|哪个|哪几个|哪几|哪里|哪|多少|几|怎么|如何|为什么|是不是|是否|有没有|分别|各|都|文件|方案|意见|政策|规定|提出|提到|目标"
    r"|列出|列|一下|有|是|的|了|吗|呢|吧|啊|要|到|在|由|和|与|跟|以及|还|会|能|把|被|给|让|里|中|上|下|为|对|从|谁|\d+年|主要|具体|相关"
)
_MONEY = re.compile(r"产值|营收|营业收入|收入|增加值|总值|投资额|多少(?:亿|万|元)")
_ANY_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千万亿]+级")
KNOWN_WEIGHT = 0.05
LEAST_COSINE = 0.88  # a question with no name of the documents and few of their words needs a closer passage
_GENRE = re.compile("省里|市里|政府|政策|文件|方案|条例|法规|部门|企业|公司|工厂|厂里|厂子|产业|行业|这一行|项目|园区|专利|国资|干部|当官|公家|国家")
LEAST_GENRE_COSINE = 0.862  # a question in the words of the genre
LEAST_KNOWN = 0.45  # share of a question's content that occurs in the documents
LEAST_COVERAGE = 0.25  # share of a question for a sum of money that the evidence has to say
LEAST_FOREIGN_COSINE = 0.775  # for questions in another language, whose words never occur


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's decision: the draft that may be shown, or what is missing."""

    draft: Draft | None
    missing: str = ""
    topical: bool = True


def judge(ask: Ask, written: Sequence[Draft]) -> Verdict:
    """The first draft whose evidence holds what the question demands."""
    if ask.question.unknown_document:
        return Verdict(None, ask.question.unknown_document)
    topical = about_documents(ask) or (any(d.structural for d in written) and not SMALL_TALK.search(ask.question.text))
    missing = ""
    for draft in written if topical else ():
        lacking = "" if draft.refused else next(demands(ask, draft), "")
        if not lacking:
            return Verdict(draft)
        missing = missing or lacking
    return Verdict(None, missing, topical)


def about_documents(ask: Ask) -> bool:
    """Whether a question speaks of what the documents are about."""
    question = ask.question
    if SMALL_TALK.search(question.text):
        return False
    if question.documents or question.passages or question.address_missing:
        return True
    if any(mention.exactness >= 0.9 and len(mention.name) > 1 for mention in question.mentions):
        return True
    if any(ask.library.find_phrase(phrase) for phrase in question.phrases):
        return True
    if question.text.isascii():
        return ask.retrieved.cosine >= LEAST_FOREIGN_COSINE
    said = known(ask)
    if _GENRE.search(question.text) and ask.retrieved.cosine >= LEAST_GENRE_COSINE:
        return True
    return said >= LEAST_KNOWN or ask.retrieved.cosine + KNOWN_WEIGHT * said >= LEAST_COSINE


def coverage(ask: Ask, draft: Draft) -> float:
    """Share of the question's content, by weight, that the quotes and the headings above them say."""
    asked = pairs(_QUESTION_WORDS.sub(" ，", ask.question.body))
    said = pairs(quoted_text(draft) + "".join(_above(ask, clause) for clause in draft.clauses))
    total = sum(map(ask.knowledge.weight, asked))
    return sum(ask.knowledge.weight(pair) for pair in asked & said) / total if total else 1.0


def known(ask: Ask) -> float:
    """Share of a question's content, by weight, that occurs anywhere in the documents."""
    asked = pairs(_QUESTION_WORDS.sub(" ，", ask.question.body))
    weight = ask.knowledge.weight
    total = sum(map(weight, asked))
    return sum(weight(pair) for pair in asked if ask.knowledge.occurs(pair)) / total if total else 0.0


def demands(ask: Ask, draft: Draft) -> Iterator[str]:
    """What the question demands and the draft's evidence lacks, named for the reader."""
    yield from ask.question.strangers
    yield from _years(ask, draft)
    yield from _names(ask, draft)
    yield from _phrases(ask, draft)
    if asks_amount(ask) and not _gives_amount(ask, draft):
        yield ask.question.answer_type.name if ask.question.answer_type else "数字"
    yield from _enumeration(ask, draft)
    if not draft.structural and not _about_more_than_names(ask, draft):
        yield "所问事项"
    evidence = quoted_text(draft)
    for name, asked, said in ATTRIBUTES:
        if re.search(asked, ask.question.text) and not re.search(said, evidence):
            yield name
    if _PREMISE.search(ask.question.text) and not _REASON.search(evidence):
        yield "原因"


def asks_amount(ask: Ask) -> bool:
    """Whether the question can only be answered by a figure."""
    asked = ask.question.unit or ask.question.answer_type or AMOUNT.search(ask.question.text)
    return bool(asked) and not ask.question.asks("read", "locate")


def _gives_amount(ask: Ask, draft: Draft) -> bool:
    """Whether the draft gives a figure of the unit asked for that is the subject's own, or one it computed."""
    if draft.writer in _COUNTING:
        return True
    if _MONEY.search(ask.question.text) and coverage(ask, draft) < LEAST_COVERAGE:
        return False
    for statement in draft.statements:
        for quote in statement.quotes:
            inside = [t for t in ask.knowledge.targets(quote.clause) if t.start < quote.end and quote.start < t.end]
            if any(fits(ask, t) and owned(ask, t, quote) and measured(ask, t) for t in inside):
                return True
    quotes = [quote.text for statement in draft.statements for quote in statement.quotes]
    named = any(mention.exactness == 1.0 for mention in ask.question.named("heading", "row"))
    written = ask.question.answer_type.written if ask.question.answer_type else _ANY_NUMBER
    return not named and any(written.search(text) for text in quotes)


def _enumeration(ask: Ask, draft: Draft) -> Iterator[str]:
    """A collective (五大工程, “湘九味”) whose members are asked for and not listed next to it."""
    text = ask.question.text
    if draft.structural or not ENUMERATE.search(text):
        return
    counted = ENUMERATE.search(text)
    number = value(re.sub(r"\D", "", counted.group()) or counted.group()[1:2]) if counted else None
    least = max(1, (number or 2) - 2)
    segments = [s for quote in _quotes(draft) for s in re.split(r"(?<=[；。，])(?![^（(]*[）)])", quote.text)]
    for collective in (*ask.question.phrases, *_COLLECTIVE.findall(text)):
        holding = [segment for segment in segments if collective in segment]
        known = holding or ask.library.find_phrase(collective)
        if known and not any(max(segment.count("、"), segment.count("”“")) >= least for segment in holding):
            yield f"{collective}的具体内容"


def _about_more_than_names(ask: Ask, draft: Draft) -> bool:
    """Whether the evidence says anything of the question besides the names in it."""
    rest = ask.question.body
    for mention in ask.question.mentions:
        if mention.exactness < 0.9:
            return True
        rest = rest.replace(mention.name, "，")
    asked = pairs(_QUESTION_WORDS.sub(" ，", rest))
    said = pairs(quoted_text(draft) + "".join(_above(ask, clause) for clause in draft.clauses))
    return not ask.question.mentions or ask.question.carried or len(asked) < _FEW or bool(asked & said)


def _quotes(draft: Draft) -> list[Quote]:
    return [quote for statement in draft.statements for quote in statement.quotes]


def _phrases(ask: Ask, draft: Draft) -> Iterator[str]:
    """Quoted words of the question that stand in the documents, but not in the evidence."""
    fronts = (c for c in ask.library.clauses if c.kind in {"title", "foreword"} and c.document in {d.document for d in draft.clauses})
    evidence = fold(compact("".join(clause.text for clause in (*draft.clauses, *fronts))))
    for phrase in ask.question.phrases:
        if fold(compact(phrase)) not in evidence and ask.library.find_phrase(phrase):
            yield phrase


def _years(ask: Ask, draft: Draft) -> Iterator[str]:
    for year in ask.question.years:
        if not any(_speaks_of_year(ask, clause, year) for clause in draft.clauses):
            yield f"{year}年"


def _speaks_of_year(ask: Ask, clause: Clause, year: str) -> bool:
    """Whether the clause, one above it or a column heading of its table names the year."""
    node: Clause | None = clause
    while node is not None:
        if year in node.text or any(year in cell.column for cell in node.cells):
            return True
        node = ask.library.parent(node)
    return False


def _names(ask: Ask, draft: Draft) -> Iterator[str]:
    """Names of the question that neither the quotes nor the headings above them hold."""
    evidence = fold(compact(quoted_text(draft) + "".join(_above(ask, clause) for clause in draft.clauses)))
    whole = evidence + fold(compact("".join(map(_all_of, draft.clauses))))
    for mention in ask.question.mentions:
        if mention.exactness < 0.9 or not mention.kinds & {"row", "column", "listed", "heading"}:
            continue
        if re.search(_EXCLUDED.format(name=re.escape(mention.name)), ask.question.text):
            continue
        strict = "column" in mention.kinds and not mention.kinds & {"heading", "row"}
        if not _held(mention, ask, evidence if strict else whole):
            yield mention.name


def _all_of(clause: Clause) -> str:
    """A clause with the names of its columns and what its table says about it."""
    return "，".join((clause.text, clause.sentence, *(cell.column for cell in clause.cells)))


def _held(mention: Mention, ask: Ask, evidence: str) -> bool:
    name = fold(mention.name)
    as_asked = fold(ask.question.text)
    shorter = re.sub(r"(?:产业|行业)$", "", name)
    spellings = {name, place(name), *([shorter] if len(shorter) > 2 else [])}
    spellings |= {part for part in (as_asked[mention.start : mention.end],) if len(part) > 1 and part in name}
    pieces = re.split("[和与及、]", name)
    together = len(pieces) > 1 and all(len(piece) > 1 and piece in evidence for piece in pieces)
    return together or any(len(spelling) > 1 and spelling in evidence for spelling in spellings)


def quoted_text(draft: Draft) -> str:
    """The quotes of a draft and the structure its writer read from them."""
    quotes = "，".join(quote.text for statement in draft.statements for quote in statement.quotes)
    return quotes + "，" + "，".join(part.text for statement in draft.statements for part in statement.parts)


def _above(ask: Ask, clause: Clause) -> str:
    """Headings, labels and document names over a clause."""
    document = ask.library.document_of(clause)
    names = (document.title, document.full_title, document.number, "".join(document.issuers))
    return "，".join((*clause.path, clause.heading, clause.label, *names))


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

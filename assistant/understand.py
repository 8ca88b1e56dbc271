"""What a question asks for: scope, names, years, address, operation. Follow-ups become whole questions first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.followup import complete
from assistant.names import Names
from assistant.normalise import normalise
from assistant.question import Question
from index.address import find_address
from index.clause import Document
from index.frame import NUMBER
from index.library import Library, Passage
from index.text import compact, fold

_OPERATIONS: tuple[tuple[str, str], ...] = (
    ("why", r"为什么|为何|什么原因|凭什么|缘由|why"),
    ("locate", r"出处|出自|(?:哪|第几)(?:一)?(?:条|章|节|款|项|部分|个?地方|处|段|页)|什么位置|哪里(?:规定|写|说|提)"
     r"|(?:写|说|提|规定|出现)在(?:哪|什么)|在(?:文件)?哪(?:里|儿)?(?:写|说|提|规定)|哪(?:一)?条里"),
    ("read", r"讲(?:的是)?(?:了)?(?:什么|啥)|说(?:的是|的|了)(?:什么|啥|哪)|(?:是|有)?(?:什么|啥|哪些)内容|原文|关于什么|全文|念一下|是什么产业"),
    ("lead", r"牵头|(?:谁|哪个.{0,4})(?:带头|主抓|挑头|为主)|当头|lead"),
    ("duty", r"负责|责任(?:单位|部门|主体)|归.{0,8}管|谁(?:来)?管|(?:哪些|哪个|什么|几个)(?:部门|厅局)"
     r"|(?:部门|责任单位)(?:有哪|是哪|是谁|呢)|分工|配合单位|responsible"),
    ("rank", r"最(?:高|大|多|少|低|小|快|强|冷清)|排(?:名|序|一下)|按.{0,4}(?:大小|高低|多少)|前[一二三四五六七八九十\d]+|(?:超过|高于|不低于|达到)[^，。？]{1,10}的(?:有|是)?哪"
     r"|(?:highest|largest|most|lowest)"),
    ("compare", r"相比|对比|比较|差(?:多少|几|别|异)|相差|区别|不同|一样|哪个(?:更|高|大|多|低|少|定得)|谁(?:更|高|大|多)|哪[^，。？]{1,12}更|更(?:高|大|多|低|少)"
     r"|比[^，。？重例]{1,14}(?:高|大|多|低|少)|几倍|同一|变化|各(?:是|自|有|为)|分别|(?:higher|compare)"),
    ("count", r"(?:几|多少)(?:个|家|条|项|座|类|种|处|样|份|家|位)|数量|共有|一共|总共|how many"),
    ("list", r"哪些|哪几|哪(?:三|两|四|五|六|七|八)|有(?:什么|啥)|列(?:一下|出|全|举)|都有谁|包括|名单|都(?:是|有)(?:谁|哪|什么)|分别|什么(?:产品|企业|技术|产业|项目)"),
    ("value", r"多少|多大|多高|几(?!乎)|目标|比重|占比|规模|产值|how much|what share|target"),
    ("yesno", r"是不是|是否|有没有|能不能|能否|可不可以|对吗|是吗|吗[？?]?$"),
)
_UNIT = re.compile(
    r"(?:多少|(?<!哪)几)(?:万|亿)?(亿元|万元|亿斤|元|亿|个百分点|百分点|%|万吨|吨|公里|千米|亩|人次|家|人|万人|年|天|倍|平方米|公顷|项|座|头)"
)
_PHRASE = re.compile(r"“([^”]{2,})”|\"([^\"]{2,})\"|「([^」]{2,})」|‘([^’]{2,})’")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?=年|[—-]|底|前|以前|的|\D|$)")
_TITLE = re.compile(r"《([^》]{4,})》")
_ASKS = re.compile(r"多少|几|哪|谁|什么|啥|吗|如何|怎么|是否|有没有|是不是|多大")
_DEPENDENT = re.compile(r"^\s*(?:分别|各自?|都|具体|其中|一共)?(?:是|有|叫|为)?(?:哪些|哪几?[个家]?|谁|多少|什么|几个)[^，。]{0,2}[？?]$")
_PROVINCIAL = re.compile("全省|省里|省级|省方案|省政府|我省|省的|省实施")
_FUNCTION = frozenset("的和与及在了关于为")
_STOP = re.compile(
    r"请问|请|麻烦|帮我|我想(?:知道|问|了解)|告诉我|一下|这个|那个|这份|那份|文件(?:里|中)?|方案(?:里|中)?|意见(?:里|中)?|政策|规定|提出|提到"
    r"|什么|哪些|哪个|哪几个|哪里|哪|多少|几|怎么|如何|为什么|是不是|是否|有没有|分别|各|都|有|是|的|了|吗|呢|吧|啊|要|到|在|由|和|与|跟|以及|还|会|能|把|被|给|让|里|中|上|下|为|对|从"
)


class Understanding:
    """Understands questions about one library.

    Args:
        library: the documents.
        names: their names.
    """

    def __init__(self, library: Library, names: Names) -> None:
        self.library, self.names = library, names

    def __call__(self, asked: str, before: Sequence[Question] = ()) -> Question:
        """The question as understood; `before` holds the conversation's earlier questions, oldest first."""
        text, carried = complete(normalise(asked), before, self.names, self.library)
        return self.read(asked, text, carried, before)

    def parts(self, question: Question) -> tuple[Question, ...]:
        """The parts of a question that each ask something (…是多少？由谁牵头？), later ones made whole."""
        pieces = [piece for piece in re.split(r"(?<=[？?])", question.text) if len(piece.strip()) > 3]
        if not 2 <= len(pieces) <= 4 or not all(map(_ASKS.search, pieces)) or any(map(_DEPENDENT.match, pieces)):
            return (question,)
        parts = [self.read(pieces[0], pieces[0], question.carried)]
        for piece in pieces[1:]:
            text, _ = complete(piece, parts, self.names, self.library)
            parts.append(self.read(piece, text, question.carried))
        return tuple(parts)

    def read(self, asked: str, text: str, carried: bool, before: Sequence[Question] = ()) -> Question:
        """Structure a whole question."""
        documents, rest = self.library.documents_named(text)
        unknown = "" if documents else self._unknown_document(text)
        phrases = tuple(next(group for group in match.groups() if group) for match in _PHRASE.finditer(rest))
        passages, missing = self._address(rest, documents)
        mentions = self.names.find(rest)
        unit = _UNIT.search(rest)
        return Question(
            asked=asked,
            text=text,
            body=rest.strip("，,。 ") or text,
            strangers=self.names.strangers(rest),
            carried=carried,
            documents=tuple(document.address for document in documents),
            hinted=self._hinted(text) if not documents else (),
            unknown_document=unknown,
            passages=passages,
            address_missing=missing,
            phrases=phrases,
            years=self._years(rest),
            mentions=mentions,
            words=self._words(rest),
            operations=tuple(name for name, pattern in _OPERATIONS if re.search(pattern, rest, re.IGNORECASE)),
            unit=unit.group(1) if unit else "",
        )

    @staticmethod
    def _unknown_document(text: str) -> str:
        number = NUMBER.search(text)
        return number.group() if number else ""

    def _hinted(self, text: str) -> tuple[str, ...]:
        """Documents that a word of their title tells apart from the others (长株潭), or their level (全省)."""
        if len(self.library.documents) < 2:
            return ()
        folded = fold(text)
        places = {fold(term.name) for term in self.names.terms if "column" in term.kinds}
        hinted = []
        for document in self.library.documents:
            others = [fold(compact(d.title + d.full_title)) for d in self.library.documents if d is not document]
            words = _title_words(fold(compact(document.title)))
            own = [w for w in words if w in folded and not any(w in other for other in others)]
            provincial = "省" in "".join((*document.issuers, document.title)) and _PROVINCIAL.search(folded)
            if any(not any(place in word for place in places) for word in own) or provincial:
                hinted.append(document.address)
        return tuple(hinted) if len(hinted) < len(self.library.documents) else ()

    def _address(self, rest: str, documents: Sequence[Document]) -> tuple[tuple[Passage, ...], str]:
        """The clauses a question asks for by address, or the address that leads nowhere."""
        folded = fold(rest)
        table = re.search(r"附\s*[件表]\s*[\d一二三四五六七八九十]+", folded)
        written = find_address(rest)
        if written is None or (table and all(step.text.startswith("附") for step in written.steps)):
            if table is None:
                return (), ""
            annex = self.library.resolve(table.group(), documents)
            return (), "" if annex else compact(table.group())
        found = self.library.follow(written, documents or self.library.documents)
        printed = rest[written.start : written.end]
        return found, "" if found else printed

    def _years(self, rest: str) -> tuple[str, ...]:
        issued = {self.library.year(document) for document in self.library.documents}
        years = dict.fromkeys(match.group(1) for match in _YEAR.finditer(rest))
        return tuple(year for year in years if not (year in issued and not re.search(rf"(?:到|至|截至){year}", rest)))

    def _words(self, rest: str) -> tuple[str, ...]:
        """What remains of a question without names of documents, years and question words."""
        plain = _YEAR.sub(" ", _TITLE.sub(" ", rest))
        pieces = re.split(r"[\s，。？！、；：,.?!;:“”\"（）()《》]+", _STOP.sub(" ", plain))
        return tuple(piece for piece in pieces if len(piece) > 1 or (piece.isascii() and piece))


def _title_words(title: str) -> set[str]:
    """Pieces of a title of three to eight characters that no function word crosses."""
    return {
        piece
        for length in range(3, 9)
        for start in range(len(title) - length + 1)
        if not _FUNCTION & set(piece := title[start : start + length])
    }

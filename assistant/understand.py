"""What a question asks for: scope, names, years, address, operation. Follow-ups become whole questions first."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer_type import answer_type
from assistant.asking import DURATION, DURATION_UNIT, OPERATIONS, YEAR, without_some
from assistant.english import is_english
from assistant.followup import complete
from assistant.hints import Hints
from assistant.names import Names
from assistant.normalise import normalise
from assistant.parts import SWAPS, Parts
from assistant.places import ANNEX, BODY, place_of
from assistant.question import Mention, Question
from assistant.sides import in_two_documents
from assistant.spelling import Spelling
from index.address import find_address
from index.clause import Document
from index.frame import NUMBER
from index.library import Library, Passage
from index.naming import year_of
from index.text import compact, fold
from index.words import Segmenter

_UNIT = re.compile(
    r"(?:多少|(?<![哪好这那们])几)(?:万|亿)?(亿元|万元|亿斤|元|亿|个百分点|百分点|%|万吨|吨|公里|千米|亩|人次|家|人|名|万人|年|个月|个工作日|工作日|天|日|小时|岁|倍|平方米|公顷|项|座|头)"
)
_PHRASE = re.compile(r"“([^”]{2,})”|\"([^\"]{2,})\"|「([^」]{2,})」|‘([^’]{2,})’")
_TITLE = re.compile(r"《([^》]{4,})》")
_OTHER_LAW = re.compile(r"(?:按照?|根据|依据|依照|《)\s*《?([一-龥]{2,20}(?:法|条例))》?(?=[，,规的第里中]|》)")
_NOTE = re.compile(r"(?:的|下面|里)(?:那个|那条)?(?:注|备注|注释|图例|说明)(?![册意重])")
_PLACE_END = re.compile("(?<=..)(?:地区|地带|区域|一带|[省市县区州])$")
_ANOTHER = re.compile(r"(?:[和与跟]|到了?|而|，)[^，。？、]{1,6}?(?:方案|意见|办法|条例|规定|通知)(?=[里中的又是对有，：]|都)")
_SHORT = 2  # characters
_PERSON = re.compile("^[老小阿大][一-龥]$|^[一-龥](?:某|总|哥|姐|叔|姨|伯|婶|师傅|老师|医生|女士|先生)")  # 老李: anybody
_STOP = re.compile(
    r"请问|请|麻烦|帮我|我想(?:知道|问|了解)|告诉我|一下|这个|那个|这份|那份|文件(?:里|中)?|方案(?:里|中)?|意见(?:里|中)?|政策|规定|提出|提到"
    r"|什么|哪些|哪个|哪几个|哪里|哪|多少|几|怎么|如何|为什么|是不是|是否|有没有|分别|各|都|有|是|的|了|吗|呢|吧|啊|要|到|在|由|和|与|跟|以及|还|会|能|把|被|给|让|里|中|上|下|为|对|从"
)

_GUESSED = 0.8  # exactness of a name that a translation put there


class Understanding:
    """Understands questions about one library.

    Args:
        library: the documents.
        names: their names.
        segmenter: finds proper names.
        translate: says an English question in Chinese.
    """

    def __init__(
        self, library: Library, names: Names, segmenter: Segmenter, translate: Callable[[str], str] = str
    ) -> None:
        self.library, self.names, self.segmenter, self.translate = library, names, segmenter, translate
        self.spelling = Spelling((document.text for document in library.documents), segmenter.is_word)
        self.hints = Hints(library.documents, names)
        self.split = Parts(library.documents, names, self.hints.pointers)

    def __call__(self, asked: str, before: Sequence[Question] = ()) -> Question:
        """The question as understood; `before` holds the conversation's earlier questions, oldest first."""
        written = normalise(asked)
        chinese = self.translate(written)
        text, carried = complete(self.spelling(chinese), before, self.names, self.library, self.hints)
        question = self.read(asked, text, carried or chinese != written, before)
        earlier = before[-1].context if before else ()
        cited = tuple(dict.fromkeys(clause.document for clause in earlier))
        if carried and len(cited) == 1 < len(self.library.documents) and not (question.documents or question.hinted):
            question = replace(question, hinted=cited)
        return replace(question, earlier=earlier, fresh=chinese if carried else "")

    def again(self, question: Question) -> Question:
        """A question that was understood about other documents, about these."""
        return replace(self.read(question.asked, question.text, question.carried), earlier=question.earlier, fresh=question.fresh)

    def parts(self, question: Question) -> tuple[Question, ...]:
        """The parts of a question that asks several things (…是多少？由谁牵头？), each whole; none where it asks one."""
        return self._read_all(question, self.split(question))

    def beside(self, question: Question) -> tuple[Question, ...]:
        """Two things asked about side by side (A和B分别…), each in a question of its own; else none."""
        return self._read_all(question, self.split.beside(question))

    def _read_all(self, question: Question, texts: Sequence[str]) -> tuple[Question, ...]:
        questions: list[Question] = []
        apart = {BODY, ANNEX} <= set(map(place_of, texts))
        for text in texts:
            whole = complete(text, questions, self.names, self.library, self.hints)[0] if SWAPS.search(text) else text
            part = self.read(question.asked, whole, question.carried)
            questions.append(replace(part, earlier=question.earlier, place=place_of(text) if apart else part.place))
        return tuple(questions)

    def read(self, asked: str, text: str, carried: bool, before: Sequence[Question] = ()) -> Question:
        """Structure a whole question."""
        documents, rest = self._documents(text)
        unknown = "" if documents else self._unknown_document(text)
        if unknown and self.library.find_phrase(unknown):  # the documents themselves speak of it
            unknown = ""
        phrases = tuple(next(group for group in match.groups() if group) for match in _PHRASE.finditer(rest))
        passages, missing = self._address(rest, documents)
        hinted = self.hints(text) if not documents else ()
        scope = tuple(document.address for document in documents) or hinted
        translated = is_english(normalise(asked))
        mentions = tuple(map(_guessed if translated else self._or_word, self.names.find(rest, scope)))
        said = without_some(_PHRASE.sub("", rest))  # what is quoted asks nothing
        unit = _UNIT.search(said)
        return Question(
            asked=asked,
            text=text,
            body=rest.strip("，,。 ") or text,
            strangers=self._strangers(rest, mentions),
            carried=carried,
            documents=tuple(document.address for document in documents),
            hinted=hinted,
            unknown_document=unknown,
            passages=passages,
            address_missing=missing,
            phrases=phrases,
            years=self._years(rest, documents),
            mentions=mentions,
            words=self._words(rest),
            operations=tuple(name for name, turns in OPERATIONS if turns.search(said)),
            unit=unit.group(1) if unit else DURATION_UNIT if DURATION.search(said) else "",
            answer_type=answer_type(said),
            place=BODY if place_of(rest) == BODY else "",
            translated=translated,
        )

    def _documents(self, text: str) -> tuple[tuple[Document, ...], str]:
        """The documents that a question names, by title, year or description, and its text without titles."""
        named, rest = self.library.documents_named(text)
        named = named or self._by_years(text, self.library.documents) or self._by_years(text, self._holding(text))
        named = named or self.hints.described(text)
        pointed = (document for document, _ in in_two_documents(text, self.hints.pointers))
        return tuple(dict.fromkeys((*named, *self._beside_named(named, text, rest), *pointed))), rest

    def _or_word(self, mention: Mention) -> Mention:
        """A short word of the language that some list holds (公安、税务) names nothing: a `word`, no `listed` name."""
        plain = mention.kinds == {"listed"} and len(mention.name) <= _SHORT and self.segmenter.is_common(mention.name)
        return replace(mention, kinds=frozenset({"word"})) if plain else mention

    def _beside_named(self, documents: Sequence[Document], text: str, rest: str) -> tuple[Document, ...]:
        """The one other document that a question points to beside the one it names (…意见和省方案里); a part has its address in front."""
        alone = len(documents) == 1 and not text.startswith(f"{documents[0].address}，")
        hinted = self.hints(rest) if alone and _ANOTHER.search(rest) else ()
        return tuple(d for d in self.library.documents if hinted == (d.address,) and d not in documents)

    def _by_years(self, text: str, among: Sequence[Document]) -> tuple[Document, ...]:
        """Several years that are each the horizon, or the year of issue, of one document only name those documents."""
        years, horizons = dict.fromkeys(YEAR.findall(text)), {year for document in among for year in document.horizons}
        for of_year in (
            {year: [d for d in among if year in d.horizons] for year in years},
            {year: [d for d in among if year == year_of(d) and year not in horizons] for year in years},
        ):
            found = tuple(dict.fromkeys(documents[0] for documents in of_year.values() if len(documents) == 1))
            if len(found) > 1 and all(len(documents) == 1 for documents in of_year.values()):
                return found
        return ()

    def _holding(self, text: str) -> tuple[Document, ...]:
        """The documents of which a name in a text is a heading, a row or an entry."""
        held = {address for mention in self.names.find(text) if mention.exactness == 1.0 for address in mention.addresses}
        documents = {clause.document for address in held if (clause := self.library.clause(address))}
        return tuple(document for document in self.library.documents if document.address in documents)

    def _strangers(self, rest: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
        """Proper names that occur nowhere in the documents, with or without 市, 省 or 县."""
        known = [mention.asked for mention in mentions if mention.exactness >= 0.9]
        names = [name for name in self.segmenter.proper_names(rest) if not any(name in asked for asked in known)]
        named = (name for name in names if not _PERSON.search(name))
        return tuple(n for n in named if not self.names.occurs(n) and not self.names.occurs(_PLACE_END.sub("", n)))

    @staticmethod
    def _unknown_document(text: str) -> str:
        number = NUMBER.search(text)
        named = _OTHER_LAW.search(text)
        return number.group() if number else named.group(1) if named else ""

    def _address(self, rest: str, documents: Sequence[Document]) -> tuple[tuple[Passage, ...], str]:
        """The clauses a question asks for by address, or the address that leads nowhere."""
        folded = fold(rest)
        table = re.search(r"附\s*[件表]\s*(?:\d+|[一二三四五六七八九十]+(?!览))", folded)
        written = find_address(rest.replace("一览表", "表"))  # 附件2一览表 has no 一
        if written is None or (table and all(step.text.startswith("附") for step in written.steps)):
            if table is None:
                return (), ""
            noted = self.library.resolve(f"{compact(table.group())}/注", documents) if _NOTE.search(rest) else ()
            if noted:
                return noted, ""
            annex = self.library.resolve(table.group(), documents)
            return (), "" if annex else compact(table.group())
        found = self.library.follow(written, documents or self.library.documents)
        printed = rest.replace("一览表", "表")[written.start : written.end]
        return found, "" if found else printed

    def _years(self, rest: str, documents: Sequence[Document]) -> tuple[str, ...]:
        """The years asked about; one in which a document was issued only names it."""
        issued = {year_of(document) for document in documents or self.library.documents}
        years = dict.fromkeys(match.group(1) for match in YEAR.finditer(rest))
        return tuple(year for year in years if not (year in issued and not re.search(rf"(?:到|至|截至){year}", rest)))

    def _words(self, rest: str) -> tuple[str, ...]:
        """What remains of a question without names of documents, years and question words."""
        plain = YEAR.sub(" ", _TITLE.sub(" ", rest))
        pieces = re.split(r"[\s，。？！、；：,.?!;:“”\"（）()《》]+", _STOP.sub(" ", plain))
        return tuple(piece for piece in pieces if len(piece) > 1 or (piece.isascii() and piece))


def _guessed(mention: Mention) -> Mention:
    """A name that stands in a question by translation: which section is meant is less sure than which row of a table."""
    return mention if mention.kinds & {"row", "column"} else replace(mention, exactness=min(mention.exactness, _GUESSED))

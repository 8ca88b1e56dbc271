"""A question that asks several things becomes several questions, each whole on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.asking import DEPENDENT, INTERROGATIVE, QUESTION_WORDS, without_some
from assistant.coordination import SUBJECTS, Coordination
from assistant.followup import PRONOUN
from assistant.knowledge import Ask
from assistant.names import Names
from assistant.places import ANNEX, BODY, in_both, place_of
from assistant.question import Question
from assistant.sides import Pointers, in_two_documents
from index.clause import Document

_MARKS = re.compile(
    r"(?<=[？?])|[，,；;。]|[：:](?!\d)|(?<=谁[^、哪]{2})、|(?<=谁[^、哪]{3})、|(?<=什么)、|(?<=多少)、|、(?=[由归](?:谁|哪))"
)
_SENTENCES = re.compile(r"(?<=[？?。；;])")
_ADVERBIAL = re.compile("在|对|向|从|按|以|其中|里面")  # a part that opens so has no subject of its own
_EACH = re.compile("各|分别")  # asks all of several subjects
_FIGURE = re.compile("多[少大高久长]|(?<!哪)几|何时|什么时候|谁|哪个[^、]{1,4}(?:牵头|负责|管|批)|在哪|哪一?级")
_ONLY_WHERE = re.compile(
    r"^(?:这|那|都)?(?:是|写|说|规定|出自|见|列)*(?:在)?(?:文件|原文)?(?:的|里)?(?:第几|哪一?|几)(?:条|款|项|章|节|部分|点几)[^，。？]{0,10}[？?]?$"
    r"|^(?:里|中)?(?:有|有没有|说了|写了|规定了)(?:写|说|规定)?吗[？?]?$|^(?:里|中)?(?:是)?(?:怎么|如何)(?:说|定|写|规定)的?[？?]?$"
)  # asks where, whether or how the rest stands in the documents
_TOPIC = re.compile("这(?:件|回|一?块|方面|个)?(?:事|儿|问题|工作)?$")  # 人才怎么培养这件事，由谁负责: what is spoken of
_JOINS = re.compile(r"^(?:以及|并且|同时|另外|还有|而且|还要|又要|并|又|还|再|那么?)+")
_TWO_YEARS = re.compile(r"((?:19|20)\d{2})年?[和、与及]((?:19|20)\d{2})年")
_BOTH = re.compile(r"(?:这|前后)?(?:两|二|几|各)(?:份|个|级)(?:文件|文|政策|方案|规定|条例)(?:中|里)?(?:的|对|对于|关于)?")
_CONTRAST = re.compile(r"(?:有|是)?(?:什么|哪些|何|啥)?(?:不同|区别|差别|差异|异同|不一样)(?:之处|点|吗|没有)?|相比|对比|比较")
_WHO = re.compile("[由归]?(?:谁|哪(?:个|些|几个|家)?(?:部门|单位|机关|机构|厅局?|局|委|市))来?(?:牵头|负责|主管|承担|组织)的?")  # the whole of it
_ASKING = re.compile(
    r"(?:应该|应当|要|会|该)?(?:怎么|如何|怎样)[^，。？]*"
    r"|(?:是|有|由)?(?:哪(?:一?[个些几家种类])?个?|谁|什么|啥|多少|几[个家项条种年天日月]?|是否|有没有|是不是)[^，。？]{0,1}$"
    r"|哪(?:一?[个些几家种类])?个?|多少|多久|多长时间|何时|什么(?:时候)?|几[年天日月个家项条]"
)
_WHOLE = 7  # characters of content from which a later part says itself what it is about
_LIKELY = 0.4  # probability of a clause to answer, from which the part after it is about the same document
_HEAD = 18  # characters of the first part that a later one without a subject of its own is read with
SWAPS = re.compile(r"呢[？?]?$")  # …那条呢？ is a follow-up to the part before
_MOST = 4
_SUBJECTS = (SUBJECTS, frozenset({"column"}), frozenset({"listed"}), frozenset({"body"}))


class Parts:
    """Splits questions about one library.

    Args:
        documents: those indexed.
        names: their names.
        pointers: finds where a text points to one of them.
    """

    def __init__(self, documents: Sequence[Document], names: Names, pointers: Pointers) -> None:
        self.documents, self.names, self.pointers, self.coordinated = tuple(documents), names, pointers, Coordination(names)
        self.annexed = tuple(d.address for d in self.documents if any(clause.kind == "annex" for clause in d.clauses))

    def __call__(self, question: Question) -> tuple[str, ...]:
        """The texts of the parts; none where it asks one thing."""
        for way in (self._by_pointers, self._by_document, self._by_year, self._by_place, self._by_ask, self._by_duty):
            texts = way(question)
            if len(texts) > 1:
                return texts
        return ()

    def beside(self, question: Question) -> tuple[str, ...]:
        """One part for each of two things that are asked about side by side (A和B分别怎么安排); else none."""
        led = question.asks("lead", "duty") and question.named("heading", "row")  # whose duties one structure holds
        if len(question.documents) > 1 or led:
            return ()
        texts = self.coordinated(question.body)
        scope = f"{question.documents[0]}，" if len(question.documents) == 1 else ""
        return tuple(scope + text for text in texts)

    def _by_pointers(self, question: Question) -> tuple[str, ...]:
        """What one document says and what the other does, where the question points to both."""
        return tuple(f"{document.address}，{text}" for document, text in in_two_documents(question.text, self.pointers))

    def _by_document(self, question: Question) -> tuple[str, ...]:
        """One part for each document compared, where no figure of a named section is asked for."""
        both = _BOTH.search(question.body)
        named = question.documents or (tuple(d.address for d in self.documents) if both and len(self.documents) == 2 else ())
        if len(named) < 2 or not (question.asks("compare") or both) or question.named("heading", "row"):
            return ()
        body = _CONTRAST.sub("", _BOTH.sub("", question.body)).strip("，,？? 和与的") or question.body
        return tuple(f"{address}，{body}" for address in named)

    @staticmethod
    def _by_year(question: Question) -> tuple[str, ...]:
        years = _TWO_YEARS.search(question.body)  # years that name documents are none
        if years is None or not question.mentions:
            return ()
        return tuple(question.text.replace(years.group(), f"{year}年", 1) for year in years.groups())

    def _by_place(self, question: Question) -> tuple[str, ...]:
        """What the body says and what the annex says."""
        asks = self._by_ask(question)
        apart = asks if {*map(place_of, asks)} == {BODY, ANNEX} else () if question.asks("compare") else in_both(question.body)
        named = question.documents or self.annexed
        scope = f"{named[0]}，" if len(named) == 1 else ""
        return tuple(text if text.startswith(scope) else f"{scope}{text}" for text in apart)

    def _by_ask(self, question: Question) -> tuple[str, ...]:
        """One part for each piece that asks; what stands in front of the first belongs to all."""
        if self.beside(question):
            return ()
        context, asks = _pieces(question.body)
        if not 2 <= len(asks) <= _MOST:
            return ()
        scope = f"{question.documents[0]}，" if len(question.documents) == 1 else ""
        first = f"{scope}{context}{asks[0]}"
        rest = (ask if SWAPS.search(ask) else f"{scope}{context}{self._with_subject(ask, asks[0])}" for ask in asks[1:])
        return (first, *rest)

    def _by_duty(self, question: Question) -> tuple[str, ...]:
        """One part for each of two things whose bodies are asked for (甲和乙分别由哪些部门负责)."""
        return self.beside(question) if question.asks("lead", "duty") else ()

    def _with_subject(self, ask: str, first: str) -> str:
        """A later part with the subject of the first where it has none of its own."""
        bare = _JOINS.sub("", ask)
        if any(mention.kinds & _SUBJECTS[0] and mention.exactness == 1.0 for mention in self.names.find(bare)):
            return bare
        subject = self._subject(first)
        if subject and (pronoun := PRONOUN.search(bare)):
            return bare.replace(pronoun.group(), self._first_named(first) or subject, 1)
        named = any(m.exactness == 1.0 for m in self.names.find(bare)) or not self._is_section(first)
        if (not subject or (named and not _ADVERBIAL.match(bare))) and len(QUESTION_WORDS.sub("", bare)) >= _WHOLE:
            return bare
        head = subject or _ASKING.sub("", _WHO.sub("", first)).strip("，？? ")[:_HEAD]
        return f"{head}，{bare}" if head and head not in bare else bare

    def _is_section(self, text: str) -> bool:
        """Whether a part names a section or a row or column, not only what some list holds."""
        return any(m.kinds & (_SUBJECTS[0] | _SUBJECTS[1]) for m in self.names.find(text) if m.exactness >= 0.9)

    def _first_named(self, text: str) -> str:
        named = (m.name for m in self.names.find(text) if m.exactness >= 0.9 and any(m.kinds & kinds for kinds in _SUBJECTS))
        return next(named, "")

    def _subject(self, text: str) -> str:
        """What a part is about, by the kinds of names that are subjects first."""
        found = [mention for mention in self.names.find(text) if mention.exactness >= 0.9]
        for kinds in _SUBJECTS:
            names = [mention.name for mention in found if mention.kinds & kinds]
            if names:
                return "、".join(dict.fromkeys(names))
        return ""


def after(before: Ask, part: Question) -> Question:
    """A part as read after the one before it: about the same document, near the clause that answers that one."""
    found = before.retrieved.clauses[:1]
    scope = part.documents or part.hinted
    if not found or before.chance(found[0]) < _LIKELY or (scope and found[0].document not in scope):
        return part
    return replace(part, documents=part.documents if scope else (found[0].document,), earlier=found)


def _pieces(text: str) -> tuple[str, list[str]]:
    """What stands in front of the first piece that asks, and the pieces that ask, with what leads to each."""
    context, asks = "", list[str]()
    for sentence in _SENTENCES.split(text):
        before, lead = len(asks), ""
        for piece in filter(None, (part.strip() for marked in _MARKS.split(sentence) for part in _at_pauses(marked))):
            if _asks(piece, after=bool(asks)):
                asks.append(lead + piece)
                lead = ""
            elif not asks:
                context += f"{piece}，"
            elif len(asks) > before:
                asks[-1] += f"，{piece}"
            else:
                lead += f"{piece}，"
        if lead:
            asks[-1] += f"，{lead.rstrip('，')}"
    return context, asks


def _asks(piece: str, after: bool) -> bool:
    """Whether a piece asks something of its own, after others that do."""
    if after and SWAPS.search(piece):
        return True
    if not after and _TOPIC.search(piece):
        return False
    depends = DEPENDENT.match(piece) or _ONLY_WHERE.match(piece)
    return INTERROGATIVE.search(without_some(piece)) is not None and not depends and len(piece) > 2


def _at_pauses(piece: str) -> list[str]:
    """水库有多大库容、要投多少钱: parted where both sides ask."""
    left, pause, right = piece.rpartition("、")
    both = pause and not _EACH.search(piece) and _FIGURE.search(left) and _FIGURE.search(right)
    return [*_at_pauses(left), right] if both else [piece]

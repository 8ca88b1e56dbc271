"""Follow-ups become whole questions from the turns before; the whole question is shown, so nothing is carried unseen."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.asking import INTERROGATIVE, QUESTION_WORDS, SMALL_TALK
from assistant.knowledge import pairs
from assistant.names import Names
from assistant.question import Question
from index.labels import ITEMS
from index.library import Library

PRONOUN = re.compile(r"(?:它|该产业|这个产业|这一产业|该行业|这个行业|这项工作|该项工作|这件事|这方面|上述产业|这一条|该条)(?!们)")
_TWO = re.compile(r"两个|两者|它们|二者|这两|两边")
_ASIDE = re.compile(
    r"^(?:(?:那么?(?![年天时个些位次份])|还有|再问一下|再问|另外|换成|换一个|如果是|改成|不对|不是|(?:我)?(?:说|问|搞|打)错了|我是说|我问的是|我想问的是|应该是|再?回到|顺便问一下|好的|谢谢|嗯)[，,、：:]?\s*)+"
)
_NEW_TOPIC = re.compile(r"^(?:换个话题|换一个话题|另外问|说点别的)[，,：:]?\s*")
_REVERSED = re.compile(r"^(?:那)?反过来")
_MORE = re.compile(r"^(?:还有|其他的?|别的)(?:呢|吗|哪些)?[？?]?$")
_WHERE = re.compile(r"^(?:这|那)?(?:是)?(?:在)?(?:第几|哪一?)(?:条|款|部分|章)")
_TAIL = re.compile(
    r"(?:又?是?(?:怎么样|怎么说|怎么定|如何|咋说|(?:有|要)?(?:多少|几)[个家户名人条项座位]?"
    r"|什么情况|(?:什么|哪个|哪一)(?:级别|档次|等级|水平|档|级)|哪个(?:部门|厅|局|委|单位|市|城市|县))|呢|里)+$"
)
_LITTLE = re.compile(r"[，。？！?、：:\s的那年里中省这份又是呢了也在]|方案|意见|文件|边|方面|一?块|领域")
_ELLIPTIC = re.compile(r"呢[？?]?$|的呢(?=[，,])|^那|^还有|^再|^换成|^具体|怎么说[？?]?$")
_AGAIN = re.compile(r"(?:又|也)(?:是|定|有|要|写)|定的|呢[？?]?$")
_CHANGED = re.compile("^(?:那|再)?(?:换成|换到|换作|改成|改问)")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_QUESTION_WORDS = re.compile(r"请问|多少|几(?:个|天|日|年|家|人)?|哪(?:些|个|里)?|谁|什么|怎么|如何|吗|呢|是否|有没有")
_OWN_CONTENT = 6  # character pairs; a follow-up that says more has a topic of its own
_WHOLE = 8  # character pairs; a follow-up that asks and says more needs no subject carried over
_THAT = re.compile("[那这]一?[个条项栏列行段款]|其(?![他中余实])")
_NAMED_LIKE = re.compile(r"[一-龥]{1,8}?(部|局|委|厅|办|署|行|会|院|省|市|县|条例|办法)(?=$|[负的由在是有呢，？?])")
_SUBJECT = frozenset({"row", "heading"})
_RETURNS = re.compile(r"^(?:再?回到|说回|接着(?:刚才|之前)|刚才那|之前那)")
_SHORT = 24  # characters; a longer question is whole


def complete(
    text: str, before: Sequence[Question], names: Names, library: Library, hint: Callable[[str], tuple[str, ...]]
) -> tuple[str, bool]:
    """A whole question out of a follow-up.

    Args:
        text: the normalised question.
        before: earlier questions, oldest first.
        hint: gives the documents a text points to without naming them.

    Returns:
        The whole question, and whether anything was carried over.
    """
    if not before or not text or _NEW_TOPIC.match(text) or SMALL_TALK.search(text):
        return _NEW_TOPIC.sub("", text) or text, False
    return _Completion(text, before, names, library, hint).run()


class _Completion:
    """One follow-up against the turns before it."""

    def __init__(
        self, text: str, before: Sequence[Question], names: Names, library: Library, hint: Callable[[str], tuple[str, ...]]
    ) -> None:
        self.text, self.names, self.library, self.hint = text, names, library, hint
        self.before, self.last = before, before[-1]
        self.bare = _ASIDE.sub("", text)
        self.documents, self.rest = library.documents_named(self.bare)
        self.mentions = [mention for mention in names.find(self.rest) if mention.exactness >= 0.5]

    def run(self) -> tuple[str, bool]:
        for way in (self._reversed, self._two, self._where, self._pronoun, self._swapped, self._like_named):
            whole = way()
            if whole:
                return whole, True
        own = [m for m in self.mentions if m.kinds & (_SUBJECT | {"column", "listed"})]
        asks = INTERROGATIVE.search(self.bare) is not None
        another = asks and not _TAIL.search(self.bare) and any(m.kinds & _SUBJECT and m.exactness == 1.0 for m in own)  # 还有磁浮，研制什么
        if own and (another or not _ELLIPTIC.search(self.text)):
            scoped = self._scoped(self.bare) if len(self.bare) <= _SHORT else self.text
            return (scoped, True) if scoped != self.bare and scoped != self.text else (self.text, False)
        subject = self._subject(self.last)
        if _RETURNS.search(self.text) or (self._of_another_document() and not (subject and self._same_of_another())):
            return self.text, False
        if len(self.rest) <= _SHORT and subject and not (asks and self._is_whole()):
            return self._scoped(self.bare if subject in self.bare else f"{subject}，{self.bare}"), True
        if len(self.bare) <= (_SHORT if asks else 2 * _SHORT) and (_ELLIPTIC.search(self.text) or self._topic()):
            if not asks and (same := self._same_question()):
                return self._scoped(f"{self.bare.rstrip('？?。').removesuffix('呢')}，{same}"), True
            topic = "" if len(pairs(_LITTLE.sub("，", self.bare))) >= _OWN_CONTENT else f"{self._topic()}，"
            return self._scoped(f"{topic}{self.bare}".lstrip("，")), True
        return self.text, False

    def _is_whole(self) -> bool:
        """Whether the follow-up says enough itself, and nothing that stands for what was said before (那一栏)."""
        return len(pairs(QUESTION_WORDS.sub("，", self.rest))) >= _WHOLE and _THAT.search(self.bare) is None

    def _same_of_another(self) -> bool:
        """三市那份意见定的又是多少: the same asked of another document."""
        again = _AGAIN.search(self.bare) or _CHANGED.match(self.text)
        return again is not None and len(self.bare) <= _SHORT

    def _of_another_document(self) -> bool:
        """Whether the follow-up hints at documents, and none of them is one of the turn before."""
        hinted = self.hint(self.bare)
        before = {*self.last.documents, *self.last.hinted, *(clause.document for clause in self.last.context)}
        return bool(hinted) and not before & set(hinted)

    def _topic(self) -> str:
        """What the question before was about, its question words left out."""
        return _QUESTION_WORDS.sub("", self.last.body).strip("，,？?。 ") if len(self.last.body) <= 2 * _SHORT else ""

    def _same_question(self) -> str:
        """The question before, without the words that tell the item cited for it from the items beside it."""
        cited = self.last.context[0] if self.last.context else None
        if len(self.last.body) > 2 * _SHORT or cited is None:
            return ""
        if cited.kind not in ITEMS:
            return self.last.body
        parent = self.library.parent(cited)
        beside = [each.text for each in self.library.children(parent) if each != cited] if parent is not None else []
        around = pairs((parent.text if parent is not None else "") + "".join(beside))
        return _without(self.last.body, pairs(cited.text) - around).strip("，, 的")

    def _reversed(self) -> str:
        """反过来呢: the two names of the question before change places."""
        pair = [m for m in self.names.find(self.last.text) if m.exactness == 1.0 and m.kinds & {"row", "column", "heading"}]
        if not _REVERSED.match(self.text) or len(pair) != 2:
            return ""
        one, two = pair
        text = self.last.text
        return text[: one.start] + two.name + text[one.end : two.start] + one.name + text[two.end :]

    def _two(self) -> str:
        """两个差多少: the subjects of the last two questions."""
        if not _TWO.search(self.bare) or len(self.before) < 2:
            return ""
        first, second = self._subject(self.before[-2]), self._subject(self.last)
        if not first or not second or first == second:
            return ""
        whole = self.last.text.replace(second, f"{first}和{second}", 1)
        return f"{whole.rstrip('？?。')}，{self.bare}"

    def _like_named(self) -> str:
        """那农业部呢 after a question about 公安部: names of one kind change places."""
        asked = _NAMED_LIKE.fullmatch(self.bare.rstrip("？?。").removesuffix("呢"))
        if asked is None:
            return ""
        old = [match for match in _NAMED_LIKE.finditer(self.last.body) if match.group(1) == asked.group(1)]
        return self._scoped(self.last.body.replace(old[0].group(), asked.group(), 1)) if old else ""

    def _where(self) -> str:
        """第几条说的: the place of what was just cited."""
        if not _WHERE.match(self.bare) or not self.last.context:
            return ""
        return f"{self.last.context[0].address}，{self.bare}"

    def _pronoun(self) -> str:
        subject = self._subject(self.last)
        pronoun = PRONOUN.search(self.bare)
        if pronoun is None or not subject:
            return ""
        if any(m.kinds & _SUBJECT and m.start < self.rest.find(pronoun.group()) for m in self.mentions):
            return self._scoped(self.bare)  # it stands for a name of this very question
        return self._scoped(PRONOUN.sub(subject, self.bare, count=1))

    def _swapped(self) -> str:
        """The question before with the new name, year, document or value in place of the old one."""
        rest = _TAIL.sub("", self._remainder())
        if rest and not (INTERROGATIVE.search(rest) and rest in self.last.text):  # 换成电子信息，哪个城市: asked as before
            return ""
        result, changed = self._swap_names(self.last.text)
        if self.documents:
            _, without = self.library.documents_named(result)
            without = re.sub(r"(?:到|至)?(?:19|20)\d{2}年(?:的|底)?", "", without)
            return f"{self.documents[0].address}，{without.lstrip('，, 里中的：')}"
        year = _YEAR.search(self.bare)
        if year and _YEAR.search(result):
            result, changed = _YEAR.sub(year.group().rstrip("年") + "年", result, count=1), True
        for old, new in (("核心", "重点"), ("重点", "核心")):
            if new in self.bare and old in result and new not in result:
                result, changed = result.replace(old, new), True
        if changed or _MORE.match(self.text):
            return result
        return ""

    def _swap_names(self, whole: str) -> tuple[str, bool]:
        changed = False
        for mention in self.mentions:
            old = [m for m in self.names.find(whole) if m.kinds & mention.kinds and m.name != mention.name]
            old = old or [m for m in self.names.find(whole) if {*m.kinds} & _SUBJECT and mention.kinds & _SUBJECT]
            if not old:
                continue
            target = max(old, key=lambda m: (len(m.kinds & mention.kinds), m.exactness))
            whole = whole[: target.start] + mention.name + whole[target.end :]
            changed = True
        return whole, changed

    def _remainder(self) -> str:
        """What the follow-up says besides names, years and filling words."""
        rest = list(self.rest)
        for mention in self.mentions:
            rest[mention.start : mention.end] = [""] * (mention.end - mention.start)
        text = _YEAR.sub("", "".join(rest))
        return re.sub(r"核心|重点", "", _LITTLE.sub("", text))

    def _subject(self, question: Question) -> str:
        """What a question was about: its subject, else the heading of what was cited for it."""
        for kinds in (_SUBJECT, {"column"}, {"listed"}):
            found = [m for m in question.mentions if m.kinds & kinds and m.exactness >= 0.6]
            if found:
                return max(found, key=lambda m: m.exactness).name
        cited = question.context[0] if question.context else None
        if cited is not None and cited.heading:
            return cited.heading
        bodies = [m for m in question.mentions if "body" in m.kinds]
        return bodies[0].name if bodies else ""

    def _named_elsewhere(self, document: str) -> bool:
        """Whether the follow-up names sections, and all of them are in other documents, this one not even speaking of them."""
        named = [address for m in self.mentions if m.kinds & _SUBJECT for address in m.addresses]
        text = self.library.document(document).text
        spoken = any(m.asked in text for m in self.mentions if m.kinds & _SUBJECT)
        return bool(named) and not spoken and not any(address.startswith(f"{document}/") for address in named)

    def _scoped(self, text: str) -> str:
        """Name the document of the question before where the new one names none."""
        if self.documents:
            return text
        scope = next(filter(None, map(_spoken_of, reversed(self.before))), ())
        if len(scope) != 1 or self.library.documents_named(text)[0] or self.hint(text) or self._named_elsewhere(scope[0]):
            return text
        return f"{scope[0]}，{text}"


def _spoken_of(question: Question) -> tuple[str, ...]:
    """The documents a question named, was answered from, where that was one, or pointed to."""
    cited = {clause.document for clause in question.context}
    return question.documents or (tuple(cited) if len(cited) == 1 else question.hinted)


def _without(text: str, own: set[str]) -> str:
    """A text without the character pairs given."""
    kept = [not (text[i : i + 2] in own or (i > 0 and text[i - 1 : i + 1] in own)) for i in range(len(text))]
    return "".join(character for character, keep in zip(text, kept, strict=True) if keep)

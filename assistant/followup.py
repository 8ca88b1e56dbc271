"""Follow-ups become whole questions from the turn before; what was carried over stays visible in the wording."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.names import Names
from assistant.question import Mention, Question
from index.library import Library

_PRONOUN = re.compile(r"(?:它|该产业|这个产业|这一产业|该行业|这个行业|这项工作|该项工作|这件事|这方面|上述产业|其)(?!他|它|中|实)")
_ASIDE = re.compile(r"^(?:那么?|还有|再问一下|再问|另外|换成|换个话题|换一个|如果是|改成|不对|不是|我是说|我问的是|顺便问一下|好的|谢谢)[，,、：:]?\s*")
_NEW_TOPIC = re.compile(r"^(?:换个话题|换一个话题|另外问|说点别的)")
_BARE = re.compile(r"(?:的)?呢?[？?。！!]*$")
_TAIL = re.compile(r"(?:呢|怎么样|怎么说|又如何|如何|又是怎么定的|是怎么定的|怎么定的|的呢|里是多少|是多少)[？?。]*$")
_ELLIPTIC = re.compile(r"呢[？?]?$|^那|^还有|^再|^反过来|^换成|^具体|怎么说[？?]?$")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_SUBJECT = frozenset({"row", "heading"})
_SHORT = 24  # characters; a longer question is whole


def complete(text: str, before: Sequence[Question], names: Names, library: Library) -> tuple[str, bool]:
    """A whole question out of a follow-up.

    Args:
        text: the normalised question.
        before: earlier questions, oldest first.

    Returns:
        The whole question, and whether anything was carried over.
    """
    if not before or not text or _NEW_TOPIC.match(text):
        return _NEW_TOPIC.sub("", text).lstrip("，, ") or text, False
    last = before[-1]
    bare = _ASIDE.sub("", text)
    mentions = [mention for mention in names.find(bare) if mention.exactness >= 0.6]
    documents, rest = library.documents_named(bare)
    asks = _remainder(rest, mentions)
    pronoun = _PRONOUN.search(bare)
    if pronoun and (subject := _subject(last)):
        return _with_scope(_PRONOUN.sub(subject, bare, count=1), last, bool(documents), library), True
    if len(asks) <= 2 or _TAIL.sub("", asks) == "":
        swapped = _swap(last.text, bare, mentions, bool(documents), library, names)
        if swapped:
            return swapped, True
    if any(m.kinds & (_SUBJECT | {"column"}) and m.exactness >= 0.6 for m in mentions) and not _ELLIPTIC.search(text):
        return (_with_scope(bare, last, bool(documents), library), True) if _same_frame(bare, last) else (text, False)
    if len(bare) <= _SHORT and (subject := _carried_subject(last, mentions)):
        return _with_scope(f"{subject}{bare}" if subject not in bare else bare, last, bool(documents), library), True
    return text, False


def _remainder(rest: str, mentions: Sequence[Mention]) -> str:
    """What a short follow-up says besides names: 呢, 的呢, 怎么说."""
    for mention in mentions:
        rest = rest.replace(mention.name, "")
    found = re.sub(r"[，。？！、\s的那年里中省这份]|方案|意见|文件", "", _YEAR.sub("", rest))
    for mention in mentions:
        found = found.replace(mention.name[:2], "", 1) if len(found) > 2 else found
    return found


def _swap(
    whole: str, bare: str, mentions: Sequence[Mention], renamed: bool, library: Library, names: Names
) -> str:
    """The question before with the new names, year or document in place of the old ones."""
    result, changed = whole, False
    for mention in mentions:
        old = [m for m in names.find(result) if m.kinds & mention.kinds and m.exactness >= 0.4 and m.name != mention.name]
        if old:
            target = min(old, key=lambda m: -len(m.kinds & mention.kinds))
            result = result[: target.start] + mention.name + result[target.end :]
            changed = True
    if renamed:
        _, without = library.documents_named(result)
        asked = re.search(r"(?:19|20)\d{2}年[^，。？]{0,6}?(?:方案|意见|文件|通知|办法)|[^，。？\s]+号", bare)
        result = f"{asked.group() if asked else bare}，{_YEAR.sub('', without).lstrip('，, 里中的')}"
        return result
    year = _YEAR.search(bare)
    if year and _YEAR.search(result):
        result, changed = _YEAR.sub(year.group().rstrip("年") + "年", result, count=1), True
    for old_value, new_value in (("核心", "重点"), ("重点", "核心")):
        if new_value in bare and old_value in result and new_value not in result:
            result, changed = result.replace(old_value, new_value), True
    return result if changed else ""


def _subject(last: Question) -> str:
    """What the question before was about."""
    for kinds in (_SUBJECT, {"column"}, {"body"}, {"listed"}):
        found = [m for m in last.mentions if m.kinds & kinds and m.exactness >= 0.5]
        if found:
            return max(found, key=lambda m: m.exactness).name
    return ""


def _carried_subject(last: Question, mentions: Sequence[Mention]) -> str:
    subject = _subject(last)
    return subject if subject and all(mention.name != subject for mention in mentions) else ""


def _same_frame(bare: str, last: Question) -> bool:
    """Whether a question leans on the document of the one before."""
    return bool(last.documents) and not last.operations == ()


def _with_scope(text: str, last: Question, renamed: bool, library: Library) -> str:
    """Name the document of the question before where the new one names none."""
    if renamed or not last.documents or len(last.documents) > 1:
        return text
    named, _ = library.documents_named(text)
    return text if named else f"{library.document(last.documents[0]).address}，{text}"

"""Who leads and who takes which part: what a sentence says of a body has to be so by the duties the clauses print."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from assistant.compose.claims import plain
from assistant.compose.lexicon import Lexicon
from assistant.compose.source import Source
from assistant.knowledge import place

_LEADS = re.compile("牵头|主责|总负责|负总责|领衔|抓总|主要负责|主导")
_ANSWERS = re.compile("负责|承担|主管|责任单位|配合|参与")
_PART = re.compile("[，,；;。！？!?]")
_INTRODUCES = "(?:单位|部门|城市|企业|园区)?(?:[(（][^()（）]{0,12}[)）])?(?:是|为|有|包括|分别是|[:：])"


def role_fault(folded: str, lexicon: Lexicon, sources: Sequence[Source]) -> str:
    """Whom a sentence gives a part that the clauses do not give; empty where there is nobody."""
    about = _about(folded, lexicon, sources)
    for piece in _PART.split(folded):
        for word, kind in ((_LEADS, "牵头"), (_ANSWERS, "负责")):
            if match := word.search(piece):
                bodies = [name for name in lexicon.printed(piece) if lexicon.is_body(name)]
                if bodies and not all(any(_has(bodies, match.group(), kind, s) for s in section) for section in about):
                    return f"{kind}：{bodies[0]}"
                break
    return next(_misplaced(folded, lexicon, about), "")


def _about(folded: str, lexicon: Lexicon, sources: Sequence[Source]) -> list[Sequence[Source]]:
    """The clauses of each section that a sentence names; all clauses where it names none."""
    named = (name for name in lexicon.printed(folded) if not lexicon.is_body(name))
    sections = ([s for s in sources if any(name in heading for heading in s.headings)] for name in named)
    return [section for section in sections if section] or [sources]


def _has(bodies: Sequence[str], word: str, kind: str, source: Source) -> bool:
    """Whether all of some bodies have a part by the duties of a clause, or are printed beside the word for it."""
    printed = "，".join(segment.text for segment in source.segments if word in segment.text)
    names = [plain(n) for duty in source.duties for n in (duty.lead if kind == "牵头" else duty.names)]
    return all(_among(body, names) or body in printed for body in bodies)


def _misplaced(folded: str, lexicon: Lexicon, about: Sequence[Sequence[Source]]) -> Iterator[str]:
    """Bodies that follow the name of a part (承载园区包括…) and do not all have it in one of the clauses."""
    roles = {plain(duty.role) for section in about for source in section for duty in source.duties}
    word = "|".join(map(re.escape, sorted(roles, key=len, reverse=True)))
    if not word:
        return
    for match in re.finditer(rf"(?P<role>{word}){_INTRODUCES}(?P<who>(?:(?!{word})[^，,。；;！？!?])*)", folded):
        role, who = match["role"], lexicon.printed(match["who"])
        for section in about:
            if not any(_has_role(who, role, source) for source in section):
                yield f"{role}：{'、'.join(who)}"


def _has_role(who: Collection[str], role: str, source: Source) -> bool:
    having = [plain(name) for duty in source.duties if plain(duty.role) == role for name in duty.names]
    printed = "，".join(segment.text for segment in source.segments if role in segment.text)
    return all(_among(name, having) or name in printed for name in who)


def _among(name: str, bodies: Collection[str]) -> bool:
    return any(name in body or place(name) in body for body in bodies)

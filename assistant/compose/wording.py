"""Words that turn a sentence around: denials, obligations, degrees and comparisons have to be printed as such."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.compose.claims import pieces
from assistant.compose.segments import Segment
from assistant.compose.source import Source
from assistant.knowledge import pairs

_KINDS = (
    ("禁止", re.compile("不得|禁止|严禁|不准|不允许|不能|不可以|不予")),
    ("免除", re.compile("无需|不需要?|不必|无须|免于|免除|不用")),
    ("否定", re.compile("没有|未能|尚未|并未|不是|并非|不存在|未(?:规定|明确|提及|提到|载明|涉及)|无法|不(?:包括|包含|涉及|属于|适用)")),
)
_DUTY, _ANY_DUTY = re.compile("必须|应当|务必|一律"), re.compile("必须|应|务必|一律|须|要|不得|严禁|禁止")
_DEGREE = re.compile(
    "最[大高多低小好强长短早晚]|第一(?!批|季|步|责任|条|章|节|款|项|类|时间)|首[个位次批家]|唯一|翻[一两]?番|倍增|不?一样多?|不?一致|[不相]同|相等|差[异别]|区别|[更较][多少高低大小]|全部|所有"
    "|比[^，。]{1,12}(?:多|少|高|低|大|小|长|短)"
)
_NOT = re.compile(
    "不(?!断|同|仅|但|只|少于|低于|高于|超过|多于|大于|小于|足|论|管|限|良|锈|动产|等|久|可或缺|忘|懈|到位|力)|未(?!来)|没有|禁止|严禁|无(?:需|须|法|权)|免(?:于|除|征|收|予)|并非|除外|拒绝|取消|停止"
)
_WHOLE_PIECE = 4  # pairs; a shorter piece says too little to be told where it is from
_FROM = 0.6  # share of a piece that a segment has to say to be where it is from
_NEAR = 6  # characters behind a negation that it turns around


def wording_fault(folded: str, sources: Sequence[Source]) -> str:
    """The word of a sentence, or of the clause it leaves out, that turns it around; empty where there is none."""
    own = "，".join(source.own for source in sources)
    for what, pattern in _KINDS:
        match = pattern.search(folded)
        if match and not pattern.search(own):
            return f"{what}：{match.group()}"
    duty = _DUTY.search(folded)
    if duty and not _ANY_DUTY.search(own):
        return f"义务：{duty.group()}"
    degree = next((word for word in _DEGREE.findall(folded) if word not in own), "")
    return f"程度：{degree}" if degree else ""


def turned_fault(folded: str, segments: Sequence[Segment]) -> str:
    """A piece that denies or demands what the clause most like it does not, or says what that denies.

    Args:
        segments: of all clauses there are, not only of those that are cited: another one may say the opposite.
    """
    for piece in pieces(folded):
        said = pairs(piece)
        if len(said) < _WHOLE_PIECE:
            continue
        alike = [len(said & segment.pairs) for segment in segments]
        most = max(alike, default=0)
        if most < _FROM * len(said):
            continue
        nearest = [segment.text for segment, shared in zip(segments, alike, strict=True) if shared == most]
        if all(_differ(piece, text) for text in nearest):
            return f"否定：{piece[:20]}"
        if _DUTY.search(piece) and not any(_ANY_DUTY.search(text) for text in nearest):
            return f"义务：{piece[:20]}"
    return ""


def _differ(piece: str, text: str) -> bool:
    """Whether one of two denies and the other does not; what the clause denies has to be spoken of in the piece."""
    if _NOT.search(piece):
        return not _NOT.search(text)
    return any(pairs(text[match.end() : match.end() + _NEAR]) & pairs(piece) for match in _NOT.finditer(text))

"""Sentences that say nothing by themselves: headings, marks, names of groups, lists of bodies, captions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.clause import Clause
from index.sentences import Sentence

_LABEL = re.compile(r"^(?:[（(]?[一二三四五六七八九十百\d]+[）)、.．]|第[一二三四五六七八九十百\d]+[条章节]|\d+(?:\.\d+)*)\s*")
_ADDRESSEE = re.compile(r"[^，。；]{2,60}[：:]$")
_CAPTION = re.compile(r"[图表]\s*\d+[\s　：:][^。]*$")
_STATES = re.compile(
    r"(?!(?:19|20)\d{2}年)(?<!\d)\d[\d.]*\s*[%％‰万亿千百个]*[元日天月年人名户家项吨亩倍]|应当|不得|可以|必须"
)  # a heading that is a statement
_SAYS_MORE = re.compile(r"时限|期限|完成时间|\d+月底?前|年底前|涉密|保密|略[；，。）)]")  # than who is responsible


def is_bare(clause: Clause, sentence: Sentence) -> bool:
    """Whether a sentence is only a heading, a mark, a group's name or a list of bodies."""
    said = _LABEL.sub("", sentence.text).strip("。 【】")
    group = bool(clause.cells) and len(said) < 12 and not re.search("[、，]", said)
    duty = _is_duty_line([each.text for each in clause.duties], sentence.text) and not _SAYS_MORE.search(sentence.text)
    lead_in = said != sentence.text and not re.search("[，。；：、！？]", sentence.text) and len(clause.text) > 2 * len(sentence.text)
    salutation = clause.kind == "foreword" and _ADDRESSEE.match(sentence.text) is not None
    heading = said == clause.heading and not _STATES.search(said)
    caption = _CAPTION.match(said) is not None or ("\t" in sentence.text and clause.kind != "row")
    return len(said) < 4 or heading or group or duty or lead_in or salutation or caption


def _is_duty_line(duties: Sequence[str], sentence: str) -> bool:
    """Whether a sentence holds little else than lists of bodies, or only a part of one."""
    rest = sentence
    for duty in duties:
        rest = rest.replace(duty, "")
    held = any(sentence.strip("[]。") in duty for duty in duties)
    return held or (rest != sentence and len(rest) < 20)

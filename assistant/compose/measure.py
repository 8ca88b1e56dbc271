"""What a figure measures: the words around it without the figure, its year and the words of relation. Pure functions."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.compose.claims import without_figures
from assistant.knowledge import pairs

FILLER = re.compile(
    r"根据|依据|按照|规定|明确|指出|提出|要求|方案|文件|其中|此外|另外|同时|并且|而且|具体|包括|主要|以及|相关|以下|如下|总之|综上|所述|分别|目标|内容"
    r"|需要|通过|进行|方面|等|是|的|了|在|将|为|由|和|与|及|并|对|其|该|这|那|有|也|还|都|要|应"
)
_RELATION = re.compile(
    r"(?:19|20)\d{2}年?|超过|突破|达到|达|不低于|不少于|不超过|不高于|高于|低于|多于|少于|至少|至多|最多|以上|以下|以内|左右|大约|约|力争|争取|总共|一共|共有|共计|合计|总计|共|底|前|到|至"
    r"|多少|哪些|几|分别|数字|数量|个数"
)


@lru_cache(maxsize=4096)
def measure(folded: str) -> frozenset[str]:
    """Character pairs of what the figures of a folded text measure.

    >>> sorted(measure("到2027年产值超过2000亿元"))
    ['产值']
    """
    return frozenset(pairs(FILLER.sub("，", _RELATION.sub("，", without_figures(folded)))))

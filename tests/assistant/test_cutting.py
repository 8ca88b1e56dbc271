"""A long sentence is cut to what was asked, and less of it where no segment says that in the question's words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from assistant.draft import Quote
from assistant.knowledge import Ask, pairs
from assistant.write.cutting import cut
from index.document import read_document

SENTENCE = (
    "支持各县建设集中供水管网和备用水源，推动老旧泵站更新改造和自动监测，鼓励村级组织参与日常管护和水费收缴，"
    "加快山塘水库除险加固和清淤扩容，完善灌区末级渠系和量水设施，推广喷灌滴灌和水肥一体化技术，"
    "建立旱情会商和应急调水机制，引导金融机构提供中长期贷款和保险产品，支持高校培养水利专业人才，开展节水宣传教育活动和示范单位评选。"
)


def asked(question: str) -> Ask:
    """A question with nothing around it but the weights of words, which are all alike."""

    def overlap(one: str, other: str) -> tuple[float, float]:
        common = len(pairs(one) & pairs(other))
        return common / len(pairs(other)), common / len(pairs(one))

    question_like = SimpleNamespace(text=question, body=question, answer_type=None, mentions=(), asks=lambda *_: False)
    return cast(Ask, SimpleNamespace(question=question_like, knowledge=SimpleNamespace(overlap=overlap)))


@pytest.mark.parametrize(("question", "whole"), [("应急调水机制", False), ("天干时从别处引水救急", True)])
def test_what_is_said_in_other_words_is_shown_with_more_around_it(question: str, whole: bool) -> None:
    document = read_document(f"一、水利\n{SENTENCE}\n".encode(), "水利.txt", frozenset())
    clause = next(clause for clause in document.clauses if SENTENCE in clause.text)
    start = clause.text.index(SENTENCE)
    shown = cut(asked(question), Quote(clause, start, start + len(SENTENCE)))
    assert (shown.text == SENTENCE) is whole
    assert "应急调水机制" in shown.text

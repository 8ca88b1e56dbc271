"""Whether a question speaks of what the documents are about."""

from __future__ import annotations

import re

from assistant.asking import SMALL_TALK
from assistant.gate.evidence import known
from assistant.knowledge import Ask

_GENRE = re.compile("省里|市里|政府|政策|文件|方案|条例|法规|部门|企业|公司|工厂|厂里|厂子|产业|行业|这一行|项目|园区|专利|国资|干部|当官|公家|国家")
KNOWN_WEIGHT = 0.15
LEAST_COSINE = 0.73  # a question with no name of the documents and few of their words needs a closer passage
LEAST_GENRE_COSINE = 0.66  # a question in the words of the genre
LEAST_KNOWN = 0.45  # share of a question's content that occurs in the documents
LEAST_FOREIGN_COSINE = 0.45  # for questions in another language, whose words never occur


def about_documents(ask: Ask) -> bool:
    """Whether a question speaks of what the documents are about."""
    question = ask.question
    if SMALL_TALK.search(question.text):
        return False
    if question.documents or question.passages or question.address_missing:
        return True
    if any(mention.exactness >= 0.9 and len(mention.name) > 1 for mention in question.mentions):
        return True
    if any(ask.library.find_phrase(phrase) for phrase in question.phrases):
        return True
    if question.text.isascii():
        return len(question.text.split()) > 1 and ask.retrieved.cosine >= LEAST_FOREIGN_COSINE
    said = known(ask)
    if _GENRE.search(question.text) and ask.retrieved.cosine >= LEAST_GENRE_COSINE:
        return True
    return said >= LEAST_KNOWN or ask.retrieved.cosine + KNOWN_WEIGHT * said >= LEAST_COSINE

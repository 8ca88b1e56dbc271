"""The penalty for an article: by its number where it is named, else by the conduct described."""

from assistant.sanctions import Sanctions
from index.document import read_document
from index.library import Library

_TEXT = """某市活动管理条例

第一章　总则

第一条　为了加强活动管理，制定本条例。

第二条　举办活动应当自决定之日起10日内向公安机关备案。

第三条　承办者不得擅自变更活动的时间、地点和内容。

第四条　场所应当配备灭火器材。

第二章　法律责任

第五条　违反本条例第二条第一款、第四条规定的，由公安机关责令改正，处1000元以下的罚款。

第六条　承办者擅自变更活动的时间、地点、内容的，由公安机关处1万元以下的罚款。
"""
_LIBRARY = Library((read_document(_TEXT.encode(), "条例.txt", frozenset()),))
_NAME = "某市活动管理条例"


def _sanctions(article: str) -> dict[str, float]:
    duty = _LIBRARY.clause(f"{_NAME}/{article}")
    assert duty is not None
    return {address.removeprefix(f"{_NAME}/"): sure for address, sure in Sanctions(_LIBRARY)((duty,)).items()}


def test_an_article_named_by_its_number() -> None:
    assert _sanctions("第二条") == {"第五条": 1.0}
    assert _sanctions("第四条") == {"第五条": 1.0}


def test_conduct_described_again() -> None:
    found = _sanctions("第三条")
    assert set(found) == {"第六条"}
    assert 0.35 <= found["第六条"] < 1


def test_an_article_without_penalty() -> None:
    assert _sanctions("第一条") == {}


def test_an_article_of_a_document_that_is_not_among_these() -> None:
    other = read_document("另一条例\n\n第一条　不得倾倒废弃物。\n".encode(), "另一条例.txt", frozenset())
    assert Sanctions(_LIBRARY)(other.clauses) == {}

"""Word and Markdown of an answer that a model wrote: the checked text, who wrote it, what it rests on."""

from io import BytesIO

import pytest
from docx import Document

from assistant.assistant import Assistant
from assistant.conversations.exchange import exchange_of
from assistant.conversations.markdown import paper_to_markdown
from assistant.conversations.paper import Paper, paper_of
from assistant.conversations.word import paper_to_word
from tests.model.service import Reply, Service
from tests.model.test_checking import QUESTION, RIGHT

NOW = "2026-11-22T03:04:05"


@pytest.fixture
def paper(writer: Assistant, service: Service) -> Paper:
    """An answer by the model, and one that fell back."""
    service.says(f"{RIGHT}[1]。要给予每户九千万元奖励[1]。", Reply(status=401))
    answers = [writer.ask(QUESTION), writer.ask("食品加工由谁牵头？")]
    return paper_of("题", [exchange_of(answer, writer.library, NOW, NOW) for answer in answers], NOW)


def lines_of(paper: Paper, form: str) -> list[str]:
    if form == "md":
        return paper_to_markdown(paper).splitlines()
    return [paragraph.text for paragraph in Document(BytesIO(paper_to_word(paper))).paragraphs]


@pytest.mark.parametrize("form", ["docx", "md"])
def test_an_export_holds_what_was_checked_and_who_wrote_it(paper: Paper, form: str) -> None:
    lines = lines_of(paper, form)
    written = next(at for at, line in enumerate(lines) if line.startswith(f"{RIGHT}。 [1]"))
    assert "由模型 script 撰写" in "".join(lines[written : written + 3]) and "未核实" in "".join(lines)
    assert not any("九千" in line for line in lines)
    assert any("三、（二）" in line and "产值超过2000亿元" in line for line in lines if line.lstrip("\\").startswith("[1"))


@pytest.mark.parametrize("form", ["docx", "md"])
def test_an_extract_in_an_export_is_not_called_written(paper: Paper, form: str) -> None:
    lines = lines_of(paper, form)
    second = "".join(lines[next(at for at, line in enumerate(lines) if line.endswith("食品加工由谁牵头？")) :])
    assert "改用原文摘录" in second and "撰写" not in second

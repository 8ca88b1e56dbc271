"""Who writes: the switch between 摘录 and 模型撰写, and what an answer says of how it was written. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.answer import Answer
from assistant.ui.labels import say

EXTRACT, MODEL = "extract", "model"
STOP = f'<p class="doing"><button type="button" data-trigger="clear">{say("停止")}</button></p>'


def switch_to_html(chosen: str, model: str) -> str:
    """The switch; it is only there where a model is configured."""
    buttons = "".join(
        f'<button type="button" data-trigger="select" data-writer="{writer}" aria-pressed="{str(writer == chosen).lower()}">'
        f"{label}</button>"
        for writer, label in ((EXTRACT, say("摘录")), (MODEL, say("模型撰写")))
    )
    return f'<div class="writer" role="group" aria-label="{say("回答方式")}">{buttons}<span>{escape(model)}</span></div>'


def written_to_html(answer: Answer) -> Iterator[str]:
    """The model's name, what checking removed or put right, and why the answer is an extract where it was to be written."""
    if answer.note:
        yield f'<p class="note">{escape(answer.note)}</p>'
    if answer.writer == MODEL:
        said = [say("由 {0} 撰写，每句都与引用条款核对过。", answer.model)]
        said += [say("有 {0} 句未核实，已换成原文。", len(answer.repaired))] if answer.repaired else []
        said += [say("有 {0} 句未核实，已删去。", len(answer.removed))] if answer.removed else []
        yield f'<p class="note written">{"".join(said)}</p>'
    elif answer.removed and not answer.model:
        yield f'<p class="note">{say("核对时删去了 {0} 处没有依据的表述。", len(answer.removed))}</p>'

"""The options of `python -m eval`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from eval.questions import OTHER_DOCUMENTS, OTHERS, QUESTIONS, SPLITS
from index.errors import SettingsError
from index.settings import SEEDS

if TYPE_CHECKING:
    from assistant.model.settings import ModelSettings


class Options(argparse.Namespace):
    """The options of the command line."""

    documents: list[Path]
    questions: Path
    json: Path | None
    html: Path | None
    textbook: bool
    split: str
    show_test: bool
    kind: str
    accept: bool
    check: bool
    others: bool
    calibrate: bool
    adapt: Path | None
    sample: int
    llm: str | None
    llm_base_url: str
    llm_model: str
    llm_key_file: Path | None

    @property
    def model(self) -> ModelSettings | None:
        """The language model whose answers are scored beside the extractive ones; None where that was not asked for.

        Raises:
            SettingsError: it was, and none is configured, or it cannot be used.
        """
        if self.llm is None and not self.llm_base_url:
            return None
        from assistant.model.settings import ModelSettings

        model = ModelSettings.from_environment(
            base_url=self.llm_base_url,
            name=self.llm_model,
            file=Path(self.llm) if self.llm else None,
            key_file=self.llm_key_file,
        )
        if model is None:
            raise SettingsError("--llm 没有可用的模型", "用 --llm-base-url 和 --llm-model 给出，或设置 CEYIN_LLM_BASE_URL、CEYIN_LLM")
        return model

    @property
    def own(self) -> bool:
        """Whether our own questions are asked over the seeds."""
        return self.questions.resolve() == QUESTIONS and [path.resolve() for path in self.documents] == [SEEDS]

    @property
    def complete(self) -> bool:
        """Whether all of them are, as the accepted scores want it."""
        part = self.kind or self.sample or self.llm is not None or self.llm_base_url
        return self.own and self.split == "all" and not part


def _others(parser: argparse.ArgumentParser) -> list[Path]:
    """The documents of the questions on other documents; they are no part of the project."""
    folder = os.environ.get("CEYIN_CORPORA", "")
    if not folder:
        parser.error("--others 要用环境变量 CEYIN_CORPORA 指向文件所在的文件夹")
    return [Path(folder) / name for name in OTHER_DOCUMENTS.read_text(encoding="utf-8").splitlines() if name]


class Parser(argparse.ArgumentParser):
    """Reports a wrong option like every other error of the product: one line, exit status 1."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the options."""
        raise SettingsError(f"选项有误：{message}", "用法见 python -m eval --help")


def read_options(arguments: Sequence[str]) -> Options:
    """The options, checked against each other.

    Raises:
        SettingsError: an unknown option, or `--accept` for a part of the questions.
    """
    parser = Parser(prog="python -m eval", description="离线评测：提问、评分、报告。")
    parser.add_argument("--documents", type=Path, nargs="+", default=[SEEDS], help="文件或文件夹，默认 seeds/")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="问题文件，默认 eval/questions.jsonl")
    parser.add_argument("--json", type=Path, metavar="OUT", help="把成绩和每个问题的结果写成 JSON")
    parser.add_argument("--html", type=Path, metavar="OUT", help="把报告写成一个网页")
    parser.add_argument("--textbook", action="store_true", help="与两种教科书检索做法比较")
    parser.add_argument("--split", choices=(*SPLITS, "all"), default="all", help="只问开发集或测试集，默认全部")
    parser.add_argument("--show-test", action="store_true", help="测试集中答错的问题也逐个列出")
    parser.add_argument("--kind", default="", help="只问这一类问题")
    parser.add_argument("--accept", action="store_true", help="把这次成绩记为认可的成绩")
    parser.add_argument("--check", action="store_true", help="成绩比认可的变差超出容许时以状态 1 退出")
    parser.add_argument("--others", action="store_true", help="问其他文件（环境变量 CEYIN_CORPORA 指向的文件夹）上的问题")
    parser.add_argument("--calibrate", action="store_true", help="用这些问题重新拟合条款次序和把握度，打印权重（加 --others 时连同其他文件上的）")
    parser.add_argument("--adapt", type=Path, metavar="OUT", help="用这些问题重新拟合向量模型的调整，写入文件")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="只问均匀抽取的 N 个问题")
    parser.add_argument("--llm", nargs="?", const="", metavar="GGUF", help="另让模型作答，与摘录并列评分；不给文件则用环境变量")
    parser.add_argument("--llm-base-url", default="", help="模型服务地址（OpenAI 兼容），同 CEYIN_LLM_BASE_URL")
    parser.add_argument("--llm-model", default="", help="模型名，同 CEYIN_LLM_MODEL")
    parser.add_argument("--llm-key-file", type=Path, help="写有密钥的文件；或用 CEYIN_LLM_API_KEY")
    options = parser.parse_args(arguments, namespace=Options())
    if options.others:
        options.documents, options.questions = _others(parser), OTHERS
    if options.accept and not options.complete:
        parser.error("--accept 只用于全部自有问题")
    return options

"""`python -m eval`: the offline evaluation. A thin door: it reads options, calls, and writes what comes back."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from eval.accepted import write_accepted
from eval.html import page
from eval.options import Options, read_options
from eval.report import Report
from eval.run import calibrated, evaluate, fitted
from index.errors import CeyinError, SettingsError
from index.settings import Settings


def main(arguments: Sequence[str]) -> int:
    """Run the evaluation; the report goes to standard output, everything else to standard error.

    Returns:
        0, or 1 for an error meant for the user and for scores that got worse than `--check` allows.
    """
    try:
        options = read_options(arguments)
        if options.calibrate:
            print(calibrated(options, Settings.from_environment(), notify=report_progress))
            return 0
        if options.adapt:
            fitted(options, options.adapt, Settings.from_environment(), notify=report_progress)
            return 0
        report = evaluate(options, Settings.from_environment(), notify=report_progress)
        print(report.to_text())
        write_outputs(report, options)
    except CeyinError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 1
    if options.check and report.comparison and report.comparison.failed:
        print(f"成绩比认可的差：{report.comparison.reason}", file=sys.stderr)
        return 1
    return 0


def report_progress(line: str) -> None:
    """Say what takes so long, beside the report."""
    print(line, file=sys.stderr, flush=True)


def write_outputs(report: Report, options: Options) -> None:
    """Write the files that were asked for.

    Raises:
        SettingsError: a file cannot be written.
    """
    if options.json:
        write(options.json, json.dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n")
    if options.html:
        write(options.html, page(report))
    if options.accept:
        write_accepted(report.cases, report.summary.to_json())


def write(path: Path, text: str) -> None:
    """Write a text file, making its folder.

    Raises:
        SettingsError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"无法写入 {path}：{error.strerror}", "换一个位置") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

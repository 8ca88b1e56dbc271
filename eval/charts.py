"""Charts as inline SVG: numbers in, markup out, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from eval.uncertainty import RiskPoint

WIDTH, HEIGHT, MARGIN = 560, 220, 44  # pixels
BARS = 24


def histogram(values: Sequence[float], unit: str) -> str:
    """How many values fall into each of up to `BARS` equal steps from 0 to the largest; empty without values."""
    if not values:
        return ""
    counts, step = bins(values)
    tallest, bar = max(counts), (WIDTH - 2 * MARGIN) / len(counts)
    shapes = [
        f'<rect class="bar" x="{MARGIN + place * bar:.1f}" y="{_y(count / tallest):.1f}" width="{bar * 0.9:.1f}" '
        f'height="{_y(0) - _y(count / tallest):.1f}">'
        f"<title>{place * step:g}–{(place + 1) * step:g} {unit}：{count}</title></rect>"
        for place, count in enumerate(counts)
    ]
    right = f"{len(counts) * step:g} {unit}"
    return _frame(shapes, left="0", right=right, top=str(tallest))


def bins(values: Sequence[float]) -> tuple[list[int], float]:
    """Counts of values by step, and the step: 1, 2 or 5 times a power of ten.

    >>> counts, step = bins([1, 2, 3, 47])
    >>> step, counts[:3], len(counts)
    (2.0, [1, 2, 0], 24)
    """
    largest = max(1e-9, *values)
    steps = (factor * 10.0**power for power in range(-9, 12) for factor in (1, 2, 5))
    step = next(step for step in steps if largest / step < BARS)
    counts = [0] * max(1, ceil((largest + step / 1e6) / step))
    for value in values:
        counts[min(int(value / step), len(counts) - 1)] += 1
    return counts, step


def risk_curve(points: Sequence[RiskPoint], operating: tuple[float, float] | None) -> str:
    """Risk over coverage as a line, with the operating point (coverage, risk) as a dot; empty without points."""
    if not points:
        return ""
    top = max(0.05, operating[1] if operating else 0.0, *(point.risk for point in points))
    line = " ".join(f"{_x(point.coverage):.1f},{_y(point.risk / top):.1f}" for point in points)
    shapes = [f'<polyline class="line" points="{line}"/>']
    if operating:
        coverage, risk = operating
        title = f"<title>实际：作答 {coverage:.3f}，错误 {risk:.3f}</title>"
        shapes.append(f'<circle class="dot" cx="{_x(coverage):.1f}" cy="{_y(risk / top):.1f}" r="5">{title}</circle>')
    return _frame(shapes, left="0 作答比例", right="1", top=f"错误 {top:.2f}")


def _x(share: float) -> float:
    return MARGIN + share * (WIDTH - 2 * MARGIN)


def _y(share: float) -> float:
    return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)


def _frame(shapes: Sequence[str], left: str, right: str, top: str) -> str:
    """The shapes above an axis with its labels."""
    axis = f'<path class="axis" d="M{MARGIN} {_y(1):.0f}V{_y(0):.0f}H{WIDTH - MARGIN}"/>'
    labels = (
        f'<text x="{MARGIN}" y="{HEIGHT - 22}">{left}</text>'
        f'<text x="{WIDTH - MARGIN}" y="{HEIGHT - 22}" text-anchor="end">{right}</text>'
        f'<text x="{MARGIN}" y="{MARGIN - 12}">{top}</text>'
    )
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img">{axis}{"".join(shapes)}{labels}</svg>'

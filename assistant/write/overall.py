"""What is asked of all rows or columns of a matrix, or of a group of them: counts, places in their order, sums."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking import PLACES_IN_ORDER
from assistant.draft import Draft, Quote, Statement, item, line
from assistant.write.grid import Choice, Grid
from index.clause import Clause
from index.numerals import value as number_of

_EXACTLY = re.compile(r"(?:恰好|正好|刚好|只有?|仅有?|仅仅|只沾了|就)[^，。？]{0,6}?([一二两三四五六七八九十\d]+)\s*(?:个|座|家|样|种|项)")
_EXACTLY_IS = re.compile(r"(?:正好|恰好|刚好)是?\s*([一二两三四五六七八九十\d]+)\s*个")
_MORE_THAN = re.compile(r"(超过|多于|不少于|不低于|至少|少于|不超过|不到)\s*([一二两三四五六七八九十\d]+)\s*(?:个|座|家|样|种|项)")
PLACES = re.compile(
    r"(?:市州|城市|地市)(?:里面?|中|当中|之中)|(?:哪|几)(?:个|些|几个|座)?(?:市|城|地|州|县|区|地方|地区)|(?:市州?|城市|地市|地方|县|州)(?:是|有)[哪谁]|[多少高低]的(?:市州?(?!场)|城市|地市|地方|县|州)"
)
_SUM = re.compile(r"加起来|加总|合计|总和|之和|一共加")


def overall(grid: Grid) -> Draft | None:
    """Counts and extremes over a whole axis, or over the rows of a group."""
    if grid.rows or grid.columns:
        return None
    group = grid.group()
    exact = _EXACTLY.search(grid.text) or _EXACTLY_IS.search(grid.text)
    by_column = not group and bool(PLACES.search(grid.text))
    axis = group or (grid.matrix.columns if by_column else grid.matrix.rows)
    if exact is None and (places := list(PLACES_IN_ORDER.finditer(grid.text))):
        return _in_order(grid, axis, places)
    if group and _SUM.search(grid.text):
        return _sum(grid, group)
    if _SUM.search(grid.text) and grid.matrix.totals is not None:
        return _grand_total(grid, grid.matrix.totals)
    bound = _MORE_THAN.search(grid.text)
    if bound is not None and (limit := number_of(bound.group(2))) is not None:
        return _listing(grid, [clause for clause in axis if _within(grid.size(clause), bound.group(1), limit)])
    if exact is not None and (number := number_of(exact.group(1))):
        if re.search(r"产业(?:有哪|都有|是哪)|哪(?:些|几个)产业", grid.text):
            axis = group or grid.matrix.rows
        return _listing(grid, [clause for clause in axis if grid.size(clause) == number])
    return None


def _in_order(grid: Grid, axis: Choice, places: Sequence[re.Match[str]]) -> Draft | None:
    """The rows or columns at the places of an order that are asked for (最多的是谁，最少的呢，排第二的呢)."""
    sizes, chosen, most = {clause: grid.size(clause) for clause in axis}, list[Clause](), True
    for place in places:
        most = place.group(1) in {"多", "高"} if place.group(1) else most and not place.group().endswith("少")
        order = sorted(set(sizes.values()), reverse=most)
        at = (number_of(place.group(2)) or 1) - 1 if place.group(2) else 0
        chosen += [clause for clause in axis if at < len(order) and sizes[clause] == order[at]]
    return _listing(grid, list(dict.fromkeys(chosen)))


def _listing(grid: Grid, chosen: Sequence[Clause]) -> Draft | None:
    statements = []
    for clause in chosen:
        if grid.values:
            names = "、".join(holder.label for holder in grid.holders(clause, grid.values))
            statements.append(item(f"{clause.label}：{names}", grid.pair(clause, grid.holders(clause, grid.values)[0])))
        elif counted := grid.count_line(clause):
            statements.append(Statement(counted.parts, "item"))
    return Draft(tuple(statements)) if statements else None


def _grand_total(grid: Grid, totals: Clause) -> Draft | None:
    """The sum of the printed totals."""
    names = {column.label for column in grid.matrix.columns}
    cells = [cell for cell in totals.cells if cell.column in names and cell.value.isdecimal()]
    total = str(sum(int(cell.value) for cell in cells))
    terms = " + ".join(cell.value for cell in cells)
    quotes = tuple(Quote.cell(totals, cell) for cell in cells)
    return Draft((line(f"合计 {total} 个（{terms} = {total}，据表计算）", *quotes, computed=(total,)),)) if cells else None


def _sum(grid: Grid, group: Choice) -> Draft | None:
    lines = [counted for clause in group if (counted := grid.count_line(clause))]
    total = sum(len(grid.holders(clause)) for clause in group)
    terms = " + ".join(str(len(grid.holders(clause))) for clause in group)
    quotes = tuple(quote for counted in lines for quote in counted.quotes)
    numbers = (str(total), *(str(len(grid.holders(clause))) for clause in group))
    return Draft((line(f"合计 {total} 个（{terms} = {total}，据表计算）", *quotes, computed=numbers),))


def _within(size: int, relation: str, limit: int) -> bool:
    """Whether a count keeps a spoken bound."""
    if relation in {"超过", "多于"}:
        return size > limit
    if relation in {"不少于", "不低于", "至少"}:
        return size >= limit
    return size < limit if relation in {"少于", "不到"} else size <= limit

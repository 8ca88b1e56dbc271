"""Who answers for what: from a section to its bodies, and from a body to its sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking import SECTIONS
from assistant.draft import Draft, Part, Quote, Statement, item, line
from assistant.knowledge import Ask, place
from assistant.phrases import NOT_STATED
from assistant.question import Mention
from index.clause import Clause, Duty
from index.numerals import value
from index.text import fold

_RESPONSIBLE = re.compile(r"责任|牵头|负责|配合|职责|主管|落实|指导|参与")
_RULE = re.compile(r"(?:排|列)[^，。；、）)]{0,4}第一[^，。；、）)]{0,6}(?:为|是)牵头[^，。；、）)]{0,4}")
_ASKS_RULE = re.compile(r"怎么(?:看|认|确定|判断|知道|区分)|如何(?:看|认|确定|判断|区分)|规则|凭什么|怎样")
_OTHERS = re.compile(r"配合|还有|其他|参与|责任单位有|哪些(?:单位|部门)")
_PARAGRAPH = 40  # characters; a line of bodies alone is shorter
_RANKED = 2  # best ranked clauses whose duties answer where the question names no section
_LIKELY = 0.2  # probability of being the clause that answers, below which a clause named by nothing is left out
_NEGATED = re.compile(r"(?:不是|并非|不由|没有)(?:由)?[^，。？]{0,16}(?:牵头|负责)")
_LEVEL = re.compile("^[省市县区州](?=..)")  # 发展改革委, as another document writes it, is 省发展改革委
_ALONE = re.compile(r"单独|独自|独家|[只仅]由[^，。？]{1,8}(?:牵头|负责)|一[家个][^，。？]{0,3}(?:牵头|负责)")
_TOGETHER = re.compile("([一二两三四五六]|\\d)[个家](?:[城地]?[市州县区]|单位|部门|厅局?|委办局)[^，。？]{0,6}(?:牵头|负责)")  # by so many


def write_memberships(ask: Ask) -> Draft | None:
    """The sections a body answers for, leads, or is listed in: 株洲牵头哪些产业."""
    question = ask.question
    roles = _roles_asked(ask)
    if not (question.asks("lead", "duty") or roles) or not SECTIONS.search(question.text):
        return None
    members = [m for m in question.mentions if m.kinds & {"body", "column", "listed"} and m.exactness >= 0.7]
    members = [m for m in members if not m.kinds & {"heading", "row"}]
    if not members:
        return _led_together(ask)
    statements: list[Statement] = []
    for member in members:
        found = _memberships(ask, member, roles)
        if not found:
            continue
        if len(found) > 1:
            statements.append(line(f"{member.name}共 {len(found)} 项：", computed=(str(len(found)),)))
        statements.extend(item(_section(clause, duty, member), *_evidence(clause, duty, ask)) for clause, duty in found)
    return Draft(tuple(statements)) if statements else None


def _led_together(ask: Ask) -> Draft | None:
    """The sections that so many bodies lead or answer for (由两个城市共同牵头的有哪几个)."""
    together = _TOGETHER.search(ask.question.text)
    if together is None:
        return None
    size = value(together.group(1))
    duties = [(c, d) for c, d in ask.knowledge.duties if ask.inside(c) and "牵头" in d.role and len(d.lead) == size]
    return Draft(tuple(item(f"{c.heading}（{d.role}：{'、'.join(d.lead)}）", *_evidence(c, d, ask)) for c, d in duties))


def _memberships(ask: Ask, member: Mention, roles: Sequence[str]) -> list[tuple[Clause, Duty]]:
    wanted = place(fold(member.name))
    negated = bool(_NEGATED.search(ask.question.text))
    alone = bool(_ALONE.search(ask.question.text))
    found = []
    for clause, duty in ask.knowledge.duties:
        if not ask.inside(clause) or (roles and duty.role not in roles):
            continue
        leading = ask.question.asks("lead") and "牵头" not in "".join(roles)
        names = duty.lead if leading else duty.names
        if not roles and not _RESPONSIBLE.search(duty.role):
            continue
        holds = any(_same(wanted, name) for name in names)
        if (holds and not (alone and len(names) > 1)) if not negated else (bool(names) and not holds):
            found.append((clause, duty))
    return found


def _same(wanted: str, name: str) -> bool:
    folded = fold(name)
    return wanted in (place(folded), _LEVEL.sub("", folded)) or ("、" in folded and wanted in map(place, re.split(r"[、等]", folded)))


def _section(clause: Clause, duty: Duty, member: Mention) -> str:
    heading = clause.heading or clause.reference
    return f"{heading}（{duty.role}：{'、'.join(duty.names)}）" if len(duty.names) <= 3 else f"{heading}（{duty.role}）"


def write_duties(ask: Ask) -> Draft | None:
    """The bodies of a section, the lead named as lead."""
    question = ask.question
    roles = _roles_asked(ask)
    if not (question.asks("lead", "duty") or roles):
        return None
    if _ASKS_RULE.search(question.text):
        return _rules(ask)
    if question.asks("count", "value") and re.search(r"多少|(?<![哪那这])几[家个]|数量", question.text):
        return None
    statements: list[Statement] = []
    for owner in _owners(ask, roles):
        duties = _of_paragraph(owner, [duty for duty in owner.duties if _wanted(duty, roles, ask)], ask)
        led = [duty for duty in duties if duty.lead] if _lead_only(ask) else []
        statements.extend(_statement(owner, duty, ask) for duty in led or duties)
    return Draft(tuple(statements[:4])) if statements else None


def _of_paragraph(clause: Clause, duties: Sequence[Duty], ask: Ask) -> Sequence[Duty]:
    """Where the paragraphs of a clause each have their bodies, those of the paragraph that says most of the question."""
    by_paragraph: dict[str, list[Duty]] = {}
    for duty in duties:
        paragraph = next((each for each in clause.text.splitlines() if duty.text in each), "")
        by_paragraph.setdefault(paragraph, []).append(duty)
    if len(by_paragraph) < 2 or any(len(paragraph) < _PARAGRAPH for paragraph in by_paragraph):
        return duties
    return by_paragraph[max(by_paragraph, key=lambda paragraph: ask.knowledge.overlap(ask.question.body, paragraph)[1])]


def _lead_only(ask: Ask) -> bool:
    return ask.question.asks("lead") and not _OTHERS.search(ask.question.text)


def _rules(ask: Ask) -> Draft | None:
    """How the documents mark the lead of a list."""
    stated = dict.fromkeys(duty.rule for clause, duty in ask.knowledge.duties if duty.rule and ask.inside(clause))
    clauses = [clause for address in stated if (clause := ask.library.clause(address))]
    found = [(clause, match.group()) for clause in clauses if (match := _RULE.search(clause.text))]
    return Draft(tuple(line(printed, Quote.of(clause, printed)) for clause, printed in found)) if found else None


def _roles_asked(ask: Ask) -> tuple[str, ...]:
    """The roles of the documents that the question names, longest first; 牵头园区 means the lead of 承载园区."""
    text = ask.question.text
    found = [role for role in sorted(ask.knowledge.roles, key=len, reverse=True) if len(role) >= 4 and role in text]
    if not found:
        kind = re.search(r"牵头(园区|企业)|(园区|龙头)(?:有哪|是哪|都有)", text)
        found = [role for role in ask.knowledge.roles if kind and (kind.group(1) or kind.group(2)) in role]
    return tuple(found)


def _owners(ask: Ask, roles: Sequence[str]) -> list[Clause]:
    """The sections meant: those of the subjects named, else the best ranked one with duties."""
    named = [ask.knowledge.owner(clause) for clause in ask.subjects("heading", "row")]
    owners = [o for o in dict.fromkeys(named) if o is not None and any(_wanted(d, roles, ask) for d in o.duties)]
    if owners:
        exact = [m for m in ask.question.named("heading", "row") if m.exactness == 1.0]
        return owners[: max(1, len(exact)) * 2] if len({o.document for o in owners}) > 1 or len(exact) > 1 else owners[:1]
    ranked = (ask.knowledge.owner(clause) for clause in ask.retrieved.clauses[:_RANKED] if ask.inside(clause) and ask.chance(clause) > _LIKELY)
    return [o for o in dict.fromkeys(ranked) if o is not None and any(_wanted(d, roles, ask) for d in o.duties)][:1]


def _wanted(duty: Duty, roles: Sequence[str], ask: Ask) -> bool:
    responsible = bool(_RESPONSIBLE.search(duty.role))
    if roles and not (responsible and all(_RESPONSIBLE.search(role) for role in roles) and "城市" not in duty.role):
        return duty.role in roles
    return responsible


def _statement(clause: Clause, duty: Duty, ask: Ask) -> Statement:
    about = f"{clause.heading}，" if clause.heading else ""
    evidence = _evidence(clause, duty, ask)
    if _lead_only(ask) and duty.lead:
        if duty.rule is not None:
            return line(f"{about}{duty.role}的牵头单位：{'、'.join(duty.lead)}（排第一）", *evidence)
        return line(f"{about}{duty.role}：{'、'.join(duty.lead)}", *evidence)
    if _lead_only(ask):
        return line(f"{about}{NOT_STATED}牵头单位，只写明{duty.role}：{'、'.join(duty.names)}", *evidence)
    names = [f"{name}（牵头）" if name in duty.lead and "牵头" not in duty.role else name for name in duty.names]
    return Statement((Part(f"{about}{duty.role}：{'、'.join(names)}", evidence),))


def _evidence(clause: Clause, duty: Duty, ask: Ask) -> tuple[Quote, ...]:
    """The printed list, and the rule that makes its first name the lead where the lead matters."""
    quotes = [Quote.of(clause, duty.text)]
    rule = ask.library.clause(duty.rule) if duty.rule and ask.question.asks("lead") else None
    if rule is not None and rule is not clause:
        printed = _RULE.search(rule.text)
        quotes.append(Quote.of(rule, printed.group() if printed else ""))
    return tuple(quotes)

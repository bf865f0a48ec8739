"""The table of a class for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from coach.classes.table import Row, find_common_faults
from coach.classes.told import say_change, say_common, say_main, say_marked, say_points, say_reason, say_seen, say_when
from coach.words import say

INDENT = "  "
NAME_WIDTH, WHEN_WIDTH = 22, 18


def say_total(rows: Sequence[Row]) -> str:
    """Say how many recordings there are, and how many of them need something."""
    return say(
        "class-total",
        total=len(rows),
        first=sum(row.needs_eye for row in rows),
        marked=sum(row.mark is not None for row in rows),
        waiting=sum(row.item.waits for row in rows),
        faults=sum(bool(row.item.fault) for row in rows),
    )


def format_class(rows: Sequence[Row], width: int) -> str:
    """Return the table, those that need a teacher's eye first, and what the class shares."""
    blocks = [say_total(rows), ""]
    for row in rows:
        entry = row.item.entry
        name = textwrap.shorten(entry.student, NAME_WIDTH, placeholder="…")
        facts = f"{name:<{NAME_WIDTH}}{say_when(entry):<{WHEN_WIDTH}}{say_points(row.points):>4}"
        facts += f"{say_change(row.change):>5}{say_seen(row.seen):>9}  {say_marked(row)}"
        reasons = ", ".join(say_reason(reason, row) for reason in row.reasons)
        blocks.append(f"{'!' if row.needs_eye else ' '} {facts}{INDENT}{reasons}".rstrip())
        blocks += textwrap.wrap(say_main(row), width, initial_indent=INDENT * 2, subsequent_indent=INDENT * 2)
    common = find_common_faults(rows)
    if common:
        blocks += ["", say("class-common-title")]
        for fault in common:
            blocks += textwrap.wrap(
                f"- {say_common(fault)}", width, initial_indent=INDENT, subsequent_indent=INDENT * 2
            )
    return "\n".join([*blocks, "", *textwrap.wrap(say("class-proposed"), width)])

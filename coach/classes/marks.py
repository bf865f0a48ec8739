"""What a teacher decided about a recording, beside the coach's proposal of that moment; kept for good.

Each time a teacher marks is a file of its own that nothing writes over: who, when, what was proposed, what was decided.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from coach.classes.proposal import Proposal, passes, total
from coach.classes.roster import clean_name
from coach.classes.rubric import Criterion, Rubric
from coach.errors import InputError
from coach.files import write_data_file
from coach.formats import clean_text
from coach.paths import ensure_dir
from coach.words import say

NOTE_LENGTH = 2000


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class MarkLine(_Model):
    """One criterion: what the coach proposed, and what the teacher decided.

    Attributes
    ----------
    proposed : float or None
        The coach's points; ``None`` where it could not judge, or may not.
    level : str or None
        Id of the level that the teacher chose; ``None``: the teacher left it open.
    points : float or None
        What that level counted in the rubric then.
    """

    criterion: str
    title: str
    proposed: float | None = None
    level: str | None = None
    level_title: str = ""
    points: float | None = None


class Mark(_Model):
    """A teacher's word on one recording."""

    schema_version: Literal[1] = 1
    recording: str
    teacher: Annotated[str, AfterValidator(clean_name)]
    at: datetime
    rubric_id: str
    rubric_version: str
    rubric_title: str
    pass_mark: float
    lines: tuple[MarkLine, ...]
    note: Annotated[str, AfterValidator(clean_text), Field(max_length=NOTE_LENGTH)] = ""
    points: float | None
    passed: bool | None

    @property
    def levels(self) -> dict[str, str]:
        """Level that was chosen for each criterion, without those that were left open."""
        return {line.criterion: line.level for line in self.lines if line.level is not None}

    @property
    def is_whole(self) -> bool:
        """Whether every criterion was decided."""
        return all(line.level is not None for line in self.lines)


def decide(
    recording: str,
    teacher: str,
    rubric: Rubric,
    proposals: dict[str, Proposal],
    levels: dict[str, str],
    note: str = "",
    at: datetime | None = None,
) -> Mark:
    """Put a teacher's decisions beside what the coach proposed.

    Parameters
    ----------
    recording : str
        Digest of its content.
    levels : dict
        Id of the criterion to the id of the level; what is not in it was left open.

    Raises
    ------
    InputError
        Without a name, without any decision, or for a level that the rubric does not have.
    """
    if not clean_name(teacher):
        raise InputError(say("class-mark-name"))
    if not levels:
        raise InputError(say("class-mark-empty"))
    lines = [
        _write_line(rubric, criterion, proposals.get(criterion.id), levels.get(criterion.id))
        for criterion in rubric.criteria
    ]
    points = {line.criterion: line.points for line in lines}
    return Mark(
        recording=recording,
        teacher=teacher,
        at=at or datetime.now(UTC),
        rubric_id=rubric.id,
        rubric_version=rubric.version,
        rubric_title=rubric.title,
        pass_mark=rubric.pass_mark,
        lines=tuple(lines),
        note=note[:NOTE_LENGTH],
        points=total(points, rubric.criteria),
        passed=passes(points, rubric),
    )


def _write_line(rubric: Rubric, criterion: Criterion, proposal: Proposal | None, chosen: str | None) -> MarkLine:
    level = None if chosen is None else rubric.find_level(chosen)
    if chosen is not None and level is None:
        raise InputError(say("class-mark-level", level=chosen))
    return MarkLine(
        criterion=criterion.id,
        title=criterion.title,
        proposed=None if proposal is None else proposal.points,
        level=None if level is None else level.id,
        level_title="" if level is None else level.title,
        points=None if level is None else level.counts,
    )


def keep_mark(folder: Path, mark: Mark) -> Path:
    """Write a mark into a file of its own; raises :class:`coach.errors.StoreError` when it cannot be."""
    stamp = mark.at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = ensure_dir(folder) / f"{stamp}-{secrets.token_hex(4)}.json"
    text = mark.model_dump_json(indent=1)
    return write_data_file(target, lambda part: part.write_text(text, encoding="utf-8"))


def list_marks(folder: Path) -> list[Mark]:
    """Return all marks in a folder, the earliest first; files that cannot be read are left out."""
    marks = []
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        try:
            marks.append(Mark.model_validate_json(path.read_bytes()))
        except (OSError, ValidationError):
            continue
    return sorted(marks, key=lambda mark: mark.at)

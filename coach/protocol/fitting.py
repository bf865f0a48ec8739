"""What has to fit together in a protocol whose parts are right by themselves: one rule, one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from coach.motion.body_shape import PLACES, region_of_place
from coach.protocol.flaws import Flaw, suggest
from coach.protocol.toml_lines import Key
from coach.protocol.vocabulary import find_way, list_ways
from coach.records import Axis, Sense
from coach.words import say

if TYPE_CHECKING:
    from coach.protocol.schema import Band, Protocol, Step, Variant

SENSES_OF_AXIS: dict[Axis, tuple[Sense, ...]] = {
    "along": ("headward", "tailward", "both"),
    "across": ("outward", "inward", "crossing", "both"),
    "diagonal": ("headward", "tailward", "outward", "inward", "crossing", "both"),
    "circular": ("clockwise", "counterclockwise"),
    "in_place": (),
}
UNITS = {"duration_s": "s", "count": "cycles", "pace_per_min": "per_min", "speed_cm_s": "cm_per_s"}
"""The unit of each band of a step."""


def find_band_flaws(band: Band) -> Iterator[Flaw]:
    """Yield what does not fit together in a band."""
    if band.low > band.high:
        text = say("book-flaw-band_order", low=band.low, high=band.high)
        yield Flaw("band_order", (), text, (("low",), ("high",)))


def find_variant_flaws(variant: Variant) -> Iterator[Flaw]:
    """Yield what does not fit together in a variant."""
    if (variant.minutes is None) == (variant.begins is None):
        yield Flaw("variant_empty", (), say("book-flaw-variant_empty"), (("minutes",), ("begins",)))


def find_step_flaws(step: Step) -> Iterator[Flaw]:
    """Yield what does not fit together in a step."""
    for name, unit in UNITS.items():
        band: Band | None = getattr(step, name)
        if band is not None and band.unit != unit:
            text = say("book-flaw-unit", expected=unit, got=band.unit)
            yield Flaw("unit", (name, "unit"), text)
    if (step.duration_s is None) == (step.count is None):
        asked = "none" if step.count is None else "both"
        text = say("book-flaw-end", asked=asked)
        yield Flaw("end", ("duration_s",) if asked == "none" else ("count",), text, (("duration_s",), ("count",)))
    yield from _find_place_flaws(step)
    yield from _find_sense_flaws(step)
    yield from _find_way_flaws(step)


def _find_place_flaws(step: Step) -> Iterator[Flaw]:
    fitting = [name for name in PLACES if region_of_place(name) == step.region]
    for number, name in enumerate(step.zones):
        if name not in fitting:
            text = say("book-flaw-place", place=name, region=step.region, all=fitting)
            yield Flaw("place", ("zones", number), text, (("region",),))


def _find_sense_flaws(step: Step) -> Iterator[Flaw]:
    if step.sense is None:
        return
    if step.axis is None:
        text = say("book-flaw-sense_alone", sense=step.sense)
        yield Flaw("sense_alone", ("sense",), text, (("axis",),))
    elif step.sense not in SENSES_OF_AXIS[step.axis]:
        allowed = SENSES_OF_AXIS[step.axis]
        text = say("book-flaw-sense", axis=step.axis, sense=step.sense, several=len(allowed), allowed=allowed)
        yield Flaw("sense", ("sense",), text, (("axis",),))


def _find_way_flaws(step: Step) -> Iterator[Flaw]:
    fitting = [way.id for way in list_ways(step.technique)]
    for number, name in enumerate(step.sub_technique):
        where: Key = ("sub_technique", number)
        way = find_way(name)
        if way is None or way.judged_as != step.technique:
            instead = suggest(name, fitting)
            text = say(
                "book-flaw-way",
                way=name,
                technique=step.technique,
                known="yes" if way else "no",
                instead=instead or "none",
                all=fitting,
            )
            yield Flaw("way", where, text, (("technique",),))
            continue
        for mark in way.told_by:
            asked, usual = getattr(step, mark), getattr(way, mark)
            if asked and usual != asked and usual not in asked:
                got = asked if isinstance(asked, str) else asked[0]
                text = say("book-flaw-way_other", way=name, mark=mark, usual=usual, got=got)
                yield Flaw("way_other", where, text, ((mark,), ("technique",)))


def find_protocol_flaws(protocol: Protocol) -> Iterator[Flaw]:
    """Yield what does not fit together between the parts of a protocol; its steps are looked at by themselves."""
    yield from _find_repeated("steps", [step.id for step in protocol.steps])
    yield from _find_repeated("variants", [variant.id for variant in protocol.variants])
    yield from _find_length_flaws(protocol)
    for number, variant in enumerate(protocol.variants):
        if variant.begins is not None and not protocol.works_in_turn:
            yield Flaw("no_turn", ("variants", number, "begins"), say("book-flaw-no_turn"), (("steps",),))
    yield from _find_source_flaws(protocol)


def _find_repeated(name: str, ids: list[str]) -> Iterator[Flaw]:
    for number, item in enumerate(ids):
        first = ids.index(item)
        if first < number:
            text = say("book-flaw-id_twice", id=item, first=first + 1)
            yield Flaw("id_twice", (name, number, "id"), text, ((name, first, "id"),))


def _find_length_flaws(protocol: Protocol) -> Iterator[Flaw]:
    session = protocol.session_minutes
    if session.unit != "min":
        text = say("book-flaw-unit", expected="min", got=session.unit)
        yield Flaw("unit", ("session_minutes", "unit"), text)
    low, high = session.ends
    ends = all(step.duration_s or step.count for step in protocol.steps)
    minutes = protocol.planned_minutes if ends else low
    if not low <= minutes <= high:
        text = say("book-flaw-length", minutes=minutes, low=low, high=high)
        lengths: list[Key] = [
            ("steps", number, name)
            for number in range(len(protocol.steps))
            for name in ("duration_s", "count", "pace_per_min")
        ]
        yield Flaw("length", ("session_minutes",), text, (("session_minutes",), *lengths))
    for number, variant in enumerate(protocol.variants):
        if variant.minutes is not None and not low <= variant.minutes <= high:
            text = say("book-flaw-variant_length", minutes=variant.minutes, low=low, high=high)
            yield Flaw("variant_length", ("variants", number, "minutes"), text, (("session_minutes",),))


def _find_source_flaws(protocol: Protocol) -> Iterator[Flaw]:
    for where, band in list_bands(protocol):
        yield from check_source(band.source, protocol.sources, (*where, "source"))


def check_source(source: str, sources: Iterable[str], where: Key) -> Iterator[Flaw]:
    """Yield a flaw where a source is not listed."""
    listed = sorted(sources)
    if source not in listed:
        instead = suggest(source, listed) or "none"
        text = say("book-flaw-source", source=source, instead=instead, any=len(listed), listed=listed)
        yield Flaw("source", where, text, (("sources",),))


def list_bands(protocol: Protocol) -> Iterator[tuple[Key, Band]]:
    """Yield every band of a protocol with the path to it."""
    yield ("session_minutes",), protocol.session_minutes
    for number, step in enumerate(protocol.steps):
        for name, band in step.bands.items():
            yield ("steps", number, name), band


def find_all_flaws(protocol: Protocol, doubtful: Iterable[Key] = ()) -> list[Flaw]:
    """Return what does not fit together in a protocol whose parts are right by themselves, the cause before the effect.

    What was found out by looking at something that is told already is not told.

    Parameters
    ----------
    doubtful : paths
        What stands in for something else: nothing is found out by looking at it.
    """
    found: list[Flaw] = []
    known = list(doubtful)
    for flaw in _walk_flaws(protocol):
        looked_at = [flaw.where, *flaw.reads]
        if any(are_related(read, where) for where in known for read in looked_at):
            continue
        if not any(are_related(read, told.where) for told in found for read in flaw.reads):
            found.append(flaw)
    return found


def are_related(one: Key, other: Key) -> bool:
    """Whether one path is the other, or leads to something inside it."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def _walk_flaws(protocol: Protocol) -> Iterator[Flaw]:
    for where, band in list_bands(protocol):
        yield from (flaw.under(*where) for flaw in find_band_flaws(band))
    for number, step in enumerate(protocol.steps):
        yield from (flaw.under("steps", number) for flaw in find_step_flaws(step))
    for number, variant in enumerate(protocol.variants):
        yield from (flaw.under("variants", number) for flaw in find_variant_flaws(variant))
    yield from find_protocol_flaws(protocol)

"""A correction as ``NAME.truth.json``, which ``massage-coach evaluate`` reads."""

from __future__ import annotations

from coach.corrections.records import Correction, Stretch
from coach.formats import BackModel, Truth, TruthFinding, TruthSegment


def to_truth(
    correction: Correction,
    *,
    video: str | None = None,
    track: str | None = None,
    back: BackModel | None = None,
    protocol: str | None = None,
) -> Truth:
    """Return the teacher's word in the form of a truth file; what was not said is left out of it.

    Parameters
    ----------
    correction : Correction
    video, track : str
        Name of the recording or of the landmark track beside the file: one of the two.
    back : BackModel, optional
    protocol : str, optional
        Id of the protocol that was followed.
    """
    return Truth(
        video=video,
        track=track,
        source="real",
        labelled_by=correction.teacher,
        back=back,
        protocol=protocol,
        segments=[_to_segment(stretch) for stretch in correction.list_said()],
        findings=[
            TruthFinding(code=o.code, start_s=o.start_s, step=o.step, opinion=o.opinion) for o in correction.opinions
        ],
        notes="blind" if correction.blind else "",
    )


def _to_segment(stretch: Stretch) -> TruthSegment:
    return TruthSegment(
        start_s=stretch.start_s,
        end_s=stretch.end_s,
        technique=stretch.technique,
        pace_per_min=stretch.pace_per_min,
        cycles=stretch.cycles,
        axis=stretch.axis,
        sense=stretch.sense,
        drift=stretch.drift,
        hands=stretch.hands,
        zone=stretch.zone,
    )

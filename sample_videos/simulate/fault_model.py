"""Which faults a hand model has, and how strong they are."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from coach.errors import InputError


@dataclass(frozen=True, slots=True)
class FaultModel:
    """How badly a hand model sees. Zero switches a fault off; shares are 0 to 1.

    Attributes
    ----------
    wrist_shift : (lowest, highest)
        Share of the way from the wrist to the middle knuckle at which the wrist point is put; one value is drawn a
        clip.
    jitter : float
        Standard deviation of each point, hand sizes (wrist to middle knuckle).
    jitter_speed : float
        Added to it for each hand size a second of the hand's speed.
    touch_jitter : float
        Added to it while the hands touch.
    blink : float
        Share of single frames in which a hand is missing; three times as often while the hands touch.
    dropout : float
        Share of the time in which a free, well visible hand is lost.
    dropout_s : float
        Typical length of such a loss.
    blur_loss, edge_loss, touch_loss, stack_loss : float
        Share lost when a hand is very fast; is seen edge-on; when the hands touch (one of them); when they lie on one
        another (the lower).
    ghost : float
        Share of the time that a hand lost at touch is replaced by a second skeleton on the other hand.
    label_flip, same_label, slot_swap : float
        Share of the time with the wrong side named; with both sides named alike; with the order of the hands exchanged
        (the order changes while the hands touch, and is kept otherwise).
    flip_s : float
        Typical time between changes of these.
    touch_flip : float
        The same as ``label_flip`` while the hands touch.
    guessed_fingers : float
        Share of the time in which the fingers are guessed.
    guess_size : float
        How far guessed fingertips are off, hand sizes.
    third_hand : float
        Chance that a clip shows a hand that is not the practitioner's.
    lost_frames : float
        Share of the frames that never arrive.
    """

    wrist_shift: tuple[float, float] = (0.0, 0.0)
    jitter: float = 0.0
    jitter_speed: float = 0.0
    touch_jitter: float = 0.0
    blink: float = 0.0
    dropout: float = 0.0
    dropout_s: float = 0.25
    blur_loss: float = 0.0
    edge_loss: float = 0.0
    touch_loss: float = 0.0
    stack_loss: float = 0.0
    ghost: float = 0.0
    label_flip: float = 0.0
    same_label: float = 0.0
    slot_swap: float = 0.0
    flip_s: float = 0.2
    touch_flip: float = 0.0
    guessed_fingers: float = 0.0
    guess_size: float = 0.3
    third_hand: float = 0.0
    lost_frames: float = 0.0


NO_FAULTS = FaultModel()

REALISTIC = FaultModel(
    wrist_shift=(0.12, 0.25),
    jitter=0.003,
    jitter_speed=0.006,
    touch_jitter=0.06,
    blink=0.01,
    dropout=0.02,
    blur_loss=0.25,
    edge_loss=0.4,
    touch_loss=0.8,
    stack_loss=0.97,
    ghost=0.12,
    label_flip=0.02,
    same_label=0.08,
    slot_swap=0.3,
    touch_flip=0.4,
    guessed_fingers=0.08,
    third_hand=0.12,
)
"""Shares as found on real clips: free hands found in 96-100 % of frames, stacked palms in none, touching palms in
18-57 %."""

HARSH = replace(
    REALISTIC,
    jitter=0.012,
    jitter_speed=0.012,
    touch_jitter=0.1,
    blink=0.05,
    dropout=0.2,
    dropout_s=0.5,
    blur_loss=0.6,
    edge_loss=0.7,
    touch_loss=0.9,
    stack_loss=1.0,
    ghost=0.3,
    label_flip=0.3,
    same_label=0.45,
    slot_swap=0.5,
    flip_s=0.15,
    touch_flip=0.5,
    guessed_fingers=0.35,
    guess_size=0.5,
    third_hand=0.4,
    lost_frames=0.1,
)
"""A dim room, oily hands that touch, somebody else's hand in the picture."""

FAULT_PRESETS: dict[str, FaultModel] = {"none": NO_FAULTS, "realistic": REALISTIC, "harsh": HARSH}


def get_faults(faults: FaultModel | str) -> FaultModel:
    """Look a preset up by name; an unknown one is an :class:`InputError`."""
    if isinstance(faults, FaultModel):
        return faults
    if faults not in FAULT_PRESETS:
        raise InputError(f"there is no fault preset {faults!r}; choose one of {', '.join(FAULT_PRESETS)}.")
    return FAULT_PRESETS[faults]


def scale_faults(model: FaultModel, factor: float) -> FaultModel:
    """Make every fault ``factor`` times as strong (shares stop at 1; lengths of runs and the wrist's place stay)."""
    kept = {"dropout_s", "flip_s", "wrist_shift"}
    sizes = {"jitter", "jitter_speed", "touch_jitter", "guess_size"}
    changed = {
        f.name: getattr(model, f.name) * factor if f.name in sizes else min(1.0, getattr(model, f.name) * factor)
        for f in fields(model)
        if f.name not in kept
    }
    return replace(model, **changed)

"""Corrections: what a teacher says happened in a session, kept beside what the coach says, never over it.

How to use it
-------------
::

    correction = begin_correction(review, "Ana")               # the coach's stretches, to be corrected
    correction = begin_blind("Ben", review.video.duration_s)   # nothing marked yet: a second, blind marking
    correction = apply_edit(correction, Rename(at_s=12.0, technique="kneading"))
    undoing = Undoing.begin(correction).apply(edit).undo()      # a history of states, itself a value
    truth = to_truth(correction, video="evening.mp4")          # the form that ``massage-coach evaluate`` reads
    shown = correct_review(review, correction)                 # the review with the teacher's word where there is one

    store.corrections.save(session.uuid, correction)           # coach.history: one a teacher and session
    store.corrections.list_of(session.uuid)                    # every teacher's
    store.corrections.list_all()                               # (session uuid, correction), the newest last

Stretches cover the session from 0 to its end without a hole or an overlap. A stretch counts as the teacher's word once
it is ``checked`` (named, confirmed, or one of its borders moved), or once the whole correction is ``finished``; what a
teacher has not marked in a blind marking is never counted. Measures (pace, cycles, axis, sense, drift, hands, zone) are
``None`` until the teacher gives them: the coach's own are never copied, so that agreement measures the teacher.
"""

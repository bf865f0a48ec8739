"""Sessions of a leg massage of one's own: progress, the list, the full review, and doing it once more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.care.screening import find_areas
from coach.history.entries import NewSession
from coach.history.store import HistoryStore, open_store
from coach.history.summary import summarise
from coach.motion.body_shape import REGIONS
from coach.pipeline import analyse_tracks
from coach.protocol import editing, keeping
from coach.protocol.library import load_protocol
from coach.protocol.schema import Protocol
from coach.protocol.writing import to_plain
from coach.records import Back, VideoInfo
from coach.reviewing import Review, review_analysis
from coach.tracks_file import Recorded
from coach.ui.components.session_picture import draw_session
from coach.words import say, say_table
from tests.builders import make_sinusoid
from tests.ui.history_pages import click, open_page, texts

ON_A_LEG = Back((0.5, -0.5), (0.5, 1.5), 80.0, region="leg")


@pytest.fixture(scope="module")
def reviewed() -> tuple[Review, Recorded]:
    """Forty seconds of rubbing the middle of a leg, held against a protocol of one step."""
    data = editing.add_step(editing.begin("leg", "my-legs", "My legs"), "rubbing")
    protocol = Protocol.model_validate(editing.set_fields(data, 0, zones=["knee", "calf"]))
    tracks = make_sinusoid(66, seconds=40, length=1.0)
    info = VideoInfo("evening", 640, 480, 30.0, len(tracks.time_s), 40.0)
    return review_analysis(analyse_tracks(tracks, info, ON_A_LEG), protocol), Recorded(tracks, info, ON_A_LEG)


@pytest.fixture
def store(data: Path, reviewed: tuple[Review, Recorded]) -> HistoryStore:
    """Three sessions of it, and the protocol among one's own."""
    review, recorded = reviewed
    assert review.protocol is not None
    keeping.save(to_plain(review.protocol))
    store = open_store(data)
    profile = store.add_profile("Ana")
    for days_ago in (6, 4, 2):
        started = datetime.now(UTC) - timedelta(days=days_ago)
        store.add_session(
            NewSession(profile.id, started, "live", 40.0, protocol_id="my-legs"), review.written, recorded
        )
    return store


def test_the_small_picture_shows_the_leg_and_where_it_was_worked(reviewed: tuple[Review, Recorded]) -> None:
    summary = summarise(reviewed[0].written)
    assert summary.region == "leg"
    assert sum(cell for row in summary.heat for cell in row) == pytest.approx(1000, abs=30)
    middle = sum(cell for row in summary.heat[3:7] for cell in row)
    assert middle > 900
    leg, back = draw_session(summary), draw_session(summary.model_copy(update={"region": "back"}))
    assert leg.count("<rect") == back.count("<rect") and leg != back
    assert draw_session(summary.model_copy(update={"region": "elsewhere"})) == back


def test_progress_has_the_sessions_of_ones_own_protocol(store: HistoryStore) -> None:
    app = open_page()
    shown = texts(app)
    assert "spine" not in shown and say("progress-empty") not in shown
    for measure in say_table("progress-measures"):
        app.get_by_key("progress_measure").set_value(measure).run()
        assert not app.exception


def test_a_session_opens_with_its_heat_map_and_is_judged_anew(store: HistoryStore) -> None:
    app = open_page(view="sessions")
    assert "My legs" in texts(app)
    uuid = store.list_sessions(store.list_profiles()[0].id)[-1].uuid
    click(app, f"open-{uuid}")
    assert not app.exception
    shown = texts(app)
    assert "My legs" in shown and "spine" not in shown
    click(app, "session_again")
    assert not app.exception
    kept = store.load_review(uuid)
    assert kept.back is not None and kept.back.region == "leg" and kept.protocol is not None
    assert {segment.zone for segment in kept.segments} - {None} <= set(REGIONS["leg"].zones)
    assert load_protocol(kept.protocol.id).region == "leg"


def test_a_place_of_the_leg_that_was_to_be_left_out_is_found_in_the_review(reviewed: tuple[Review, Recorded]) -> None:
    review, recorded = reviewed
    analysis = analyse_tracks(recorded.tracks, recorded.info, recorded.back)

    def said(region: str) -> str:
        again = review_analysis(analysis, review.protocol, avoid=find_areas([region]))
        return " ".join(finding.message for finding in again.written.findings if finding.code == "avoided_place")

    assert "side of the hollow of the knee, which was marked to be left out" in said("leg")
    assert said("back") == said("shoulders") == ""

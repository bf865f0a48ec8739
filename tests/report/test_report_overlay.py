"""What is drawn on frames, and the video it ends up in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import Cancelled, OutputError
from coach.frames.video import open_video
from coach.look.palette import LOOKS
from coach.records import Back, HandPose, Source
from coach.report import sketch
from coach.report.annotate import LONGEST_SIDE, H264Writer, choose_size, write_annotated_video
from coach.report.captions import Captions
from coach.report.overlay import GAUGE_SPAN, Caption, Overlay, _gauge_place
from coach.report.summary import build_review

GREY = 90


def grey(width, height):
    return np.full((height, width, 3), GREY, np.uint8)


def near(picture, color, tolerance=12):
    return np.abs(picture.astype(int) - sketch.parse_color(color)).max(axis=2) < tolerance


def square_hand(left, top, size, source=Source.LANDMARKS):
    around = np.linspace(0, 2 * np.pi, 21, endpoint=False)
    points = np.stack([left + size * (1 + np.cos(around)) / 2, top + size * (1 + np.sin(around)) / 2], axis=1)
    return HandPose(0, source, points)


class TestOverlay:
    def test_the_picture_stays_whole_and_the_strip_is_added_below(self):
        picture = grey(320, 240)
        out = Overlay(320, 240).draw(picture, Caption(1.0, "rubbing", 66.0, (60.0, 70.0)), (), None)
        assert out.shape[1] == 320 and out.shape[0] > 240 and out.shape[0] % 2 == 0
        assert (out[:240] == GREY).all() and (picture == GREY).all()

    @pytest.mark.parametrize("technique", [name for name in LOOKS if name != "unseen"])
    def test_hands_are_outlined_in_the_techniques_colour(self, technique):
        hand = square_hand(0.25, 0.25, 0.5)
        out = Overlay(320, 240).draw(grey(320, 240), Caption(0.0, technique), (hand,), None)
        drawn = np.argwhere(near(out[:240], LOOKS[technique].color))
        assert len(drawn) > 100
        assert drawn.min(axis=0) == pytest.approx((60, 80), abs=4)
        assert drawn.max(axis=0) == pytest.approx((180, 240), abs=4)

    def test_the_back_is_drawn_faintly_where_it_was_given(self):
        line = np.array([[0.5, 0.1], [0.5, 0.9]])
        overlay = Overlay(320, 240)
        overlay.show_lines([line])
        out = overlay.draw(grey(320, 240), Caption(0.0, "none"), (), None)[:240]
        changed = np.argwhere((out != GREY).any(axis=2))
        assert changed[:, 1] == pytest.approx(160, abs=1) and len(changed) > 150
        assert GREY < out[120, 160, 0] < 200

    def test_a_hand_that_was_not_seen_is_not_drawn(self):
        hidden = HandPose(0, Source.UNSEEN, np.full((21, 2), np.nan))
        out = Overlay(320, 240).draw(grey(320, 240), Caption(0.0, "none"), (hidden,), None)
        assert (out[:240] == GREY).all()

    def test_a_followed_hand_has_an_outline_but_no_fingers(self):
        def middle(source):
            hand = square_hand(0.3, 0.3, 0.4, source)
            out = Overlay(320, 240).draw(grey(320, 240), Caption(0.0, "rubbing"), (hand,), None)
            return near(out[90:150, 120:200], LOOKS["rubbing"].color).any()

        assert middle(Source.LANDMARKS) and not middle(Source.FLOW)

    def test_a_gap_breaks_the_trail(self):
        trail = np.full((3, 2, 2), np.nan)
        trail[0, 0], trail[2, 0] = (0.1, 0.5), (0.9, 0.5)
        out = Overlay(320, 240).draw(grey(320, 240), Caption(0.0, "rubbing"), (), trail)
        assert (out[:240] == GREY).all()

    @pytest.mark.parametrize("size", [(2, 2), (40, 400), (400, 40), (3840, 2160)])
    def test_any_size_of_picture(self, size):
        caption = Caption(3599.0, "none", 70.0, (60.0, 70.0), ("turn", 30.0), "A step " * 9, "Some advice. " * 9)
        assert Overlay(*size).draw(grey(*size), caption, (), None).shape[1] == size[0]

    def test_the_strip_is_drawn_again_only_when_something_visible_changes(self):
        overlay = Overlay(320, 240)
        first = overlay.draw(grey(320, 240), Caption(1.0, "rubbing", 66.0), (), None)[240:].copy()
        same = overlay.draw(grey(320, 240), Caption(1.9, "rubbing", 66.4), (), None)[240:]
        assert (same == first).all()
        assert not (overlay.draw(grey(320, 240), Caption(1.9, "rubbing", 69.0), (), None)[240:] == first).all()

    @given(st.floats(1, 600), st.floats(1, 600), st.floats(5, 300))
    def test_a_faster_pace_is_never_further_left(self, one, two, middle):
        slow, fast = sorted((one, two))
        assert 0 <= _gauge_place(slow, middle) <= _gauge_place(fast, middle) <= 1
        assert _gauge_place(middle, middle) == pytest.approx(0.5)
        assert _gauge_place(middle * GAUGE_SPAN, middle) == pytest.approx(1.0)


class TestText:
    @pytest.mark.parametrize("text", ["Stroking", "Ёлка", "Größe ñ", "按摩", "Ελληνικά"])
    def test_letters_of_many_scripts_leave_ink(self, text):
        picture = np.zeros((60, 300, 3), np.uint8)
        sketch.draw_text(picture, text, 5, 40, 30, (255, 255, 255), room_px=290)
        question_marks = np.zeros_like(picture)
        sketch.draw_text(question_marks, "?" * len(text), 5, 40, 30, (255, 255, 255), room_px=290)
        assert picture.any() and not (picture == question_marks).all()

    @given(st.text(max_size=40), st.integers(1, 300))
    def test_a_shortened_text_fits(self, text, room):
        shown = sketch.shorten_text(text, 20, sketch.REGULAR, room)
        assert sketch.measure_text(shown, 20) <= room

    def test_wrapping_keeps_every_word(self):
        text = "A little slower: let each stroke last four seconds and breathe with it"
        lines = sketch.wrap_text(text, 20, sketch.REGULAR, 300, 5)
        assert " ".join(lines) == text and 1 < len(lines) <= 5


def read_times(path):
    import av

    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        return [float(frame.pts * stream.time_base) for frame in file.decode(stream)]


class TestVideo:
    def test_uneven_times_are_kept(self, tmp_path):
        times = [0.0, 0.02, 0.1, 0.133, 0.5, 2.0]
        with H264Writer(tmp_path / "v.mp4", 64, 48, 30.0) as writer:
            for time_s in times:
                writer.write(grey(64, 48), time_s)
        assert read_times(tmp_path / "v.mp4") == pytest.approx(times, abs=1e-4)
        data = (tmp_path / "v.mp4").read_bytes()
        assert data.index(b"moov") < data.index(b"mdat"), "it starts to play before it is loaded"

    def test_a_place_that_cannot_be_written(self, tmp_path):
        with pytest.raises(OutputError, match="cannot be written"):
            H264Writer(tmp_path / "nowhere" / "v.mp4", 64, 48, 30.0)

    @pytest.mark.parametrize("size", [(1, 1), (64, 48), (641, 479), (1080, 1920), (7680, 4320), (8192, 16), (720, 480)])
    def test_sizes_are_even_and_within_bounds(self, size):
        width, height = choose_size(*size)
        assert width % 2 == height % 2 == 0
        assert max(width, height) <= LONGEST_SIDE and min(width, height) >= 2
        if size in ((64, 48), (1080, 1920), (7680, 4320), (720, 480)):
            assert width / height == pytest.approx(size[0] / size[1], rel=0.02)

    def test_every_frame_is_drawn_with_its_own_verdict(self, analysis, check, protocol, tmp_path):
        with H264Writer(tmp_path / "in.mp4", 640, 480, 10.0) as writer:
            for number in range(60):
                writer.write(grey(640, 480), number * 0.5)
        seen = []
        write_annotated_video(
            tmp_path / "in.mp4",
            tmp_path / "out.mp4",
            analysis,
            build_review(analysis, check, protocol),
            protocol,
            seen.append,
        )
        assert seen == sorted(seen) and seen[-1] == 1.0
        with open_video(tmp_path / "out.mp4") as video:
            frames = list(video)
        assert [frame.time_s for frame in frames] == pytest.approx([number * 0.5 for number in range(60)], abs=1e-3)
        for frame in frames:
            technique = "stroking" if frame.time_s < 16 else "none" if frame.time_s < 18 else "rubbing"
            badge = frame.image[480 + 20, 20].astype(int)
            assert np.abs(badge - sketch.parse_color(LOOKS[technique].color)).max() < 25, frame.time_s

    def test_a_recording_whose_first_picture_is_small_is_drawn_at_its_full_size(self, analysis, review, tmp_path):
        with H264Writer(tmp_path / "in.mp4", 160, 120, 30.0) as writer:
            writer.write(grey(160, 120), 0.0)
        info = replace(analysis.info, width=1280, height=960)
        write_annotated_video(tmp_path / "in.mp4", tmp_path / "out.mp4", replace(analysis, info=info), review)
        with open_video(tmp_path / "out.mp4") as video:
            assert video.info.width == 1280

    def test_it_can_be_stopped(self, analysis, review, tmp_path):
        with H264Writer(tmp_path / "in.mp4", 64, 48, 30.0) as writer:
            writer.write(grey(64, 48), 0.0)

        def stop(fraction):
            raise Cancelled("stopped")

        with pytest.raises(Cancelled):
            write_annotated_video(tmp_path / "in.mp4", tmp_path / "out.mp4", analysis, review, None, stop)


class TestCaptions:
    def test_each_moment_has_its_words(self, analysis, review, protocol):
        captions = Captions(analysis, review, protocol)
        rubbing = captions.at(25.0)
        assert (rubbing.technique, rubbing.step, rubbing.band) == ("rubbing", "Rubbing with the finger pads", (60, 70))
        assert rubbing.pace_per_min == pytest.approx(92, rel=0.2)
        assert rubbing.advice == review.findings[0].message
        assert captions.at(38.0).technique == "unseen" and captions.at(38.0).pace_per_min is None
        assert captions.at(38.0).step == ""

    def test_hands_belong_to_the_frame(self, analysis, review):
        captions = Captions(analysis, review)
        assert [hand.source for hand in captions.hands_at(5.0)] == [Source.LANDMARKS] * 2
        assert [hand.source for hand in captions.hands_at(38.0)] == [Source.UNSEEN] * 2
        assert captions.hands_at(500.0) == ()

    def test_the_trail_is_two_cycles_long_and_stays_in_its_stretch(self, analysis, review):
        captions = Captions(analysis, review)
        assert len(captions.trail_at(10.0)) == pytest.approx(2 * 60 / 24 * 30, abs=2)
        assert len(captions.trail_at(18.5)) == pytest.approx(0.5 * 30, abs=2)
        assert captions.trail_at(17.0) is None

    @pytest.mark.parametrize(("head", "turn"), [("up", 0), ("left", 90), ("down", 180), ("right", -90)])
    def test_arrows_follow_the_head(self, analysis, head, turn):
        back = Back.from_head(head)
        turned = replace(analysis, back=back)
        kneading = Captions(turned, build_review(turned)).at(50.0)
        mark, degrees = kneading.direction
        assert mark == "faster"
        assert (degrees - turn + 180) % 360 == pytest.approx(180)

"""Words of the page *Practise*. What the coach says while hands work comes from ``coach.feedback.cues``."""

from __future__ import annotations

TITLE = "Practise"
LEAD = (
    "Put the camera where it sees the back and your hands, choose, and start. From then on you can keep your hands on."
)

MODE = "How do you want to practise?"
MODES = {
    "lead": "Lead me",
    "free": "Free practice",
    "test": "Test me",
}
MODE_HELP = {
    "lead": "Step by step through a protocol, with advice while you work.",
    "free": "One technique, as long as you like, with or without a pace to hold.",
    "test": "Step by step, but no hints until the end.",
}
PROTOCOL = "Protocol"
LENGTH = "How long?"
LENGTHS = {0.12: "A taste (about {minutes} min)", 0.5: "Half ({minutes} min)", 1.0: "Whole ({minutes} min)"}
TECHNIQUE = "Technique"
ANY_TECHNIQUE = "Any"
WITH_PACE = "Hold a pace"
PACE = "Pace, movements a minute"
GUIDANCE = "How much should the coach say?"
GUIDANCES = {
    "every": "Everything that helps",
    "summary": "A summary after each step",
    "none": "Only what keeps people safe",
}
KEEP_PICTURE = "Keep the picture"
KEEP_PICTURE_HELP = (
    "Off: the picture is looked at and forgotten at once. On: a video of this session stays on this computer, in your "
    "data folder, until you delete it."
)
NOT_ALLOWED = "After the screening this protocol has no step left that may be done. Choose another one."
START = "Start"

PHONE = "Use a phone as the camera"
PHONE_HOW = (
    "A phone on a shelf sees a back better than a laptop. Close the app, start it with `massage-coach --tls`, and come "
    "back here: then there is a code to scan. It works in your home network only."
)
PHONE_SCAN = (
    "Scan this with the phone's camera, in the same home network. The phone then shows the coach and is its camera; "
    "what is recorded stays on this computer."
)
PHONE_QR = "QR code of the address below"
PHONE_WARNING = (
    "The first time, the phone warns that the connection is not private: the certificate was made on this computer, "
    "and no company vouches for it. Choose Advanced and go on. The code in the address lets a device in: show it to "
    "nobody else."
)

UNFINISHED = "A session from {when} was cut off after {length}. Nothing that was recorded is lost."
CONTINUE = "Go on with it"
REVIEW_IT = "Review it"
DISCARD = "Delete it"

DONE_TITLE = "Your session"
AFTERCARE = "Afterwards: how does the person feel?"
AGAIN = "Practise again"
HURTS = (
    "You stopped because it hurt. Let the person rest, keep them warm, and ask how they feel. If the pain stays, "
    "grows, or comes with numbness, weakness or fever, let a doctor look at it before the next massage."
)
LOST = "The server was started again and this session is no longer open here. What was recorded is offered below."
SAID = "What the coach said"

LIVE: dict[str, str | list[str]] = {
    "setup_title": "Set-up check",
    "camera_wait": "Waiting for the camera. Your browser may ask for permission.",
    "camera_ok": "Camera found",
    "camera_denied": "The browser may not use the camera. Click the camera sign beside the address, allow it, and load "
    "the page again.",
    "camera_none": "No camera found. Plug one in, and it is used at once.",
    "camera_busy": "Another program holds the camera. Close it, then load the page again.",
    "camera_insecure": "This address is not secure, so the browser gives no camera. Open the app on this computer as "
    "localhost, or start it with --tls.",
    "camera_failed": "The camera could not be opened. Unplug it, plug it in again, and load the page again.",
    "camera_gone": "The camera is gone. Plug it in again: the session waits.",
    "camera_stalled": "The camera sends no picture. Look at its cable and its lens cover: the session waits, and goes "
    "on by itself when the picture is back.",
    "camera_choice": "Camera",
    "camera_number": "Camera {number}",
    "camera_where": [
        "Put the camera high and look down on the back: on a shelf, a tripod or a pile of books, not behind your arms.",
        "From the neck to the hips everything is in the picture, and both hands all the time.",
        "Light from the side, no window behind the back. Sleeves up, jewellery off.",
        "The camera stays where it is until the end.",
    ],
    "light_wait": "Light",
    "light_ok": "Light enough",
    "too_dark": "Too dark: switch on a lamp or open the curtain.",
    "too_bright": "Too bright: turn the camera away from the window or the lamp.",
    "hands_wait": "Hands",
    "hands_ok": "Both hands seen",
    "no_hands": "No hands yet: hold both over the back.",
    "one_hand": "One hand seen: hold both over the back, side by side.",
    "size_wait": "Size of the hands",
    "size_unknown": "Size of the hands: waiting for them",
    "size_ok": "Hands large enough",
    "too_small": "Your hands are small in the picture: move the camera nearer.",
    "back_wait": "Back in the picture",
    "back_unknown": "Say where the back lies, below.",
    "back_ok": "Whole back in the picture",
    "back_head": "Direction of the head known (zones are not judged)",
    "back_off": "Without the back: direction and place are not judged",
    "back_outside": "The back runs out of the picture: move the camera back.",
    "rate_wait": "Pictures a second",
    "rate_unknown": "Counting pictures",
    "rate_ok": "Enough pictures a second",
    "too_slow": "Too few pictures a second: more light helps, and fewer open programs.",
    "back_title": "Where is the back?",
    "back_points": "Tap neck and tailbone",
    "back_cancel": "Cancel",
    "back_none": "Go on without",
    "tap_neck": "Tap the base of the neck.",
    "tap_tail": "Now tap the tailbone.",
    "head_title": "or the head is",
    "head_up": "↑",
    "head_down": "↓",
    "head_left": "←",
    "head_right": "→",
    "head_up_help": "The head is at the top of the picture",
    "head_down_help": "The head is at the bottom of the picture",
    "head_left_help": "The head is at the left of the picture",
    "head_right_help": "The head is at the right of the picture",
    "start_anyway": "Start anyway",
    "start_now": "Start now",
    "start_waits": "Starts with the first picture.",
    "starts_in": "All well. Starting in {seconds}.",
    "pause": "Pause",
    "pause_key": "Space, or an open palm held to the camera for two seconds",
    "resume": "Go on",
    "previous": "Back",
    "previous_key": "Arrow left",
    "next": "Next",
    "next_key": "Arrow right",
    "finish": "Finish",
    "finish_key": "End here and see the review",
    "mirror": "Mirror",
    "mirror_key": "Show the picture mirrored (M)",
    "full": "Full screen",
    "full_key": "Fill the screen (F)",
    "stop": "Stop: it hurts",
    "stop_key": "Ends the session at once (S)",
    "sound": "Sound",
    "sound_speech": "Spoken advice",
    "sound_instructions": "Spoken instructions",
    "sound_metronome": "Metronome",
    "sound_tones": "Soft tones",
    "sound_rate": "Speed of speech",
    "sound_voice": "Voice",
    "sound_voice_any": "Usual voice",
    "sound_no_voice": "This browser has no English voice: advice comes as tones and in writing.",
    "verdict_none": "Resting",
    "verdict_unseen": "Not seen",
    "asked_is": "asked: {technique}",
    "free_title": "Free practice",
    "pace_good": "steady",
    "pace_fast": "slower",
    "pace_slow": "faster",
    "pace_none": "a minute",
    "left_time": "left",
    "left_count": "strokes left",
    "elapsed": "so far",
    "way_asked": "Asked",
    "way_seen": "Seen",
    "way_none": "–",
    "way_along": "along, up and down",
    "way_along_headward": "towards the head",
    "way_along_tailward": "towards the tailbone",
    "way_across": "across, to and fro",
    "way_across_outward": "out to the sides",
    "way_across_inward": "in to the spine",
    "way_across_crossing": "towards each other",
    "way_diagonal": "on a slant",
    "way_diagonal_headward": "up on a slant",
    "way_diagonal_tailward": "down on a slant",
    "way_diagonal_outward": "out on a slant",
    "way_diagonal_inward": "in on a slant",
    "way_diagonal_crossing": "crossing on a slant",
    "way_circular": "in circles",
    "way_clockwise": "circles, clockwise",
    "way_counterclockwise": "circles, against the clock",
    "way_in_place": "on the spot",
    "hurts": "Stopped",
    "hurts_help": "Take your hands away gently and ask how the person feels.",
    "paused": "Paused",
    "paused_away": "I go on when I see your hands.",
    "paused_user": "Hold up an open palm or press space to go on.",
    "paused_camera": "The picture has changed its shape. Turn the camera back.",
    "ended": "Done",
    "ended_help": "Putting your review together.",
    "back_lost": "The picture has changed. Where is the back now?",
    "back_again": "Show the back",
    "link_lost": "The connection is gone. I am trying again; nothing recorded is lost.",
    "link_elsewhere": "This session is open in another window. Close that one and load this page again.",
    "link_failed": "The connection was refused. Load the page again.",
    "not_recorded": "The session goes on, but it cannot be written to the disk:",
    "fault": "",
}
"""Words that the page's own script shows, by code."""

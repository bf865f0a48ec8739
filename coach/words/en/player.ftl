# Words of the video and its findings.

player-plain-video = Recording { $name }
player-video = Recording { $name } with your hands drawn into it
player-findings = What to look at
player-no-findings = Nothing to point out: what the coach could see was as the protocol asks.
player-no-protocol = You chose no protocol, so the coach says only what it saw.
player-no-video = There is no video to show here.
player-controls =
    .play = Play
    .pause = Pause
    .speed = Speed
    .hands = Hands
    .whole = Full screen
    .position = Position in the recording
player-severities =
    .danger = Take care
    .warning = Change this
    .advice = Try this
    .praise = Well done
    .info = Good to know

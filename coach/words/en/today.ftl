# Words of the first page.

today-title = Learn to give a good back massage
today-lead = The coach watches your hands through the camera. It sees which technique you are doing, how fast and in which direction, and helps you follow a massage step by step.
today-try-sample = Try it with the sample
today-try-sample-help = Reviews a short rendered recording of a whole session. It takes about as long as the recording itself.
today-review-own = Review your own recording
today-read-protocols = Read the protocols
today-no-sample = The sample recordings are missing from this installation. You can still review a recording of your own.
today-privacy = Everything stays on this computer. Nothing is sent anywhere.
today-not-medical = General reading, not medical advice. If the cause of a pain is not known, or it grows, see a doctor first.
today-how-title = How it works
today-how-film =
    .title = Film from above
    .text = Put the camera where it looks down on both hands and all that you work on.
today-how-follow =
    .title = Follow one protocol
    .text = Each step says what the hands do, where, how fast and how long.
today-how-see =
    .title = See what happened
    .text = The coach names the best moments and the one thing to practise next.

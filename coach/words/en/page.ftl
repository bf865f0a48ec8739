# Names of the pages in the menu, and what stands on any page.

page-name =
    .today = Today
    .before = Before you start
    .practise = Practise
    .aftercare = Afterwards
    .review = Review
    .progress = Progress
    .course = Course
    .protocols = Protocols
    .help = Help
page-help =
    .today = Where you are and what is due. Start here.
    .before = A few questions about the person you massage, and how to prepare the room, the oil and the camera.
    .practise = The live coach: the camera watches your hands and the coach helps while you work.
    .aftercare = How the person feels now, what is usual, and when to see a doctor.
    .review = A recording of a massage goes in; what was done, how it went and what to practise comes out.
    .progress = Your sessions over the weeks and what to practise next.
    .course = A plan over the weeks: what is due, what was done, your calendar.
    .protocols = The massages the coach can lead you through, step by step.
    .help = Camera placement, what the coach can and cannot see, and privacy.
page-title = { $page } - Massage coach
page-unexpected = Something happened here that should not have. Load the page again; what you have done so far is kept. The terminal in which the app was started says more.
page-job-unexpected = Something happened that should not have. Try once more; if it happens again, try another recording.
page-job-cancelled = The review was cancelled.
page-gone = This recording is no longer here.
page-upload-not-kept = { $name } could not be kept on this computer ({ $why }). Free some space and upload it again.

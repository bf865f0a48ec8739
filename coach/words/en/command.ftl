# What the command line says.
command-app = Start the app and open it in the browser (the default).
command-review = Review a recording of a massage.
command-evaluate = Measure how well the coach agrees with truth files.
command-protocols = List and show protocols; begin and check one of your own.
command-tls = Start the app so that a phone in the home network can be its camera.
command-tls-alone = --tls stands alone, or after app: massage-coach app --tls.
command-app-port = Port to listen on ({ NUMBER($port, useGrouping: 0) }, or a free one).
command-app-no-browser = Do not open the browser.
command-app-data-dir = Where your data are kept.
command-app-tls = Let a phone in the home network be the camera, by HTTPS and with a code.
command-app-address = With --tls: this computer's address in the home network, when several are possible.
command-app-address-alone = --address goes with --tls; without it the app listens on this computer only.
command-app-open = Massage coach is open at { $address }
command-app-end = Press Ctrl-C here to end it.
command-app-ended = Massage coach has ended.
command-app-no-settings = The app's settings file is missing. Install massage-coach again.
command-app-port-used = Port { NUMBER($port, useGrouping: 0) } is in use. Leave --port out, and a free one is taken.
command-app-not-started = The app could not start; the lines above say why.
command-app-no-answer = The app did not answer within { NUMBER($timeout) } seconds. Start it once more.
command-network-warning =
    The first time, the phone's browser warns that the connection is not private: the certificate was made on this computer,
    and no company vouches for it. Choose "Advanced" and go on, if the certificate's SHA-256 fingerprint begins with
    { $fingerprint }
    Only devices in your home network reach this address, and only with its code: show the code to nobody else.
command-network-none = This computer is in no network, so a phone cannot reach it. Join the home network, then try again.
command-network-no-address = { $address } is no address. One in a home network looks like 192.168.1.20.
command-network-not-home = { $address } is not an address of a home network; the app is not made to be reached from elsewhere. With several networks, choose one with --address.
command-network-not-written = { $folder }: the certificate cannot be written ({ $why }). Free some space, or choose another folder with --data-dir.
command-network-owner = Massage coach on this computer
command-evaluate-json = Write all figures to FILE.
command-evaluate-jobs = Clips reviewed at once (default: one a processor).
command-evaluate-no-cache = Find the hands in every recording anew.
command-evaluate-clips = Show a line for every clip too.
command-evaluate-none = No clip could be evaluated; the list says why for each.
command-evaluate-running = Reviewing clips
command-protocols-usable = { $steps ->
    [one] { $name } can be used: { $title }, { NUMBER($steps) } step.
   *[other] { $name } can be used: { $title }, { NUMBER($steps) } steps.
}
command-protocols-faults = { $places ->
    [one] { NUMBER($places) } place to repair in { $name }.
   *[other] { NUMBER($places) } places to repair in { $name }.
}
command-protocols-permission = Needed first: { $permission }
command-protocols-left-out = Left out: { $reason }
command-protocols-yours = Your own protocols are read from { $folder }
command-review-protocol = Protocol to hold the recording against (id or file).
command-review-minutes = The session was planned to take this long in all.
command-review-scale = The session was planned at this share of the protocol's times.
command-review-variant = The session followed this variant of the protocol.
command-review-pain-side = The receiver's side that hurts more; the session had to begin on the other one.
command-review-back = Base of the neck and tailbone (with a protocol for a leg: fold under the buttock and heel; for shoulders: hairline and lower ends of the shoulder blades), as shares of the picture (of the one at second S; once more after every cut).
command-review-head = Where the head lies in the picture.
command-review-length = Centimetres between the two points of --back (if not given, what is usual: 50 on a back, 80 on a leg, 32 on shoulders).
command-review-json = Write the review as JSON; - writes it to the terminal.
command-review-html = Write a page to keep.
command-review-csv = Write the stretches as a table.
command-review-decimal-comma = Write the table for a spreadsheet that reads 0,5: decimal commas, semicolons between the values.
command-review-video = Write the annotated video.
command-review-quiet = No progress bar and no summary.
command-review-stopped = Stopped. Nothing was written.
command-review-length-alone = --minutes and --scale shorten a protocol; name it with --protocol.
command-review-variant-alone = --variant and --pain-side belong to a protocol; name it with --protocol.
command-review-minutes-scale = --minutes and --scale say the same in two ways; give only one of them.
command-review-both-sides = { $id } works both sides at once, so it begins on neither; leave --pain-side out.
command-review-variant-side = --variant { $id } needs --pain-side left or --pain-side right.
command-review-variant-length = --variant { $id } has a length of its own; leave --minutes and --scale out.
command-review-back-head = --back and --head say the same in two ways; give only one of them.
command-review-length-back = --length-cm goes with --back; the direction of the head alone gives no centimetres.
command-review-length-limits = The two points of --back lie 20 to 100 cm apart, got { AMOUNT($length) }.
command-review-back-form = --back takes four numbers, neck x, neck y, tail x, tail y, such as 0.5,0.1,0.5,0.9, and @SECONDS behind them for a later picture; got "{ $text }".
command-review-back-shares = --back takes shares of the picture's width and height, each from 0 to 1.
command-review-back-time = The time behind --back's @ is seconds from the recording's start, got { $time }.
command-review-back-same = --back needs two different points, an upper and a lower end.
command-main-help = Massage coach: follows your hands through a camera and helps you massage well.
command-list = Commands
command-app-help =
    Start the app and open it in the browser.

    It listens on this computer only; with --tls on this computer's address in the home network, and lets nobody in without the code that it shows. Ctrl-C ends it.
command-review-help = Review a recording of a massage: which technique, how fast, which way, and by the book or not.
command-evaluate-help =
    Review every clip in DIR that has a truth file, and print how well both agree.

    A clip is a recording, or a landmark track NAME.npz, with NAME.truth.json beside it. To compare your own marks with the coach's, write what you see into the truth file. Rendered, simulated and real clips are never mixed.
command-protocols-help = List the protocols; show one or check a file of your own with the commands below.
command-protocols-list-help = List the protocols (what happens without a command, too).
command-protocols-show-help = Print one protocol: its steps, what each asks, and where the figures come from.
command-protocols-check-help = Check a protocol file of your own and explain each fault; exit status 2 when there is one.
command-protocols-toml-help = Print it as a protocol file, to make one of your own from it.
command-protocols-region-help = The part of the body that the massage is about (back if not given).
command-protocols-new-help = Write a small protocol with every name explained, to begin your own with.
command-protocols-format-help = Print what may stand in a protocol file, every word of it.
command-protocols-exists = { $name } is there already and stays as it is. Choose another name.
command-protocols-not-written = { $path } cannot be written ({ $why }). Choose another folder or name.
command-protocols-written = Written: { $path }
    Change what you like, then: massage-coach protocols check { $path }
command-review-watching = Watching
command-review-drawing = Drawing
command-review-written = Written: { $files }
command-protocols-line = { $steps ->
    [one] { $title }: { NUMBER($steps) } step, { AMOUNT($minutes) } min
   *[other] { $title }: { NUMBER($steps) } steps, { AMOUNT($minutes) } min
}
command-protocols-line-yours = { $steps ->
    [one] { $title } (yours): { NUMBER($steps) } step, { AMOUNT($minutes) } min
   *[other] { $title } (yours): { NUMBER($steps) } steps, { AMOUNT($minutes) } min
}
command-protocols-title = { $title } ({ $id }, version { $version })
command-protocols-length = About { AMOUNT($minutes) } minutes; a session takes { AMOUNT($low) } to { AMOUNT($high) }. The receiver { ANY($first) }{ $turns ->
    [0] .
   *[other] , later { LIST($later) }.
}
command-position = { $position ->
    [prone] lies face down
    [supine] lies on the back
    [side] lies on the side
   *[seated] sits
}
command-protocols-variants = Variants
command-protocols-sources = Sources
command-protocols-asked = { $what ->
    [hands] hands: { $asked }
    [where] where: { $asked }
    [way] way: { $asked }
   *[drift] drift: { $asked }
}
command-protocols-care = take care: { $caution }
command-protocols-band = { $what ->
    [duration_s] time: { RANGE($low, $high) } { $unit }
    [count] count: { RANGE($low, $high) } { $unit }
    [pace_per_min] pace: { RANGE($low, $high) } { $unit }
   *[speed_cm_s] speed: { RANGE($low, $high) } { $unit }
} (source: { $source }, confidence: { $confidence })
command-unit = { $unit ->
    [s] s
    [cycles] times
    [per_min] a minute
    [cm_per_s] cm/s
   *[min] min
}
command-computer-refused = { $what ->
    [file] { $name } cannot be read or written: { $why }.
   *[answer] The answer cannot be written: { $why }.
}

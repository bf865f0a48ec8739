# What is amiss with a protocol file or with what was asked of a protocol; wordings for those who write one.
book-id-taken = { $name }: id = "{ $id }" belongs to a built-in protocol; give yours another id.
book-unknown = There is no protocol "{ $name }". Known ones: { LIST($known) }. A file of your own is given as its path.
book-more = { $fault } ({ NUMBER($more) } more: massage-coach protocols check shows all)
book-no-file = it is not a file
book-not-toml = expected a TOML file of a few kilobytes; this is something else.
book-not-text = expected text in UTF-8; save the file as UTF-8 text.
book-key-parts = a key of more than { NUMBER($most) } parts, which no protocol has.
book-not-valid = not valid TOML: { $reason }.
book-too-deep = lists or tables lie too deep in each other, which no protocol needs.
book-not-number = holds a number or a date that cannot be read.
book-unreadable = { $path } cannot be read ({ $reason }). Give a TOML file or the id of a protocol.
book-key-missing = { $where } is missing
book-key-unknown = { $where } is not a key that a protocol has; check its spelling
book-none-built-in = The built-in protocols are missing: install massage-coach again.
book-session-length = A session of { $id } takes { NUMBER($low, maximumFractionDigits: 3) } to { NUMBER($high, maximumFractionDigits: 3) } minutes, got { NUMBER($minutes, maximumFractionDigits: 3) }.
book-scale = A session can be scaled by { NUMBER($least, maximumFractionDigits: 3) } to { NUMBER($most, maximumFractionDigits: 3) }, got { NUMBER($factor, maximumFractionDigits: 3) }.
book-variant-unknown = { $id } has no variant "{ $variant }". Known ones: { $known }.

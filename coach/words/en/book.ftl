# What is amiss with a protocol file or with what was asked of a protocol; wordings for those who write one.
book-id-taken = { $name }: id = "{ $id }" belongs to a built-in protocol; give yours another id.
book-id-twice = { $name }: id = "{ $id }" is that of { $first } already; give one of the two another id.
book-foreign = { $place } holds a web address or marks that a page would follow. Protocols have none; take the file in once they are removed.
book-unknown = There is no protocol "{ $name }". { $instead ->
    [none] { "" }
   *[other] Did you mean "{ $instead }"?{ " " }
}Known ones: { LIST($known) }. A file of your own is given as its path.
book-more = { $fault } ({ NUMBER($more) } more: massage-coach protocols check shows all)
book-no-file = it is not a file
book-unreadable = { $path } cannot be read ({ $reason }). Give a TOML file or the id of a protocol.
book-none-built-in = The built-in protocols are missing: install massage-coach again.
book-session-length = A session of { $id } takes { NUMBER($low, maximumFractionDigits: 3) } to { NUMBER($high, maximumFractionDigits: 3) } minutes, got { NUMBER($minutes, maximumFractionDigits: 3) }.
book-scale = A session can be scaled by { NUMBER($least, maximumFractionDigits: 3) } to { NUMBER($most, maximumFractionDigits: 3) }, got { NUMBER($factor, maximumFractionDigits: 3) }.
book-variant-unknown = { $id } has no variant "{ $variant }". Known ones: { $known }.

# Flaws of a protocol file, each with its mend; they follow the file, the line and the name that they are about.
book-flaw-at = { $place }: { $flaw }
book-flaw-part = { $part ->
    [step] step { NUMBER($number) }
   *[variant] variant { NUMBER($number) }
}{ $named ->
    [yes] { " (" }{ $name })
   *[no] { "" }
}
book-flaw-too_large = This is larger than any protocol (at most { NUMBER($most) } kilobytes): it is some other file.
book-flaw-encoding = From here on this is no text in UTF-8. Save the file as text in UTF-8; editors call it "encoding" when saving.
book-flaw-key_parts = A name of more than { NUMBER($most) } parts, which no protocol has. Remove the line.
book-flaw-too_deep = Lists or tables lie too deep in each other, which no protocol needs.
book-flaw-number_unreadable = The file holds a number or a date that cannot be read. Numbers are written like 60 or 1.5.
book-flaw-key_twice = { $name } stands on line { NUMBER($first) } already. Keep one of the two lines.
book-flaw-key_twice_part = { $name } says for the second time what a part holds. Keep one of the two.
book-flaw-key_twice_inside = { $name } stands twice between the curly brackets. Keep one of the two.
book-flaw-part_twice = [{ $part }] is opened a second time. Put its lines together under one heading; each step begins with [[steps]], each variant with [[variants]].
book-flaw-curly = Curly quotation marks cannot be read. Write straight ones: "like this".
book-flaw-backslash = A backslash (\) has a meaning of its own in a text. Leave it out, or write it twice.
book-flaw-no_value = Nothing stands behind { $name } =. Write what it is, or remove the line.
book-flaw-no_quotes = A text stands between quotation marks: { $name } = "{ $value }".
book-flaw-quote_open = One quotation mark of the text is missing, or the text holds one. A text begins and ends with " and holds none inside.
book-flaw-list_open = The list behind { $name } is not closed. End it with ].
book-flaw-table_open = The curly brackets behind { $name } are not closed. Everything up to the closing one stands on one line.
book-flaw-comma = A number has a point, not a comma: 1.5.
book-flaw-day = This day or time does not exist, and a protocol has none. Put texts between quotation marks.
book-flaw-line = { $form ->
    [value] This cannot be read. Texts stand between quotation marks, numbers are written like 60 or 1.5, and nothing follows them on the line.
   *[none] This line cannot be read. A line is written name = value; a remark begins with #.
}
book-flaw-missing = { $form ->
    [parts] { $name } is missing. A protocol has at least one step; each begins with the line [[{ $name }]].
    [part] { $name } is missing. Add the line [{ $name }], and below it where the figures come from, such as own = "My own experience".
   *[line] { $name } is missing. Add a line such as { $name } = { $example }
}
book-flaw-unknown = { $instead ->
    [none] { $name } is not a name that can stand here. These can: { LIST($known) }.
   *[other] { $name } is not a name that can stand here. Did you mean { $instead }?
}
book-flaw-word = { $instead ->
    [none] "{ $got }" cannot stand here. Choose one of { LIST($known) }.
   *[other] "{ $got }" cannot stand here. Did you mean "{ $instead }"? There are { LIST($known) }.
}
book-flaw-id = "{ $got }" cannot be an id. An id consists of small letters a to z, digits and single hyphens, such as "long-strokes".
book-flaw-size = { $way ->
    [short] Too short ({ NUMBER($got) } of at least { NUMBER($bound) } letters). Say a little more.
   *[long] Too long ({ NUMBER($got) } of at most { NUMBER($bound) } letters). Say it shorter.
}
book-flaw-empty = There is nothing in this list. Put in at least one.
book-flaw-bound = { $bound ->
    [above] { $got } is too little: the number has to be above 0.
    [most] { $got } is too much: the number may be { NUMBER($most) } at most.
   *[from] { $got } is too little: the number has to be 0 or more.
}
book-flaw-kind = { $expected ->
    [number] { $got } is no number. Write it without quotation marks and without a unit: { $name } = 60
    [list] A list stands here, between square brackets: { $name } = { $example }
    [parts] Write the line [[{ $name }]] with two brackets, and below it the lines that belong to it.
    [table] Several values stand here, between curly brackets: { $name } = { $example }
   *[text] A text stands here, between quotation marks: { $name } = "..."
}
book-flaw-band_order = low ({ AMOUNT($low) }) is above high ({ AMOUNT($high) }). Exchange the two.
book-flaw-unit = The unit is "{ $expected }" here, not "{ $got }".
book-flaw-end = { $asked ->
    [none] Nothing says when this step ends. Give either duration_s or count.
   *[both] A step ends after a time or after a count, not both. Keep either duration_s or count.
}
book-flaw-place = "{ $place }" is no place of region = "{ $region }". Its places are { LIST($all) }.
book-flaw-sense_alone = sense = "{ $sense }" needs an axis: along, across, diagonal or circular. Add axis, or remove sense.
book-flaw-sense = { $several ->
    [0] Movements that stay in place (axis = "{ $axis }") have no sense. Remove sense = "{ $sense }".
   *[other] sense = "{ $sense }" does not go with axis = "{ $axis }". Choose one of { LIST($allowed) }.
}
book-flaw-way = { $known ->
    [yes] "{ $way }" is a way of another technique than { $technique }.
   *[no] "{ $way }" is no way of working that the coach knows.
} { $instead ->
    [none] Ways of { $technique } are { LIST($all) }.
   *[other] Did you mean "{ $instead }"? Ways of { $technique } are { LIST($all) }.
}
book-flaw-way_other = "{ $way }" goes with { $mark } = "{ $usual }", and this step asks "{ $got }". Change one of the two.
book-flaw-id_twice = The id "{ $id }" belongs to number { NUMBER($first) } already. Give this one another id.
book-flaw-length = The steps take about { AMOUNT($minutes) } minutes together, and the session { AMOUNT($low) } to { AMOUNT($high) }. Change the lengths of the steps, or these minutes.
book-flaw-variant_length = { AMOUNT($minutes) } minutes are outside the session's { AMOUNT($low) } to { AMOUNT($high) } minutes. Choose a length between them.
book-flaw-variant_empty = A variant has either minutes, or begins = "opposite_to_pain". Give exactly one of the two.
book-flaw-no_turn = No step works one side after the other, so there is no side to begin on. Give a step sides = "one_after_other", or remove this variant.
book-flaw-source = { $any ->
    [0] The source "{ $source }" is not listed, and no source is. Add it under [sources].
   *[other] { $instead ->
        [none] The source "{ $source }" is not listed under [sources]. Add it there, or choose { ANY($listed) }.
       *[other] The source "{ $source }" is not listed under [sources]. Did you mean "{ $instead }"?
    }
}
book-flaw-gentle = "{ $text }" is said for gentle hands, and still asks for { LIST($asked) }. Say it milder, or leave gentle out.
book-flaw-half = "{ $text }" is said for half strength, and still asks for full pressure. Say it milder, or leave half out.
book-flaw-taken = "{ $id }" belongs to a built-in protocol. Give yours another id.

# Words about the receiver's two sides, and about the length of a session: before, Practise and Review.

side-question = Which side hurts more?
side-help = Ask the person: their left is where their left hand is. The massage then begins on the other side.
side-help-review = The receiver's own sides: left is where their left hand is. The massage should begin on the other one.
side-answers =
    .left = Their left
    .right = Their right
    .both = Both alike
    .none = Neither
side-begins = { $side ->
    [left] Begin on **their left side**, where their left hand is.
   *[right] Begin on **their right side**, where their right hand is.
} Change sides halfway through each step that works one side after the other.
side-length = About { NUMBER($minutes) } min in all.
side-variant = Was it a shorter or longer session?
side-variant-none = As the protocol stands

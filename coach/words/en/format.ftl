# What may stand in a protocol file: comments of a new file, and the page that documents the format.
# The tables of words are named after the parts of a file and the names in them; a test holds them against the schema.

format-title = Protocol files
format-lead = A protocol is one text file in UTF-8 with the ending .toml. It begins with what holds for the whole massage; then come the sources of its figures, its steps in order, and, if wanted, variants. A line is written `name = value`; texts stand between straight quotation marks, numbers have a point, lists stand between square brackets, and a remark begins with `#`.
format-commands = `massage-coach protocols new FILE` writes a file to begin with, `massage-coach protocols check FILE` names everything that is amiss at once, with its line and its mend, and `massage-coach protocols show ID --toml` prints any protocol as such a file. On the page *Protocols* the same can be done with the mouse.
format-folder = A file in the folder `protocols` of the data folder is listed with the built-in ones, under its own id.
format-part-protocol = The whole massage
format-part-step = A step
format-part-band = A range
format-part-variant = A variant
format-part-sentence = A sentence with what it asks
format-about-protocol = Stands at the beginning of the file. What is not marked as needed may be left out.
format-about-step = Each step begins with the line `[[steps]]`. What is left out is not asked, so it is not judged either. A step ends after `duration_s` or after `count`; exactly one of the two is given.
format-about-band = Written on one line between curly brackets. Both ends are allowed.
format-about-variant = Each variant begins with the line `[[variants]]`: another way through the same steps. It has either `minutes` or `begins`.
format-about-sentence = A sentence of `cues` or `cautions` may be written between curly brackets, with what it asks of the hands. It is then left out, or said milder, for a person who may not have that. Without these marks the coach reads the sentence word by word, and rather leaves out one too many.
format-head-name = name
format-head-needed = needed
format-head-value = value
format-head-meaning = meaning
format-needed = yes
format-optional = no
format-kind = { $kind ->
    [text] text
    [number] number
    [word] one of the words below
    [words] one or several of the words below
    [texts] one or several texts
    [band] a range
    [sources] names and texts
   *[tables] parts with a heading of their own
}
format-words = Words of { $name }
format-ways = Ways of working
format-ways-about = The words of `sub_technique`. Each belongs to one technique, and the first one of a step is drawn. Some are told apart by a direction or by the use of the hands; a step that names one of these asks that too, or leaves it open.
format-senses = Which sense goes with which axis
format-sense-line = `{ $axis }`: { LIST($senses) }
format-sense-none = `{ $axis }`: none
format-template = A protocol of your own. Lines that begin with # are remarks and may go.
    Check it with: massage-coach protocols check FILE
format-template-choices = { $text } ({ ANY($words) })

format-name-protocol =
    .id = A short name that no other protocol has: small letters, digits and hyphens.
    .version = Raise it when you change the massage, so that sessions are compared with the right one.
    .title = What the massage is called.
    .summary = One or two sentences about it.
    .position = How the person lies or sits. Several in a list: as is comfortable, the usual one first.
    .session_minutes = How long a whole session may take. The steps have to fit into it.
    .sources = Where the figures come from: a name of your choice and a sentence for each.
    .permission = Who has to allow this massage first; shown before the session.
    .cautions = What to take care of in the whole massage.
    .steps = The steps, in the order in which they are done.
    .variants = Shorter or longer sessions, or another side to begin on.
format-name-step =
    .id = A short name that no other step of this massage has.
    .title = What the step is called, in a few words.
    .technique = What the camera tells apart.
    .sub_technique = How the hands work in it, from the list of ways of working.
    .needs = What the step is nothing without. It is left out for a person who may not have that.
    .position = Where the person turns over for this step.
    .text = The instruction as it is read to you, at least 20 characters.
    .hands = How the hands work with each other. Several in a list: all are allowed, the first is shown.
    .zones = Where the step is done. Several in a list: each of them is right.
    .axis = Along which line the hands move.
    .sense = Which way along that line the working movement goes.
    .drift = Which way the worked place travels over many movements.
    .duration_s = How long the step takes, in seconds.
    .count = How many movements the step has.
    .pace_per_min = How many movements of one hand a minute: there and back, one circle, one grasp, or one blow.
    .speed_cm_s = How fast the hand glides over the skin.
    .contact = Whether the hands stay on the skin between the movements.
    .sides = Whether both sides are worked at once, one after the other, or only one.
    .cues = Short sentences that are said while the step goes on.
    .cautions = What to take care of in this step.
format-name-band =
    .low = The lower end.
    .high = The upper end.
    .unit = What is counted.
    .source = The name of a source that is listed under [sources].
    .confidence = How far the figure is to be believed.
format-name-variant =
    .id = A short name that no other variant of this massage has.
    .title = What the variant is called.
    .text = A sentence about it.
    .minutes = The length of the session; all steps become shorter or longer in the same measure.
    .begins = On which side to begin.
format-name-sentence =
    .text = The sentence.
    .asks = What it asks; an empty list: nothing of the kind, whatever its words look like.
    .half = What is said instead at half strength; left out: nothing.
    .gentle = What is said instead with gentle hands; left out: nothing.
    .source = The name of a source, where it is another one than the step's.

format-word-position =
    .prone = face down
    .supine = on the back
    .side = on the side
    .seated = sitting, leaning forward
format-word-technique =
    .stroking = the hands glide over the skin
    .rubbing = the hands move the skin
    .kneading = the hands take the muscle and let it go
    .tapping = light blows
format-word-hands =
    .together = both hands do the same at the same time
    .alternating = the hands work in turn
    .one = one hand works
    .stacked = one hand lies on the other
format-word-zones =
    .collar = neck and shoulders, down to the shoulder blades
    .back = shoulder blades to the last rib
    .lumbar = last rib to the top of the sacrum
    .sacral = sacrum with the buttocks beside it
    .paravertebral = the muscles beside the spine
    .gluteal = the buttocks
    .hip = the sides over the hip joints
format-word-axis =
    .along = lengthways
    .across = from side to side
    .diagonal = on a slant
    .circular = in circles
    .in_place = in one place
format-word-sense =
    .headward = towards the head
    .tailward = away from the head
    .both = to and fro alike
    .outward = from the middle to the sides
    .inward = from the sides to the middle
    .crossing = the hands move towards each other
    .clockwise = clockwise, as you see it
    .counterclockwise = counterclockwise, as you see it
format-word-drift =
    .headward = towards the head
    .tailward = away from the head
    .none = it stays
format-word-contact =
    .kept = the hands stay on the skin
    .lifted = the hands may leave the skin
format-word-sides =
    .both = both at once
    .one_after_other = one after the other
    .one = only one
format-word-unit =
    .s = seconds
    .cycles = movements
    .per_min = movements a minute
    .cm_per_s = centimetres a second
    .min = minutes
format-word-confidence =
    .none = no source gives a figure, this is a suggestion
    .low = sources disagree, or there is one weak one
    .medium = a fair source
    .high = a good source, or the guide itself
format-word-begins =
    .opposite_to_pain = on the side that hurts less
format-word-asks =
    .pressure = pressing or leaning
    .grasping = taking, lifting or squeezing a fold
    .twisting = twisting or wringing
    .shaking = shaking or trembling
    .blows = tapping, patting or beating
    .speed = being quicker

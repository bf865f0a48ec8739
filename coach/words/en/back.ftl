# Words of the place where the back is set on a picture.

back-picker =
    .picture = A still of the recording. Set two points on it: the base of the neck, then the tailbone.
    .ask_neck = 1 of 2: click the base of the neck.
    .ask_tail = 2 of 2: click the tailbone, at the lower end of the spine.
    .fits = Does the outline fit the back? Drag its points until it does.
    .neck = Base of the neck
    .tail = Tailbone
    .left_shoulder = Left shoulder of the person
    .right_shoulder = Right shoulder of the person
    .right_hip = Right hip of the person
    .left_hip = Left hip of the person
    .middle = Put an outline in the middle
    .again = Start over
    .turn = Turn it round
    .oblique = Set shoulders and hips too
    .straight = Two points are enough

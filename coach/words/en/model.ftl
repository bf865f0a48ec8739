# Why a model cannot be used, and what to do.
model-missing = The model file { $name } was expected beside the program but is not there. Install massage-coach again, or run models/rebuild_hand_landmarker.py in a checkout.
model-hands-unreadable = The hand model { $path } cannot be read: { $why }.
model-hands-damaged = The hand model { $path } is damaged: expected SHA-256 { $expected }..., got { $got }... Install massage-coach again, or run models/rebuild_hand_landmarker.py in a checkout.
model-no-library = The hand tracking library MediaPipe could not start, most likely because a graphics library of the operating system is missing ({ $error }). On Debian or Ubuntu run: sudo apt-get install { $libraries }
model-advice = Install massage-coach again, or train the model anew (see the models' README).
model-technique-unreadable = The technique model { $name } cannot be read ({ $error }). { model-advice }
model-technique-other = The technique model { $name } was trained for other features than this version computes. { model-advice }
model-replay-unreadable = What is replayed in learning, { $name }, cannot be read ({ $error }). { model-advice }
model-replay-other = What is replayed in learning, { $name }, was made for other features than this version computes. { model-advice }

# Correcting what the coach says about a session.
correct-not-an-edit = This change could not be read ({ $why }). Reload the page, then try again.
correct-no-length = This session has no length, so there is nothing to correct in it.
correct-unreadable = What was said about this session cannot be read any more.
correct-name-empty = A teacher needs a name of at least one letter.

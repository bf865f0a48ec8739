"""What a mutated protocol, export or message does to the program: each trial returns its outcome, or raises.

An outcome is a refusal in the program's own words, or the use of what was given with every reader of it. Whatever else
happens (an exception, words that no file can take, something left behind) is a :class:`Fault`.
"""


class Fault(Exception):
    """Something that no input may lead to."""

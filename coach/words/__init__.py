"""Every sentence that a person reads or hears, as whole messages: a folder of Fluent files for each language.

``say("review-title-of", name="evening.mp4")`` says a message in the language that is chosen; numbers, times and dates
are written by its rules in :mod:`coach.words.amounts`. No sentence is put together outside the catalogue.
"""

from coach.words.amounts import (
    format_clock,
    format_date,
    format_duration,
    format_durations,
    format_number,
    format_percent,
    format_range,
    format_signed,
    format_time,
    join_facts,
    join_names,
    weekday_names,
)
from coach.words.languages import LANGUAGE_ENV, PSEUDO, choose_language, find_data, language_tag
from coach.words.say import fill, list_words, say, say_table

__all__ = [
    "LANGUAGE_ENV",
    "PSEUDO",
    "choose_language",
    "fill",
    "find_data",
    "format_clock",
    "format_date",
    "format_duration",
    "format_durations",
    "format_number",
    "format_percent",
    "format_range",
    "format_signed",
    "format_time",
    "join_facts",
    "join_names",
    "language_tag",
    "list_words",
    "say",
    "say_table",
    "weekday_names",
]

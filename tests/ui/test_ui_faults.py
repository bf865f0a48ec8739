"""A page that stops on a fault shows a sentence; the details go to the terminal."""

from __future__ import annotations

import logging

import pytest
from streamlit.testing.v1 import AppTest


def page(kind: str) -> None:
    from coach.errors import StoreError
    from coach.ui.faults import explain_fault

    errors = {"told": StoreError("The disk is full; free some space."), "bug": ZeroDivisionError("division by zero")}
    assert explain_fault(errors[kind])


def test_fault_with_words_of_its_own_is_told_in_them():
    app = AppTest.from_function(page, args=("told",)).run(timeout=30)
    assert app.error[0].value == "The disk is full; free some space."


def test_fault_of_the_program_is_logged_and_told_calmly(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.ERROR):
        app = AppTest.from_function(page, args=("bug",)).run(timeout=30)
    assert "Load the page again" in app.error[0].value
    assert "division by zero" not in app.error[0].value
    assert "ZeroDivisionError" in caplog.text

"""Kappa and AC1: worked examples from the literature, and what their intervals have to do."""

from __future__ import annotations

import numpy as np
import pytest

from coach.evaluate.coefficients import (
    compute_cohen_kappa,
    compute_gwet_ac1,
    compute_share,
    estimate,
)

FLEISS = np.array([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
"""Two raters, 100 subjects: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd edition, table
18.1: kappa 0.68."""

GWET = np.array([[118, 5], [2, 0]])
"""Two raters, 125 subjects: Gwet, Kappa statistic is not satisfactory for assessing the extent of agreement, 2002."""


def test_the_worked_examples_come_out():
    # by hand: (0.89 - (0.8 * 0.8 + 0.1 * 0.05 + 0.1 * 0.15)) / (1 - 0.66)
    assert compute_cohen_kappa(FLEISS) == pytest.approx((0.89 - 0.66) / 0.34)
    assert compute_share(FLEISS) == pytest.approx(0.89)
    # by hand: observed 118/125; kappa's chance (123 * 120 + 2 * 5) / 125^2, AC1's 2 * 0.972 * 0.028
    assert compute_cohen_kappa(GWET) == pytest.approx(-0.0234, abs=5e-5)
    assert compute_gwet_ac1(GWET) == pytest.approx((0.944 - 0.054432) / (1 - 0.054432))
    assert compute_gwet_ac1(GWET) == pytest.approx(0.9408, abs=5e-5)


def test_the_interval_of_single_subjects_is_the_published_one():
    """Fleiss gives the standard error of the first example's kappa as 0.087 or 0.088, depending on the rounding."""
    single = [np.eye(1, 9, cell, dtype=np.int64).reshape(3, 3) for cell in range(9) for _ in range(FLEISS.flat[cell])]
    found = estimate(np.array(single), compute_cohen_kappa)
    assert found.low is not None and found.high is not None
    assert (found.high - found.low) / (2 * 1.96) == pytest.approx(0.0877, rel=0.1)
    assert found.low < found.value < found.high


def test_the_same_tables_give_the_same_interval():
    tables = np.array([FLEISS, FLEISS.T, np.eye(3, dtype=np.int64) * 7])
    assert estimate(tables, compute_gwet_ac1) == estimate(tables, compute_gwet_ac1)


def test_two_groups_are_too_few_for_an_interval():
    three = estimate(np.array([FLEISS, FLEISS.T, FLEISS]), compute_share)
    two = estimate(np.array([FLEISS, FLEISS.T]), compute_share)
    assert three.low is not None
    assert (two.value, two.low, two.high) == (pytest.approx(0.89), None, None)


def test_where_nothing_can_be_said_nothing_is_said():
    nothing, one_label = np.zeros((3, 3), dtype=np.int64), np.diag([9, 0, 0])
    for figure in (compute_share, compute_cohen_kappa, compute_gwet_ac1):
        assert figure(nothing) is None
    assert compute_cohen_kappa(one_label) is None
    assert compute_gwet_ac1(one_label) == 1.0
    often_undefined = np.array([one_label] * 3 + [np.diag([0, 1, 0])])
    assert estimate(often_undefined, compute_cohen_kappa).low is None

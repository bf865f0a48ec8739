"""A small temporal convolution net in PyTorch, for comparison only: it is neither shipped nor run by the program.

After Bai, Kolter & Koltun 2018, "An empirical evaluation of generic convolutional and recurrent networks for sequence
modeling": residual layers of dilated convolutions. Deviations: a window is looked at as a whole, so nothing is causal;
the scales of a window are separate groups of channels until the end.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from coach.errors import CoachError
from coach.records import TECHNIQUES, FloatArray
from coach.technique.training.rocket import choose_temperature
from coach.technique.training.signal_windows import CHANNELS, STRIDES

WIDTH = 32
"""Channels of each scale inside the net."""

DILATIONS = (1, 2, 4, 8)
"""Of the layers behind the first one, which halves the rate: the last one sees nearly the whole window."""

TAPS = 5
DROPPED = 0.2
EPOCHS = 6
BATCH = 128
PEAK_RATE = 4e-3
"""Highest learning rate of the one cycle of rates (Smith 2018)."""

DECAY = 0.01
CHUNK = 1024


def load_torch() -> Any:
    """Import PyTorch, on one thread.

    Raises
    ------
    CoachError
        When it is not installed.
    """
    try:
        import torch
    except ImportError as error:
        raise CoachError(
            "The net needs PyTorch, which is not installed: install massage-coach[bakeoff], or leave the net out."
        ) from error
    torch.set_num_threads(1)
    return torch


@dataclass(frozen=True, slots=True)
class NetModel:
    """A trained net, with its temperature."""

    net: Any
    temperature: float

    def score(self, windows: NDArray[np.float32]) -> FloatArray:
        """Score every technique: (m, 2, 20, 120) -> (m, 5), rows sum to 1."""
        scores: FloatArray = softmax(_compute_logits(self.net, windows) / self.temperature, axis=1)
        return scores


def fit_net(
    windows: NDArray[np.float32],
    label: NDArray[np.int64],
    weight: FloatArray,
    kept_back: NDArray[np.bool_],
    seed: int,
    epochs: int = EPOCHS,
) -> NetModel:
    """Train a net; the parameters are those of :func:`coach.technique.training.rocket.fit_rocket`.

    The same data and seed give the same net on one kind of computer.
    """
    torch = load_torch()
    learnt = np.flatnonzero(~kept_back)
    rng = np.random.default_rng(seed)
    share = torch.from_numpy((weight * len(learnt) / weight[learnt].sum()).astype(np.float32))
    inputs, target = torch.from_numpy(windows).flatten(1, 2), torch.from_numpy(label)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        net = _make_net(torch)
        optimiser = torch.optim.AdamW(net.parameters(), lr=PEAK_RATE, weight_decay=DECAY)
        batches = math.ceil(len(learnt) / BATCH)
        rates = torch.optim.lr_scheduler.OneCycleLR(optimiser, PEAK_RATE, total_steps=epochs * batches)
        net.train()
        for _ in range(epochs):
            for rows in np.array_split(rng.permutation(learnt), batches):
                optimiser.zero_grad()
                losses = torch.nn.functional.cross_entropy(net(inputs[rows]), target[rows], reduction="none")
                (losses * share[rows]).mean().backward()
                optimiser.step()
                rates.step()
    net.eval()
    temperature, _ = choose_temperature(_compute_logits(net, windows[kept_back]), label[kept_back], weight[kept_back])
    return NetModel(net, temperature)


def _make_net(torch: Any) -> Any:
    groups, width = len(STRIDES), len(STRIDES) * WIDTH

    def make_layer(channels: int, dilation: int, stride: int) -> Any:
        margin = dilation * (TAPS // 2)
        convolution = torch.nn.Conv1d(channels, width, TAPS, stride, margin, dilation, groups)
        return torch.nn.Sequential(convolution, torch.nn.BatchNorm1d(width), torch.nn.ReLU())

    class Net(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.first = make_layer(groups * len(CHANNELS), 1, 2)
            self.others = torch.nn.ModuleList([make_layer(width, dilation, 1) for dilation in DILATIONS])
            self.last = torch.nn.Sequential(torch.nn.Dropout(DROPPED), torch.nn.Linear(2 * width, len(TECHNIQUES)))

        def forward(self, inputs: Any) -> Any:
            hidden = self.first(inputs)
            for layer in self.others:
                hidden = hidden + layer(hidden)
            return self.last(torch.cat([hidden.mean(dim=2), hidden.amax(dim=2)], dim=1))

    return Net()


def _compute_logits(net: Any, windows: NDArray[np.float32]) -> FloatArray:
    torch = load_torch()
    parts = []
    with torch.inference_mode():
        for start in range(0, len(windows), CHUNK):
            parts.append(net(torch.from_numpy(windows[start : start + CHUNK]).flatten(1, 2)).numpy())
    return np.concatenate(parts).astype(np.float64)

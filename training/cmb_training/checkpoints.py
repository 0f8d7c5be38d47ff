"""Checkpoints that are whole or not there, and the running mean of the weights."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch
from torch import nn


def save_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Writes beside the place and renames."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    os.replace(partial, path)


def load_checkpoint(path: Path) -> dict[str, Any] | None:
    """None when there is none."""
    return torch.load(path, map_location="cpu", weights_only=True) if path.exists() else None


def load_mean(network: nn.Module, path: Path) -> tuple[nn.Module, int]:
    """The network with the averaged weights of a checkpoint, and its number of steps."""
    state = load_checkpoint(path)
    if state is None:
        raise SystemExit(f"{path}: no checkpoint")
    network.load_state_dict(state["mean"])
    return network.eval(), state["step"]


class MeanWeights:
    """Exponential running mean of weights and buffers; these are what is shipped."""

    def __init__(self, network: nn.Module, decay: float = 0.999) -> None:
        self.decay = decay
        self.steps = 0
        self.state = {name: value.detach().clone() for name, value in network.state_dict().items()}

    def update(self, network: nn.Module) -> None:
        """Early steps count more, so that the random start is soon forgotten."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for name, value in network.state_dict().items():
            mean = self.state[name]
            if mean.dtype.is_floating_point:
                mean.lerp_(value.detach(), 1 - decay)
            else:
                mean.copy_(value)

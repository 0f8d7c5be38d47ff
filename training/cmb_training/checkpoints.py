"""Checkpoints that are whole or not there, and the running mean of the weights."""

from __future__ import annotations

import os
import pickle
import zipfile
from pathlib import Path
from typing import Any

import torch
from torch import nn

from .weight_files import COUNTER, load_weights

WANTED = "give the checkpoint (.ckpt) of a training, or an .npz of weights such as those in training/weights"


def save_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Writes beside the place and renames."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    os.replace(partial, path)


def load_checkpoint(path: Path) -> dict[str, Any] | None:
    """None when there is none."""
    return torch.load(path, map_location="cpu", weights_only=True) if path.exists() else None


def load_mean(network: nn.Module, path: Path) -> tuple[nn.Module, int | None]:
    """The network with the averaged weights of a checkpoint or of an `.npz`, and its number of steps; None for an `.npz`.

    Raises SystemExit, with what to give instead, when the file is neither or holds another network.
    """
    weights, step = _read_weights(path)
    own, found = _shapes(network.state_dict()), _shapes(weights)
    other = sorted(name for name in own.keys() | found.keys() if own.get(name) != found.get(name))
    if other:
        raise SystemExit(
            f"{path}: the weights of another network than {type(network).__name__}, "
            f"{len(other)} tensors differ, such as {other[0]}; {WANTED}, of that network"
        )
    network.load_state_dict(weights, strict=False)
    return network.eval(), step


def _read_weights(path: Path) -> tuple[dict[str, torch.Tensor], int | None]:
    if not path.is_file():
        raise SystemExit(f"{path}: no such file; {WANTED}")
    # Both kinds are ZIP archives.
    names = zipfile.ZipFile(path).namelist() if zipfile.is_zipfile(path) else []
    try:
        if names and all(name.endswith(".npy") for name in names):
            return load_weights(path), None
        state = load_checkpoint(path) if names else None
    except (pickle.UnpicklingError, RuntimeError, ValueError):
        state = None
    if not isinstance(state, dict) or not {"mean", "step"} <= state.keys():
        raise SystemExit(f"{path}: no weights of a network; {WANTED}")
    return state["mean"], state["step"]


def _shapes(weights: dict[str, torch.Tensor]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(value.shape) for name, value in weights.items() if not name.endswith(COUNTER)}


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

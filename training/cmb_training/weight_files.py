"""Averaged weights as a small file: what is committed, and what a further training can start from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

#: How the names of batch normalisation's counters end, which serve training alone and are not stored.
COUNTER = "num_batches_tracked"


def save_weights(weights: dict[str, torch.Tensor], path: Path) -> None:
    """As NumPy's .npz, numbers with a fraction as float16; raises OverflowError for what float16 cannot hold."""
    arrays = {name: value.numpy() for name, value in weights.items() if not name.endswith(COUNTER)}
    np.savez_compressed(path, **{name: as_float16(name, array) for name, array in arrays.items()})


def as_float16(name: str, values: np.ndarray) -> np.ndarray:
    """Raises OverflowError, with the name, for what float16 cannot hold."""
    largest = np.abs(values).max(initial=0)
    if largest > np.finfo(np.float16).max:
        raise OverflowError(f"{name}: a weight of {largest} does not fit float16")
    return values.astype(np.float16)


def load_weights(path: Path) -> dict[str, torch.Tensor]:
    """The counterpart of `save_weights`, as float32."""
    with np.load(path) as arrays:
        return {name: torch.from_numpy(arrays[name].astype(np.float32)) for name in arrays.files}

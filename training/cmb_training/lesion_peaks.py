"""Candidates of the lesion network: the peaks of what it says."""

from __future__ import annotations

import numpy as np
import torch
from scipy import ndimage
from torch import nn

from .lesion_cubes import SPACING_MM
from .patch_store import IMAGE_SCALE, Patch

SEPARATION_MM = 2.5
#: Networks want multiples of so many voxels along k, j and i: ours of 8, 16 and 16, the published one of 32.
MULTIPLES = (32, 32, 32)


def lesion_probabilities(network: nn.Module, patch: Patch) -> np.ndarray:
    """Probabilities of a whole patch, shape (3, k, j, i): lesion, centre, mimic."""
    image = torch.from_numpy(patch.image.astype(np.float32) / IMAGE_SCALE)
    padding = [amount for size, m in reversed(list(zip(image.shape, MULTIPLES))) for amount in (0, -size % m)]
    padded = nn.functional.pad(image[None, None], padding, value=-1.0)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        logits = network(padded)[0].float()
    k, j, i = image.shape
    return logits[:, :k, :j, :i].sigmoid().numpy()


def find_peaks(probabilities: np.ndarray, least: float, most: int) -> tuple[np.ndarray, np.ndarray]:
    """The peaks of sqrt(lesion · centre), strongest first, no two within SEPARATION_MM: places (n, 3) and their values."""
    value = np.sqrt(probabilities[0] * probabilities[1])
    at = np.argwhere((value == ndimage.maximum_filter(value, 3)) & (value >= least))
    values = value[tuple(at.T)]
    order = np.argsort(-values, kind="stable")
    kept: list[int] = []
    for index in order:
        if len(kept) == most:
            break
        offsets = (at[kept] - at[index]) * SPACING_MM
        if len(kept) == 0 or np.linalg.norm(offsets, axis=1).min() >= SEPARATION_MM:
            kept.append(int(index))
    return at[kept].astype(np.float64), values[kept]

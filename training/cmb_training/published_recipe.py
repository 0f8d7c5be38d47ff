"""Losses, sampling and schedule of the published system, for groups who want to repeat it on their data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

PATCH = 96


@dataclass(frozen=True)
class PublishedSchedule:
    """As published; Adam at a constant rate."""

    learning_rate: float = 5e-5
    batch_pretraining: int = 5
    batch_finetuning: int = 6
    patches_per_volume: int = 30
    epochs: int = 1000
    steps_per_epoch: int = 5000
    weight_regularisation: float = 1e-5
    class_proportions: tuple[float, float] = (0.1, 0.9)


def focal_tversky_loss(
    probabilities: torch.Tensor,
    target: torch.Tensor,
    *,
    alpha: float = 0.5,
    beta: float = 0.5,
    gamma: float = 3.0,
    smooth: float = 1.0,
    exponent: str = "inverse",
) -> torch.Tensor:
    """(1 − TI)^(1/γ) with TI = (TP + s) / (TP + α FN + β FP + s), mean over the classes.

    Whether the published code raised to γ or 1/γ is unknown; the paper that the loss comes from has 1/γ (Abraham & Khan
    2019, doi:10.1109/ISBI.2019.8759329), which is `exponent="inverse"`; `"direct"` gives γ.
    """
    axes = (0, *range(2, probabilities.ndim))
    hits = (probabilities * target).sum(axes)
    missed = ((1 - probabilities) * target).sum(axes)
    wrong = (probabilities * (1 - target)).sum(axes)
    index = (hits + smooth) / (hits + alpha * missed + beta * wrong + smooth)
    power = 1 / gamma if exponent == "inverse" else gamma
    return (1 - index).clamp_min(0).pow(power).mean()


def weighted_cross_entropy(
    logits: torch.Tensor, classes: torch.Tensor, class_weights: tuple[float, ...] = (0.1, 5.0)
) -> torch.Tensor:
    """Mean over all voxels of the class's weight times its cross-entropy (as Keras weighs, not normalised)."""
    weights = torch.tensor(class_weights, dtype=logits.dtype, device=logits.device)
    per_voxel = F.cross_entropy(logits, classes, reduction="none")
    return (weights[classes] * per_voxel).mean()


def published_loss(logits: torch.Tensor, classes: torch.Tensor) -> torch.Tensor:
    """Both losses with weight 1, their mean."""
    target = F.one_hot(classes, logits.shape[1]).movedim(-1, 1).to(logits.dtype)
    return (focal_tversky_loss(logits.softmax(1), target) + weighted_cross_entropy(logits, classes)) / 2


def sample_patch_corners(
    mask: np.ndarray, rng: np.random.Generator, schedule: PublishedSchedule = PublishedSchedule()
) -> list[tuple[int, int, int]]:
    """First voxels of the patches of one volume, shuffled.

    For the background class uniform corners; for the microbleed class a random microbleed voxel less half a patch, plus
    a whole shift of −48…48 for each axis, clamped into the volume. A shift of −48 leaves that voxel just outside: as
    published. A scan without microbleeds gives random patches only.
    """
    limits = np.array(mask.shape) - PATCH
    if (limits < 0).any():
        raise ValueError(f"a volume of {mask.shape} voxels is smaller than a patch of {PATCH}³; pad it first")
    voxels = np.argwhere(mask > 0)
    corners: list[tuple[int, int, int]] = []
    if len(voxels) > 0:
        for _ in range(int(schedule.patches_per_volume * schedule.class_proportions[1])):
            start = np.maximum(voxels[rng.integers(len(voxels))] - PATCH // 2, 0)
            shift = rng.integers(-PATCH // 2, PATCH // 2 + 1, size=3)
            corners.append(tuple(int(value) for value in np.clip(start + shift, 0, limits)))
    while len(corners) < schedule.patches_per_volume:
        corners.append(tuple(int(value) for value in rng.integers(0, limits + 1)))
    rng.shuffle(corners)
    return corners

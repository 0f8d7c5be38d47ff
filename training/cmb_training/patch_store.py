"""Patches on disk, as `generate-patches.mjs` writes them.

Each patch is three files: `NUMBER-image.npy` (int16, axes k, j, i, ten-thousandths of intensity over the brain's median
less 1), `NUMBER-labels.npy` (uint8, see LABELS) and `NUMBER.json` (objects and protocol). The JSON is written last: a
patch without it is not there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

#: Values of the label image.
LABELS = {"background": 0, "lesion": 1, "ignore": 2, "mimic": 3}
IMAGE_SCALE = 10_000.0
LIST_EVERY_STEPS = 200


@dataclass(frozen=True)
class PatchLesion:
    """A microbleed that can be seen."""

    #: Position on the grid of the patch: k, j, i, may lie between voxels.
    centre: tuple[float, float, float]
    apparent_radius_mm: float
    depth: float


@dataclass(frozen=True)
class Patch:
    """One patch at 1 × 0.5 × 0.5 mm."""

    number: int
    subject: str
    slice_mm: float
    image: np.ndarray
    labels: np.ndarray
    lesions: tuple[PatchLesion, ...]


def list_patches(folder: Path) -> list[Path]:
    """The description of every whole patch, by number."""
    return sorted(folder.glob("[0-9]*.json"))


class PatchFolder:
    """The patches of a folder to which some may still be added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths: list[Path] = []

    def at_step(self, step: int) -> list[Path]:
        """All that are there; looks for new ones now and then. Raises SystemExit where there are none."""
        if step % LIST_EVERY_STEPS == 0 or not self.paths:
            self.paths = list_patches(self.folder)
            if not self.paths:
                raise SystemExit(f"{self.folder}: no patches")
        return self.paths


def read_patch(description: Path) -> Patch:
    """Raises ValueError when the arrays do not belong together."""
    facts = json.loads(description.read_text())
    stem = description.with_suffix("")
    image = np.load(f"{stem}-image.npy", mmap_mode="r")
    labels = np.load(f"{stem}-labels.npy", mmap_mode="r")
    if image.shape != labels.shape or image.dtype != np.int16 or labels.dtype != np.uint8:
        raise ValueError(f"{stem}: image {image.shape} {image.dtype}, labels {labels.shape} {labels.dtype}")
    lesions = tuple(
        PatchLesion(tuple(lesion["centre"]), lesion["apparentRadiusMm"], lesion["depth"]) for lesion in facts["lesions"]
    )
    return Patch(facts["number"], facts["subject"], facts["sliceMm"], image, labels, lesions)

"""Label maps as they are trained on: RAS axes, cropped around the brain, numbers packed into one byte."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import nibabel as nib
import numpy as np
import torch

from .region_classes import region_lookup

#: Voxels of 1 mm around the middle of the brain: what the region network sees, and room to turn and scale it.
CROP = (224, 256, 224)

#: Kept out of all training: what the networks are judged on.
HELD_OUT = tuple(json.loads(Path(__file__).with_name("held_out.json").read_text()))


@dataclass(frozen=True)
class LabelSubject:
    """One head."""

    name: str
    #: Index into `numbers`, 1 mm, RAS, shape CROP.
    packed: torch.Tensor
    #: The label numbers that occur, sorted.
    numbers: np.ndarray
    #: The region class of each of `numbers`.
    classes: np.ndarray


def load_subject(path: Path) -> LabelSubject:
    """Reads a label map of 1 mm; raises ValueError when its voxels are not 1 mm or a number is unknown."""
    image = nib.as_closest_canonical(nib.load(path))
    zooms = image.header.get_zooms()[:3]
    if not np.allclose(zooms, 1, atol=0.05):
        raise ValueError(f"{path.name}: voxels of {zooms} mm; label maps of 1 mm are needed")
    data = np.asarray(image.dataobj).astype(np.int32)
    numbers = np.flatnonzero(np.bincount(data.ravel()))
    classes = region_lookup(numbers)
    index = np.zeros(numbers[-1] + 1, dtype=np.uint8)
    index[numbers] = np.arange(len(numbers))
    packed = index[data]
    brain = np.argwhere(np.isin(classes[packed], (3, 4, 11)))
    cropped = _crop(packed, brain.mean(0).round().astype(int))
    return LabelSubject(path.name.split(".")[0], torch.from_numpy(cropped), numbers, classes)


def load_subjects(folder: Path, *, held_out: bool) -> list[LabelSubject]:
    """The subjects for training, or those kept out of it."""
    paths = [path for path in sorted(folder.glob("*.nii.gz")) if (path.name.split(".")[0] in HELD_OUT) == held_out]
    if not paths:
        raise FileNotFoundError(f"{folder}: no label maps (*.nii.gz)")
    return [load_subject(path) for path in paths]


def _crop(packed: np.ndarray, centre: np.ndarray) -> np.ndarray:
    out = np.zeros(CROP, dtype=np.uint8)
    source, target = [], []
    for axis in range(3):
        first = centre[axis] - CROP[axis] // 2
        low, high = max(first, 0), min(first + CROP[axis], packed.shape[axis])
        source.append(slice(low, high))
        target.append(slice(low - first, high - first))
    out[tuple(target)] = packed[tuple(source)]
    return out

"""Cubes for the lesion network, cut from patches and varied."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .patch_store import IMAGE_SCALE, LABELS, Patch

#: Voxels of a cube along k, j and i: 32 mm each.
CUBE = (32, 64, 64)
SPACING_MM = np.array([1.0, 0.5, 0.5])


@dataclass(frozen=True)
class CubeMixture:
    """How cubes are centred; the rest lies anywhere."""

    on_lesion: float = 0.55
    on_mimic: float = 0.25


@dataclass(frozen=True)
class LesionCube:
    """Input and targets, float32, of shape CUBE."""

    image: np.ndarray
    lesion: np.ndarray
    #: 1 at the centre of a microbleed, falling off as a Gaussian.
    centre: np.ndarray
    mimic: np.ndarray
    #: What a voxel counts in the loss.
    weight: np.ndarray


def cut_cube(patch: Patch, rng: np.random.Generator, mixture: CubeMixture = CubeMixture()) -> LesionCube:
    """A random cube of a patch, flipped and turned in the plane, its intensities varied."""
    corner = _corner(patch, rng, mixture)
    part = tuple(slice(first, first + size) for first, size in zip(corner, CUBE))
    image = patch.image[part].astype(np.float32) / IMAGE_SCALE
    labels = np.asarray(patch.labels[part])
    centres = np.array([lesion.centre for lesion in patch.lesions]).reshape(-1, 3) - corner
    heat = centre_map(centres, patch.slice_mm)
    arrays = [image, labels, heat]
    for axis in range(3):
        if rng.random() < 0.5:
            arrays = [np.flip(array, axis) for array in arrays]
    if rng.random() < 0.5:
        arrays = [array.swapaxes(1, 2) for array in arrays]
    image, labels, heat = (np.ascontiguousarray(array) for array in arrays)
    return LesionCube(
        vary_intensity(image, rng),
        (labels == LABELS["lesion"]).astype(np.float32),
        heat,
        (labels == LABELS["mimic"]).astype(np.float32),
        np.where(labels == LABELS["ignore"], 0.02, 1).astype(np.float32),
    )


def centre_map(centres: np.ndarray, slice_mm: float) -> np.ndarray:
    """Largest of the Gaussians at the centres: sd 1.2 mm in the plane, and as much or slice/2.5 across it."""
    deviations = np.array([max(1.2, slice_mm / 2.5), 1.2, 1.2])
    heat = np.zeros(CUBE, dtype=np.float32)
    for centre in centres:
        rows = [
            np.exp(-0.5 * ((np.arange(size) - at) * spacing / deviation) ** 2)
            for size, at, spacing, deviation in zip(CUBE, centre, SPACING_MM, deviations)
        ]
        heat = np.maximum(heat, np.einsum("k,j,i->kji", *rows).astype(np.float32))
        nearest = np.round(centre).astype(int)
        if (nearest >= 0).all() and (nearest < CUBE).all():
            heat[tuple(nearest)] = 1
    return heat


def vary_intensity(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Another divisor (×0.8…1.25), gamma (0.75…1.35) and noise: a brain median that is off does no harm then."""
    intensity = np.maximum(image + 1, 0)
    if rng.random() < 0.8:
        intensity = intensity * np.exp(rng.uniform(np.log(0.8), np.log(1.25)))
    if rng.random() < 0.3:
        intensity = intensity ** np.exp(rng.uniform(np.log(0.75), np.log(1.35)))
    if rng.random() < 0.3:
        intensity = intensity + rng.uniform(0, 0.06) * rng.standard_normal(intensity.shape)
    return (np.clip(intensity, 0, 2.5) - 1).astype(np.float32)


def _corner(patch: Patch, rng: np.random.Generator, mixture: CubeMixture) -> np.ndarray:
    shape = np.array(patch.image.shape)
    limits = shape - CUBE
    if (limits < 0).any():
        raise ValueError(f"patch {patch.number}: {tuple(shape)} voxels are fewer than a cube of {CUBE}")
    draw = rng.random()
    focus = None
    if draw < mixture.on_lesion and patch.lesions:
        focus = np.array(patch.lesions[rng.integers(len(patch.lesions))].centre)
    elif draw < mixture.on_lesion + mixture.on_mimic:
        voxels = np.flatnonzero(np.asarray(patch.labels).ravel() == LABELS["mimic"])
        if len(voxels) > 0:
            focus = np.array(np.unravel_index(voxels[rng.integers(len(voxels))], patch.labels.shape))
    if focus is None:
        return rng.integers(0, limits + 1)
    size = np.array(CUBE)
    shift = rng.uniform(-0.35, 0.35, 3) * size
    return np.clip(np.round(focus - size / 2 + shift).astype(int), 0, limits)

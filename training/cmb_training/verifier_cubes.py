"""Cubes for the verifier: microbleeds, what looks like them, and what a simple blob filter takes for them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from .lesion_cubes import SPACING_MM, vary_intensity
from .patch_store import IMAGE_SCALE, LABELS, Patch
from .verifier_network import CUBE

#: Sizes at which the blob filter looks: the standard deviation of its inner Gaussian in mm.
BLOB_SCALES_MM = (0.6, 1.1, 1.8)
BLOBS_PER_PATCH = 80
#: A candidate this near to the centre of a microbleed, beyond its radius, is it.
HIT_MM = 1.0
#: How far the centre of a candidate may be from that of its microbleed in the plane and, in shares of a slice, across.
JITTER_MM = 0.8
#: Share of the cubes that are turned by any angle and scaled by any of these factors in the plane.
TURNED = 0.6
SCALES = (0.85, 1.2)
#: Half of what such a cube shows at most in the plane, its diagonal over the least scale, and a voxel to interpolate.
HALF_WIDTH = math.ceil(CUBE[1] / math.sqrt(2) / SCALES[0]) + 1
WIDE = (CUBE[0], 2 * HALF_WIDTH, 2 * HALF_WIDTH)


@dataclass(frozen=True)
class VerifierCube:
    """Input and targets, float32; arrays of shape CUBE."""

    image: np.ndarray
    lesion: np.ndarray
    mimic: np.ndarray
    #: What a voxel counts in the loss.
    weight: np.ndarray
    is_lesion: bool


@dataclass(frozen=True)
class PatchPlaces:
    """Where to cut: voxels k, j, i, each of shape (n, 3)."""

    lesions: np.ndarray
    others: np.ndarray


def find_places(patch: Patch, peaks: np.ndarray | None = None) -> PatchPlaces:
    """The microbleeds of a patch, and the candidates that are none.

    What lies on a microbleed that cannot be seen is neither.

    :param peaks: of the lesion network, shape (n, 3); dark blobs take their place where there are none yet
    """
    candidates = find_blobs(patch.image.astype(np.float32) / IMAGE_SCALE) if peaks is None else peaks
    lesions = np.array([lesion.centre for lesion in patch.lesions], dtype=np.float64).reshape(-1, 3)
    at = np.clip(np.round(candidates).astype(int), 0, np.array(patch.labels.shape) - 1)
    label = np.asarray(patch.labels)[tuple(at.T)]
    is_other = (label != LABELS["lesion"]) & (label != LABELS["ignore"]) & ~is_hit(candidates, patch)
    return PatchPlaces(lesions, candidates[is_other])


def is_hit(places: np.ndarray, patch: Patch) -> np.ndarray:
    """For each place, shape (n, 3), whether a microbleed that can be seen is there."""
    hit = np.zeros(len(places), dtype=bool)
    for lesion in patch.lesions:
        offset = np.abs(places - np.array(lesion.centre)) * SPACING_MM
        offset[:, 0] = np.maximum(0, offset[:, 0] - patch.slice_mm / 2)
        hit |= np.linalg.norm(offset, axis=1) <= lesion.apparent_radius_mm + HIT_MM
    return hit


def find_blobs(image: np.ndarray) -> np.ndarray:
    """The strongest dark blobs by differences of Gaussians, strongest first, shape (n, 3)."""
    response = np.zeros(image.shape, dtype=np.float32)
    for scale in BLOB_SCALES_MM:
        inner, outer = (ndimage.gaussian_filter(image, f * scale / SPACING_MM, truncate=2.5) for f in (1, 1.8))
        np.maximum(response, outer - inner, out=response)
    peaks = (response == ndimage.maximum_filter(response, (3, 5, 5))) & (response > 0.02)
    places = np.argwhere(peaks)
    order = np.argsort(-response[peaks], kind="stable")[:BLOBS_PER_PATCH]
    return places[order].astype(np.float64)


def cut_verifier_cube(patch: Patch, place: np.ndarray, is_lesion: bool, rng: np.random.Generator) -> VerifierCube:
    """The cube about a place, off its middle a little, flipped, turned and scaled in the plane, its intensities varied."""
    jitter = np.clip(rng.normal(0, 0.5, 3), -1, 1) * np.array([max(JITTER_MM, patch.slice_mm / 3), JITTER_MM, JITTER_MM])
    centre = np.round(place + jitter / SPACING_MM).astype(int)
    turned = rng.random() < TURNED
    shape = WIDE if turned else CUBE
    image = cut_about(patch.image, centre, outside=-IMAGE_SCALE, shape=shape).astype(np.float32) / IMAGE_SCALE
    labels = cut_about(patch.labels, centre, outside=LABELS["background"], shape=shape)
    if turned:
        image, labels = turn_and_scale(image, labels, rng.uniform(0, 90), np.exp(rng.uniform(*np.log(SCALES))))
    arrays = [image, labels]
    for axis in range(3):
        if rng.random() < 0.5:
            arrays = [np.flip(array, axis) for array in arrays]
    if rng.random() < 0.5:
        arrays = [array.swapaxes(1, 2) for array in arrays]
    image, labels = (np.ascontiguousarray(array) for array in arrays)
    return VerifierCube(
        vary_intensity(image, rng),
        (labels == LABELS["lesion"]).astype(np.float32),
        (labels == LABELS["mimic"]).astype(np.float32),
        np.where(labels == LABELS["ignore"], 0.02, 1).astype(np.float32),
        is_lesion,
    )


def turn_and_scale(
    image: np.ndarray, labels: np.ndarray, degrees: float, scale: float
) -> tuple[np.ndarray, np.ndarray]:
    """Blocks of shape WIDE about a place, turned and made larger by `scale` in the plane; of shape CUBE."""
    angle = np.deg2rad(degrees)
    size = np.array(CUBE[1:])
    along = np.arange(size[0])[:, None] - size[0] // 2, np.arange(size[1])[None] - size[1] // 2
    middle = np.array(WIDE[1:]) // 2
    j = middle[0] + (np.cos(angle) * along[0] - np.sin(angle) * along[1]) / scale
    i = middle[1] + (np.sin(angle) * along[0] + np.cos(angle) * along[1]) / scale
    low_j, low_i = np.floor(j).astype(int), np.floor(i).astype(int)
    part_j, part_i = (j - low_j).astype(np.float32), (i - low_i).astype(np.float32)
    rows = [image[:, low_j, low_i + n] * (1 - part_j) + image[:, low_j + 1, low_i + n] * part_j for n in (0, 1)]
    near_j, near_i = np.round(j).astype(int), np.round(i).astype(int)
    return rows[0] * (1 - part_i) + rows[1] * part_i, labels[:, near_j, near_i]


def cut_about(
    array: np.ndarray, centre: np.ndarray, *, outside: float, shape: tuple[int, int, int] = CUBE
) -> np.ndarray:
    """A block with `centre` at index shape // 2; what lies beyond the array is `outside`."""
    block = np.full(shape, outside, dtype=array.dtype)
    first = centre - np.array(shape) // 2
    low = np.maximum(first, 0)
    high = np.minimum(first + shape, array.shape)
    if (high > low).all():
        into = tuple(slice(a - f, b - f) for a, b, f in zip(low, high, first))
        block[into] = array[tuple(slice(a, b) for a, b in zip(low, high))]
    return block

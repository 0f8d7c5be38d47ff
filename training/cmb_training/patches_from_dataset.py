"""Patches for fine-tuning from a dataset that `cmb standardize` has written: one for each scan.

    python -m cmb_training.patches_from_dataset --dataset DIR --out DIR [--exclude sub-03 …]
    python -m cmb_training.train_lesion --patches DIR --start training/weights/lesion.npz --learning-rate 1e-4 --out DIR

Mix them with simulated patches in one folder (numbers of your own with --first): few scans alone teach their scanner.
"""

from __future__ import annotations

import json
from pathlib import Path

import nibabel
import numpy as np
from scipy import ndimage

from .command_line import create_parser
from .lesion_cubes import CUBE, SPACING_MM
from .patch_store import IMAGE_SCALE, LABELS

MARGIN_MM = 8
BRIGHTEST = 2.5
#: Tissue around a lesion, for its depth: within this distance in mm of its voxels.
RING_MM = 3.0


def main() -> None:
    parser = create_parser(__doc__)
    parser.add_argument("--dataset", type=Path, required=True, help="folder that `cmb standardize` has written")
    parser.add_argument("--out", type=Path, required=True, help="folder of patches, may hold others")
    parser.add_argument("--first", type=int, default=900_000, help="number of the first patch")
    parser.add_argument("--exclude", nargs="*", default=[], help="participants that are kept for tests")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    number = options.first
    for mask in sorted((options.dataset / "derivatives" / "cmb").rglob("*_space-standard_desc-brain_mask.nii.gz")):
        subject = mask.name.split("_")[0]
        if subject in options.exclude:
            continue
        write_scan(mask, raw_image(options.dataset, mask), options.out / f"{number:06}", subject)
        number += 1
    if number == options.first:
        raise SystemExit(f"{options.dataset}: nothing that `cmb standardize` has written")
    print(f"{number - options.first} scans")


def raw_image(dataset: Path, mask: Path) -> Path:
    """The image of a mask as it was acquired."""
    folder = dataset / mask.parent.relative_to(dataset / "derivatives" / "cmb")
    stem = mask.name.removesuffix("_space-standard_desc-brain_mask.nii.gz")
    found = sorted(path for path in folder.glob(f"{stem}_*.nii.gz"))
    if len(found) != 1:
        raise SystemExit(f"{folder}/{stem}_*.nii.gz: {len(found)} images, there should be one")
    return found[0]


def write_scan(mask: Path, image: Path, stem: Path, subject: str) -> None:
    """The three files of a patch (see `patch_store`)."""
    brain_file = nibabel.load(mask)
    labels_file = nibabel.load(str(mask).replace("desc-brain_mask", "desc-cmb_dseg"))
    scan = nibabel.load(image)
    affine, shape = network_grid(np.asarray(brain_file.dataobj) > 0, brain_file.affine)
    brain = sample(brain_file, affine, shape, order=0) > 0
    instances = sample(labels_file, affine, shape, order=0).astype(int)
    values = sample(scan, affine, shape, order=1)
    intensity = np.clip(values / np.median(values[brain]), 0, BRIGHTEST)
    lesions = [describe(intensity, instances, brain, label) for label in np.unique(instances[instances > 0])]
    np.save(f"{stem}-image.npy", np.round(IMAGE_SCALE * (intensity - 1)).astype(np.int16))
    np.save(f"{stem}-labels.npy", np.where(instances > 0, LABELS["lesion"], 0).astype(np.uint8))
    slice_mm = float(max(scan.header.get_zooms()[:3]))
    facts = {"number": int(stem.name), "subject": subject, "sliceMm": slice_mm, "lesions": lesions}
    stem.with_suffix(".json").write_text(json.dumps(facts))


def network_grid(brain: np.ndarray, affine: np.ndarray) -> tuple[np.ndarray, tuple[int, ...]]:
    """Affine (of i, j, k) and shape (k, j, i) of the grid at 0.5 × 0.5 × 1 mm, along RAS, about a brain."""
    corners = nibabel.affines.apply_affine(affine, np.argwhere(brain))
    low, high = corners.min(0) - MARGIN_MM, corners.max(0) + MARGIN_MM
    spacing = SPACING_MM[::-1]
    counts = np.maximum(np.ceil((high - low) / spacing).astype(int), CUBE[::-1])
    grid = np.diag([*spacing, 1.0])
    grid[:3, 3] = low
    return grid, tuple(int(n) for n in counts[::-1])


def sample(file: nibabel.Nifti1Image, affine: np.ndarray, shape: tuple[int, ...], *, order: int) -> np.ndarray:
    """The values of an image on a grid, axes k, j, i."""
    to_voxel = np.linalg.inv(file.affine) @ affine
    data = np.asarray(file.dataobj, dtype=np.float32)
    found = ndimage.affine_transform(data, to_voxel[:3, :3], to_voxel[:3, 3], output_shape=shape[::-1], order=order)
    return np.ascontiguousarray(found.T)


def describe(intensity: np.ndarray, instances: np.ndarray, brain: np.ndarray, label: int) -> dict[str, object]:
    """Centre, radius of the sphere of its volume, and depth below the tissue around it."""
    inside = instances == label
    radius = (3 * inside.sum() * SPACING_MM.prod() / (4 * np.pi)) ** (1 / 3)
    at = ndimage.find_objects(inside.astype(np.uint8))[0]
    reach = np.ceil(RING_MM / SPACING_MM).astype(int)
    box = tuple(slice(max(0, s.start - r), s.stop + r) for s, r in zip(at, reach))
    distance = ndimage.distance_transform_edt(~inside[box], sampling=SPACING_MM)
    ring = (distance > 0) & (distance <= RING_MM) & brain[box]
    level = np.median(intensity[box][ring]) if ring.any() else 1.0
    depth = 1 - intensity[inside].min() / max(level, 1e-6)
    centre = [float(c) for c in ndimage.center_of_mass(inside)]
    return {"centre": centre, "apparentRadiusMm": float(radius), "depth": float(depth)}


if __name__ == "__main__":
    main()

"""Recall against false marks of the lesion network, alone and with the verifier, on patches kept out of training.

    python -m cmb_training.evaluate_lesions --patches DIR --lesion FILE [--verifier FILE]

False marks are given per 1.4 litres of tissue, an adult's brain. A patch has more mimics than a brain of that size.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .checkpoints import load_mean
from .command_line import create_parser
from .lesion_network import LesionNetwork
from .lesion_peaks import find_peaks, lesion_probabilities
from .patch_store import IMAGE_SCALE, Patch, list_patches, read_patch
from .train_published import PublishedLesionNetwork
from .verifier_cubes import cut_about, is_hit
from .verifier_network import VerifierNetwork

LEAST = 0.02
MOST_PER_PATCH = 60
BRAIN_MM3 = 1.4e6
VOXEL_MM3 = 0.25
#: Darker than this is no tissue, relative to the brain's median.
TISSUE = 0.35
FALSE_MARKS = (0.5, 1, 2, 4, 8, 16)
DEPTHS = (0.1, 0.2, 0.35, 0.55, 1.01)
RADII = (0, 0.8, 1.1, 1.5, 2.1, 9)
SLICES = (0, 1.5, 2.6, 4, 9)


def main() -> None:
    parser = create_parser(__doc__)
    parser.add_argument("--patches", type=Path, required=True, help="folder of patches")
    network = parser.add_mutually_exclusive_group(required=True)
    network.add_argument("--lesion", type=Path, help="weights of the lesion network: .ckpt or .npz")
    network.add_argument("--published", type=Path, help="of train_published")
    parser.add_argument("--verifier", type=Path, help="weights of the verifier: .ckpt or .npz")
    parser.add_argument("--threads", type=int, default=1, help="of PyTorch")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.published is not None:
        lesion, step = load_mean(PublishedLesionNetwork(), options.published)
    else:
        lesion, step = load_mean(LesionNetwork(), options.lesion)
    patches = [read_patch(path) for path in list_patches(options.patches)]
    if not any(patch.lesions for patch in patches):
        raise SystemExit(f"{options.patches}: no microbleeds")
    found = [find_peaks(lesion_probabilities(lesion, patch), LEAST, MOST_PER_PATCH) for patch in patches]
    print(json.dumps({"network": "published" if options.published else "lesion", "step": step} | froc(patches, [p for p, _ in found], [v for _, v in found])))
    if options.verifier is not None:
        verifier, step = load_mean(VerifierNetwork(), options.verifier)
        scores = [verify(verifier, patch, places) for patch, (places, _) in zip(patches, found)]
        print(json.dumps({"network": "verifier", "step": step} | froc(patches, [p for p, _ in found], scores)))
        both = [np.sqrt(score * value) for score, (_, value) in zip(scores, found)]
        print(json.dumps({"network": "product"} | froc(patches, [p for p, _ in found], both)))


def verify(network: nn.Module, patch: Patch, places: np.ndarray) -> np.ndarray:
    """The verifier's probability of each place."""
    if len(places) == 0:
        return np.zeros(0)
    image = np.asarray(patch.image)
    cubes = np.stack([cut_about(image, np.round(at).astype(int), outside=-IMAGE_SCALE) for at in places])
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        score, _ = network(torch.from_numpy(cubes.astype(np.float32) / IMAGE_SCALE)[:, None])
    return score.float().sigmoid()[:, 0].numpy()


def froc(patches: list[Patch], places: list[np.ndarray], scores: list[np.ndarray]) -> dict[str, object]:
    """Recall at rates of false marks, the limit of recall, and recall by kind at 2 false marks a brain."""
    tissue = sum(int((np.asarray(patch.image) > IMAGE_SCALE * (TISSUE - 1)).sum()) for patch in patches)
    brains = tissue * VOXEL_MM3 / BRAIN_MM3
    best, rows, false = [], [], []
    for patch, at, score in zip(patches, places, scores):
        false.extend(score[~is_hit(at, patch)])
        for lesion in patch.lesions:
            alone = Patch(patch.number, patch.subject, patch.slice_mm, patch.image, patch.labels, (lesion,))
            hit = is_hit(at, alone)
            best.append(score[hit].max() if hit.any() else -1.0)
            rows.append((lesion.apparent_radius_mm, lesion.depth, patch.slice_mm))
    best_array, ordered = np.array(best), np.sort(np.array(false))[::-1]
    threshold = lambda rate: ordered[min(len(ordered) - 1, int(rate * brains))] if len(ordered) else 0.0  # noqa: E731
    recall = {str(rate): round(float((best_array > threshold(rate)).mean()), 3) for rate in FALSE_MARKS}
    at_two = best_array > threshold(2)
    table = np.array(rows)
    kinds = {
        name: by_bin(table[:, column], at_two, edges)
        for column, (name, edges) in enumerate((("radius", RADII), ("depth", DEPTHS), ("slice", SLICES)))
    }
    limit = round(float((best_array >= 0).mean()), 3)
    facts = {"lesions": len(best), "brains": round(brains, 2), "candidates": round(sum(map(len, scores)) / brains)}
    return facts | {"limit": limit, "recall": recall, "at2": kinds}


def by_bin(values: np.ndarray, hits: np.ndarray, edges: tuple[float, ...]) -> dict[str, str]:
    """Recall and number of lesions per bin."""
    inside = [(low, high, (values >= low) & (values < high)) for low, high in zip(edges, edges[1:])]
    return {f"{low}-{high}": f"{hits[which].mean():.2f} ({which.sum()})" for low, high, which in inside if which.any()}


if __name__ == "__main__":
    main()

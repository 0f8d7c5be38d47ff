"""Dice of each region on heads that were kept out of training, in random images.

    python -m cmb_training.evaluate_region --labels DIR --checkpoint FILE
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from .checkpoints import load_mean
from .command_line import create_parser
from .label_subjects import load_subjects
from .region_classes import BRAIN_CLASSES, REGION_CLASSES
from .region_network import RegionNetwork
from .region_samples import draw_region_sample


def dice_by_class(predicted: torch.Tensor, classes: torch.Tensor) -> list[float]:
    """NaN for a class that neither has."""
    scores = []
    for index in range(len(REGION_CLASSES)):
        size = int((predicted == index).sum()) + int((classes == index).sum())
        overlap = int(((predicted == index) & (classes == index)).sum())
        scores.append(2 * overlap / size if size > 0 else float("nan"))
    return scores


def main() -> None:
    parser = create_parser(__doc__)
    parser.add_argument("--labels", type=Path, required=True, help="folder of label maps")
    parser.add_argument("--checkpoint", type=Path, required=True, help="weights of the region network: .ckpt or .npz")
    parser.add_argument("--images", type=int, default=6, help="per head")
    options = parser.parse_args()
    network, step = load_mean(RegionNetwork(), options.checkpoint)
    scores, brains = [], []
    for number, subject in enumerate(load_subjects(options.labels, held_out=True)):
        for index in range(options.images):
            sample = draw_region_sample(subject, torch.Generator().manual_seed(900_000 + 1000 * number + index))
            with torch.no_grad():
                predicted = network(sample.image[None])[0].argmax(0)
            scores.append(dice_by_class(predicted, sample.classes))
            brain = torch.tensor(BRAIN_CLASSES)
            masks = torch.isin(predicted, brain), torch.isin(sample.classes, brain)
            brains.append(2 * int((masks[0] & masks[1]).sum()) / max(1, int(masks[0].sum()) + int(masks[1].sum())))
    rows = {name: _summary(np.array(scores)[:, index]) for index, name in enumerate(REGION_CLASSES)}
    print(json.dumps({"step": step, "images": len(scores), "brain": _summary(np.array(brains))} | rows, indent=1))


def _summary(values: np.ndarray) -> dict[str, float]:
    return {"median": round(float(np.nanmedian(values)), 3), "p10": round(float(np.nanpercentile(values, 10)), 3)}


if __name__ == "__main__":
    main()

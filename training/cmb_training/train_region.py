"""Trains the region network; goes on from the last checkpoint.

    python -m cmb_training.train_region --labels DIR --out DIR --minutes 90
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from .command_line import create_parser
from .label_subjects import load_subjects
from .region_classes import REGION_CLASSES
from .region_network import RegionNetwork
from .region_samples import RegionSample, draw_region_sample
from .training_loop import Losses, add_loop_options, train


def region_loss(logits: torch.Tensor, classes: torch.Tensor) -> torch.Tensor:
    """Soft Dice over the classes plus cross-entropy."""
    count = len(REGION_CLASSES)
    cross_entropy = F.cross_entropy(logits, classes)
    probabilities = logits.softmax(1)
    target = F.one_hot(classes, count).movedim(-1, 1).to(probabilities.dtype)
    axes = (0, 2, 3, 4)
    overlap = (probabilities * target).sum(axes)
    size = probabilities.sum(axes) + target.sum(axes)
    dice = (2 * overlap + 10) / (size + 10)
    return cross_entropy + 1 - dice[1:].mean()


def main() -> None:
    parser = create_parser(__doc__)
    parser.add_argument("--labels", type=Path, required=True, help="folder of label maps")
    add_loop_options(parser, minutes=90, total_steps=8000)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    subjects = load_subjects(options.labels, held_out=False)

    def sample_of(number: int) -> RegionSample:
        generator = torch.Generator().manual_seed(options.seed * 1_000_003 + number)
        return draw_region_sample(subjects[int(torch.randint(len(subjects), (), generator=generator))], generator)

    last: tuple[int, RegionSample] | None = None

    def losses_of(network: nn.Module, step: int) -> Losses:
        nonlocal last
        # Drawing a sample takes longer than a step: each serves twice, the second time as its mirror image.
        number, is_second = divmod(step, 2)
        if last is None or last[0] != number:
            last = number, sample_of(number)
        image, classes = last[1].image[None], last[1].classes[None]
        if is_second:
            image, classes = image.flip(-1), classes.flip(-1)
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(image)
        return {"total": region_loss(logits.float(), classes)}

    network = RegionNetwork().to(memory_format=torch.channels_last_3d)
    train(network, options, losses_of, name="region", mean_decay=0.998, print_every=25)


if __name__ == "__main__":
    main()

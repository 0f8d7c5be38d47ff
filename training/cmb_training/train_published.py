"""Trains the published network with its losses on our patches, to be measured beside ours after the same time.

    python -m cmb_training.train_published --patches DIR --out DIR --minutes 60

Cubes of 32 × 64 × 64 voxels and their sampling are those of the lesion network, so that both see the same data.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import nn

from .command_line import create_parser
from .patch_store import PatchFolder
from .published_network import PublishedNetwork
from .published_recipe import PublishedSchedule, published_loss
from .train_lesion import draw_batch
from .training_loop import Losses, add_loop_options, train


class PublishedLesionNetwork(nn.Module):
    """The published network with the outputs of the lesion network: its logit serves for lesion and centre."""

    def __init__(self) -> None:
        super().__init__()
        self.network = PublishedNetwork()

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        logits = self.network(image)
        return (logits[:, 1:] - logits[:, :1]).expand(-1, 3, -1, -1, -1)


def published_losses(network: PublishedLesionNetwork, batch: dict[str, torch.Tensor]) -> Losses:
    """The published loss of a batch of cubes."""
    with torch.autocast("cpu", torch.bfloat16):
        logits = network.network(batch["image"][:, None])
    return {"total": published_loss(logits.float(), batch["lesion"].long())}


def main() -> None:
    parser = create_parser(__doc__)
    parser.add_argument("--patches", type=Path, required=True, help="folder of patches")
    parser.add_argument("--batch", type=int, default=PublishedSchedule().batch_pretraining, help="cubes of a step")
    add_loop_options(parser, minutes=60, total_steps=1_000_000)
    parser.set_defaults(learning_rate=PublishedSchedule().learning_rate)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    folder = PatchFolder(options.patches)

    def losses_of(network: nn.Module, step: int) -> Losses:
        rng = np.random.default_rng([options.seed, step])
        return published_losses(network, draw_batch(folder.at_step(step), options.batch, rng))

    train(PublishedLesionNetwork(), options, losses_of, name="published", mean_decay=0.99, print_every=10)


if __name__ == "__main__":
    main()

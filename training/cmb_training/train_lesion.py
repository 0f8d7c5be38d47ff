"""Trains the lesion network on a folder of patches; goes on from the last checkpoint and takes up new patches.

    python -m cmb_training.train_lesion --patches DIR --out DIR --minutes 120
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import nn

from .command_line import create_parser
from .lesion_cubes import cut_cube
from .lesion_loss import lesion_loss
from .lesion_network import LesionNetwork
from .patch_store import PatchFolder, read_patch
from .training_loop import Losses, add_loop_options, optimise, train


def draw_batch(paths: list[Path], size: int, rng: np.random.Generator) -> dict[str, torch.Tensor]:
    """Cubes of random patches, one each."""
    cubes = [cut_cube(read_patch(paths[rng.integers(len(paths))]), rng) for _ in range(size)]
    fields = ("image", "lesion", "centre", "mimic", "weight")
    return {name: torch.from_numpy(np.stack([getattr(cube, name) for cube in cubes])) for name in fields}


def batch_losses(network: nn.Module, batch: dict[str, torch.Tensor]) -> Losses:
    """The parts of the loss of a batch."""
    with torch.autocast("cpu", torch.bfloat16):
        logits = network(batch["image"][:, None])
    return lesion_loss(logits.float(), *(batch[name] for name in ("lesion", "centre", "mimic", "weight")))


def train_step(
    network: LesionNetwork, optimiser: torch.optim.Optimizer, batch: dict[str, torch.Tensor]
) -> dict[str, float]:
    """One step; the parts of the loss."""
    network.train()
    return optimise(network, optimiser, batch_losses(network, batch))


def main() -> None:
    parser = create_parser(__doc__)
    parser.add_argument("--patches", type=Path, required=True, help="folder of patches")
    parser.add_argument("--batch", type=int, default=6, help="cubes of a step")
    add_loop_options(parser, minutes=120, total_steps=60_000)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    folder = PatchFolder(options.patches)

    def losses_of(network: nn.Module, step: int) -> Losses:
        rng = np.random.default_rng([options.seed, step])
        return batch_losses(network, draw_batch(folder.at_step(step), options.batch, rng))

    network = LesionNetwork().to(memory_format=torch.channels_last_3d)
    train(network, options, losses_of, name="lesion", mean_decay=0.999, print_every=50)


if __name__ == "__main__":
    main()

"""Trains the lesion network on a folder of patches; goes on from the last checkpoint and takes up new patches.

    python -m cmb_training.train_lesion --patches DIR --out DIR --minutes 120
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch

from .checkpoints import MeanWeights, load_checkpoint, save_checkpoint
from .lesion_cubes import cut_cube
from .lesion_loss import lesion_loss
from .lesion_network import LesionNetwork
from .patch_store import list_patches, read_patch
from .train_region import learning_rate

SAVE_EVERY_S = 120
LIST_EVERY_STEPS = 200


def draw_batch(paths: list[Path], size: int, rng: np.random.Generator) -> dict[str, torch.Tensor]:
    """Cubes of random patches, one each."""
    cubes = [cut_cube(read_patch(paths[rng.integers(len(paths))]), rng) for _ in range(size)]
    fields = ("image", "lesion", "centre", "mimic", "weight")
    return {name: torch.from_numpy(np.stack([getattr(cube, name) for cube in cubes])) for name in fields}


def train_step(
    network: LesionNetwork, optimiser: torch.optim.Optimizer, batch: dict[str, torch.Tensor]
) -> dict[str, float]:
    """One step; the parts of the loss."""
    network.train()
    with torch.autocast("cpu", torch.bfloat16):
        logits = network(batch["image"][:, None])
    losses = lesion_loss(logits.float(), *(batch[name] for name in ("lesion", "centre", "mimic", "weight")))
    optimiser.zero_grad(set_to_none=True)
    losses["total"].backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
    optimiser.step()
    return {name: float(value.detach()) for name, value in losses.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patches", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--total-steps", type=int, default=60_000)
    parser.add_argument("--batch", type=int, default=6)
    parser.add_argument("--learning-rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    network = LesionNetwork().to(memory_format=torch.channels_last_3d)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.learning_rate, weight_decay=1e-4)
    mean = MeanWeights(network)
    path = options.out / "lesion.ckpt"
    state = load_checkpoint(path)
    step = 0
    if state is not None:
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        mean.state, mean.steps, step = state["mean"], state["step"], state["step"]

    def store() -> None:
        whole = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "mean": mean.state}
        save_checkpoint(path, whole | {"step": step})

    end = time.monotonic() + 60 * options.minutes
    saved = time.monotonic()
    paths: list[Path] = []
    running: dict[str, float] = {}
    while time.monotonic() < end and step < options.total_steps:
        if step % LIST_EVERY_STEPS == 0 or not paths:
            paths = list_patches(options.patches)
            if not paths:
                raise SystemExit(f"{options.patches}: no patches")
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, options.total_steps, options.learning_rate)
        rng = np.random.default_rng([options.seed, step])
        losses = train_step(network, optimiser, draw_batch(paths, options.batch, rng))
        mean.update(network)
        step += 1
        for name, value in losses.items():
            running[name] = running.get(name, value) + (value - running.get(name, value)) * max(0.01, 1 / step)
        if step % 50 == 0:
            parts = " ".join(f"{name} {value:.4f}" for name, value in running.items())
            print(f"step {step} patches {len(paths)} {parts}", flush=True)
        if time.monotonic() - saved > SAVE_EVERY_S:
            store()
            saved = time.monotonic()
    store()


if __name__ == "__main__":
    main()

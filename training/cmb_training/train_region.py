"""Trains the region network; goes on from the last checkpoint.

    python -m cmb_training.train_region --labels DIR --out DIR --minutes 90
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from .checkpoints import MeanWeights, load_checkpoint, save_checkpoint
from .label_subjects import load_subjects
from .region_classes import REGION_CLASSES
from .region_network import RegionNetwork
from .region_samples import draw_region_sample

SAVE_EVERY_S = 120
WARM_UP_STEPS = 100


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


def learning_rate(step: int, total_steps: int, peak: float) -> float:
    """Linear start, then half a cosine down to a hundredth."""
    if step < WARM_UP_STEPS:
        return peak * (step + 1) / WARM_UP_STEPS
    share = min(1.0, step / total_steps)
    return peak * (0.01 + 0.99 * 0.5 * (1 + float(torch.cos(torch.tensor(share * torch.pi)))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=Path, required=True, help="folder of label maps")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--total-steps", type=int, default=8000, help="length of the schedule of the learning rate")
    parser.add_argument("--learning-rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    subjects = load_subjects(options.labels, held_out=False)
    network = RegionNetwork().to(memory_format=torch.channels_last_3d)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.learning_rate, weight_decay=1e-4)
    mean = MeanWeights(network, 0.998)
    path = options.out / "region.ckpt"
    step = resume(path, network, optimiser, mean)
    end = time.monotonic() + 60 * options.minutes
    saved = time.monotonic()
    running = 0.0
    while time.monotonic() < end and step < options.total_steps:
        generator = torch.Generator().manual_seed(options.seed * 1_000_003 + step)
        subject = subjects[int(torch.randint(len(subjects), (), generator=generator))]
        sample = draw_region_sample(subject, generator)
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, options.total_steps, options.learning_rate)
        network.train()
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(sample.image[None])
        loss = region_loss(logits.float(), sample.classes[None])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        mean.update(network)
        step += 1
        running += (float(loss.detach()) - running) * max(0.02, 1 / step)
        if step % 25 == 0:
            print(f"step {step} loss {running:.4f}", flush=True)
        if time.monotonic() - saved > SAVE_EVERY_S:
            store(path, step, network, optimiser, mean)
            saved = time.monotonic()
    store(path, step, network, optimiser, mean)


def resume(path: Path, network: RegionNetwork, optimiser: torch.optim.Optimizer, mean: MeanWeights) -> int:
    """The number of steps done so far."""
    state = load_checkpoint(path)
    if state is None:
        return 0
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    mean.state, mean.steps = state["mean"], state["step"]
    return state["step"]


def store(
    path: Path, step: int, network: RegionNetwork, optimiser: torch.optim.Optimizer, mean: MeanWeights
) -> None:
    """Everything that going on needs."""
    state = {"step": step, "network": network.state_dict(), "optimiser": optimiser.state_dict(), "mean": mean.state}
    save_checkpoint(path, state)


if __name__ == "__main__":
    main()

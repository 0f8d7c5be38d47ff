"""What training any of the networks has in common: options, schedule, steps, checkpoints."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn

from .checkpoints import MeanWeights, load_checkpoint, load_mean, save_checkpoint

SAVE_EVERY_S = 120
WARM_UP_STEPS = 100

#: Parts of a loss by name; `total` is what is lowered.
Losses = dict[str, torch.Tensor]


def add_loop_options(parser: argparse.ArgumentParser, *, minutes: float, total_steps: int) -> None:
    """The options of `train`."""
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint; one that is there is gone on from")
    parser.add_argument("--minutes", type=float, default=minutes, help="of wall time, after which the run stops")
    parser.add_argument("--total-steps", type=int, default=total_steps, help="of training and learning rate's schedule")
    parser.add_argument("--learning-rate", type=float, default=2e-3, help="its highest value")
    parser.add_argument("--seed", type=int, default=1, help="of the samples and of a random start")
    parser.add_argument("--threads", type=int, default=1, help="of PyTorch")
    parser.add_argument("--start", type=Path, help="weights to start from where there is no checkpoint yet: .ckpt or .npz")


def learning_rate(step: int, total_steps: int, peak: float) -> float:
    """Linear start, then half a cosine down to a hundredth."""
    if step < WARM_UP_STEPS:
        return peak * (step + 1) / WARM_UP_STEPS
    share = min(1.0, step / total_steps)
    return peak * (0.01 + 0.99 * 0.5 * (1 + float(torch.cos(torch.tensor(share * torch.pi)))))


def optimise(network: nn.Module, optimiser: torch.optim.Optimizer, losses: Losses) -> dict[str, float]:
    """One step down; the losses as numbers."""
    optimiser.zero_grad(set_to_none=True)
    losses["total"].backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
    optimiser.step()
    return {name: float(value.detach()) for name, value in losses.items()}


def train(
    network: nn.Module,
    options: argparse.Namespace,
    losses_of: Callable[[nn.Module, int], Losses],
    *,
    name: str,
    mean_decay: float,
    print_every: int,
) -> None:
    """Goes on from the checkpoint `name` in `options.out` until the time or the schedule is over.

    `losses_of` takes the network and the number of the step, on which alone the sample should depend: a run that was
    stopped then goes on with the sample that would have come.
    """
    if options.start is not None:
        load_mean(network, options.start)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.learning_rate, weight_decay=1e-4)
    mean = MeanWeights(network, mean_decay)
    path = options.out / f"{name}.ckpt"
    step = _resume(path, network, optimiser, mean)

    def store() -> None:
        state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "mean": mean.state}
        save_checkpoint(path, state | {"step": step})

    end = time.monotonic() + 60 * options.minutes
    saved = time.monotonic()
    running: dict[str, float] = {}
    while time.monotonic() < end and step < options.total_steps:
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, options.total_steps, options.learning_rate)
        network.train()
        losses = optimise(network, optimiser, losses_of(network, step))
        mean.update(network)
        step += 1
        for part, value in losses.items():
            running[part] = running.get(part, value) + (value - running.get(part, value)) * max(0.01, 1 / step)
        if step % print_every == 0:
            print(progress(step, running), flush=True)
        if time.monotonic() - saved > SAVE_EVERY_S:
            store()
            saved = time.monotonic()
    store()
    print(f"{progress(step, running)}, of {options.total_steps} steps; {path}", flush=True)


def progress(step: int, losses: dict[str, float]) -> str:
    """A line on how far a training is."""
    return " ".join([f"step {step}", *(f"{part} {value:.4f}" for part, value in losses.items())])


def _resume(path: Path, network: nn.Module, optimiser: torch.optim.Optimizer, mean: MeanWeights) -> int:
    """The number of steps done so far."""
    state = load_checkpoint(path)
    if state is None:
        return 0
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    mean.state, mean.steps = state["mean"], state["step"]
    return state["step"]

import argparse
from pathlib import Path

import torch
from torch import nn

from cmb_training.checkpoints import load_checkpoint
from cmb_training.training_loop import WARM_UP_STEPS, learning_rate, train


def run(out: Path, steps: int) -> dict:
    """Trains one number towards the number of the step."""
    torch.manual_seed(1)
    options = argparse.Namespace(out=out, minutes=1, total_steps=steps, learning_rate=1e-2, start=None)
    losses_of = lambda network, step: {"total": (network(torch.ones(1, 1)) - step).pow(2).sum()}  # noqa: E731
    train(nn.Linear(1, 1), options, losses_of, name="line", mean_decay=0.9, print_every=1000)
    return load_checkpoint(out / "line.ckpt")


def test_a_run_that_was_stopped_ends_where_a_whole_one_ends(tmp_path, monkeypatch):
    monkeypatch.setattr("cmb_training.training_loop.learning_rate", lambda *_: 1e-2)
    whole = run(tmp_path / "whole", 12)
    run(tmp_path / "parts", 5)
    parts = run(tmp_path / "parts", 12)
    assert whole["step"] == parts["step"] == 12
    for kind in ("network", "mean"):
        assert all(torch.equal(whole[kind][name], parts[kind][name]) for name in whole[kind])


def test_the_learning_rate_rises_and_falls():
    rates = [learning_rate(step, 1000, 1.0) for step in range(1001)]
    assert rates[0] == 1 / WARM_UP_STEPS
    assert max(rates) == rates[WARM_UP_STEPS - 1] == 1.0
    assert all(later < earlier for earlier, later in zip(rates[WARM_UP_STEPS:], rates[WARM_UP_STEPS + 1 :]))
    assert abs(rates[-1] - 0.01) < 1e-9

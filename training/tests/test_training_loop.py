import argparse
import re
from pathlib import Path

import pytest
import torch
from torch import nn

from cmb_training.checkpoints import load_checkpoint
from cmb_training.training_loop import WARM_UP_STEPS, learning_rate, train
from cmb_training.weight_files import save_weights


def run(out: Path, steps: int, start: Path | None = None) -> dict:
    """Trains one number towards the number of the step."""
    torch.manual_seed(1)
    options = argparse.Namespace(out=out, minutes=1, total_steps=steps, learning_rate=1e-2, start=start)
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


def test_a_short_run_says_how_far_it_came_and_where_it_lies(tmp_path, capsys):
    run(tmp_path, 5)
    (line,) = capsys.readouterr().out.splitlines()
    assert re.fullmatch(rf"step 5 total \d+\.\d{{4}}, of 5 steps; {re.escape(str(tmp_path / 'line.ckpt'))}", line)
    run(tmp_path, 5)
    assert capsys.readouterr().out.startswith("step 5, of 5 steps; ")


@pytest.mark.parametrize("kind", ["ckpt", "npz"])
def test_starts_from_either_kind_of_weights(tmp_path, kind):
    first = run(tmp_path / "first", 12)
    save_weights(first["mean"], tmp_path / "first" / "line.npz")
    begun = run(tmp_path / kind, 0, start=tmp_path / "first" / f"line.{kind}")
    assert all(torch.allclose(begun["network"][name], first["mean"][name], atol=1e-3) for name in first["mean"])
    assert not torch.allclose(run(tmp_path / "random", 0)["mean"]["bias"], first["mean"]["bias"], atol=1e-3)


def test_the_learning_rate_rises_and_falls():
    rates = [learning_rate(step, 1000, 1.0) for step in range(1001)]
    assert rates[0] == 1 / WARM_UP_STEPS
    assert max(rates) == rates[WARM_UP_STEPS - 1] == 1.0
    assert all(later < earlier for earlier, later in zip(rates[WARM_UP_STEPS:], rates[WARM_UP_STEPS + 1 :]))
    assert abs(rates[-1] - 0.01) < 1e-9

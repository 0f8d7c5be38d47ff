import pytest
import torch

from cmb_training.verifier_network import VerifierNetwork
from cmb_training.weight_files import load_weights, save_weights


def test_weights_are_stored_as_float16_without_counters(tmp_path):
    state = VerifierNetwork((16, 16, 16)).state_dict()
    save_weights(state, tmp_path / "weights.npz")
    found = load_weights(tmp_path / "weights.npz")
    assert set(found) == {name for name in state if not name.endswith("num_batches_tracked")}
    assert {value.dtype for value in found.values()} == {torch.float32}
    assert all(torch.allclose(found[name], state[name], rtol=1e-3, atol=1e-6) for name in found)


def test_refuses_what_float16_cannot_hold(tmp_path):
    with pytest.raises(OverflowError, match="big"):
        save_weights({"big": torch.tensor([1e6])}, tmp_path / "big.npz")
    save_weights({"large": torch.tensor([6e4])}, tmp_path / "large.npz")
    assert torch.isfinite(load_weights(tmp_path / "large.npz")["large"]).all()

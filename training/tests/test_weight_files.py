import numpy as np
import pytest
import torch

from cmb_training.verifier_network import CUBE, VerifierNetwork
from cmb_training.weight_files import load_weights, save_weights, start_from
from test_networks import trained


def test_a_network_starts_where_another_was_stored(tmp_path):
    network = trained(VerifierNetwork((16, 16, 16))).eval()
    save_weights(network.state_dict(), tmp_path / "weights.npz")
    other = VerifierNetwork((16, 16, 16)).eval()
    start_from(other, tmp_path / "weights.npz")
    cubes = torch.randn(2, 1, *CUBE)
    with torch.no_grad():
        assert torch.allclose(network(cubes)[0], other(cubes)[0], atol=1e-2)
    assert {value.dtype for value in load_weights(tmp_path / "weights.npz").values()} == {torch.float32}


def test_refuses_weights_of_another_network_and_beyond_float16(tmp_path):
    save_weights(VerifierNetwork((16, 16, 16)).state_dict(), tmp_path / "weights.npz")
    with pytest.raises(ValueError, match="another network"):
        start_from(VerifierNetwork((16, 16)), tmp_path / "weights.npz")
    with pytest.raises(OverflowError, match="big"):
        save_weights({"big": torch.tensor([1e6])}, tmp_path / "big.npz")
    assert np.isfinite(load_weights(tmp_path / "weights.npz")["head.bias"]).all()

import re

import numpy as np
import pytest
import torch

from cmb_training.checkpoints import load_mean, save_checkpoint
from cmb_training.verifier_network import CUBE, VerifierNetwork
from cmb_training.weight_files import save_weights
from test_networks import trained


def small():
    return VerifierNetwork((16, 16, 16))


@pytest.fixture
def files(tmp_path):
    """Weights in both kinds of file, and the network that they are of."""
    network = trained(small()).eval()
    state = {"network": small().state_dict(), "mean": network.state_dict(), "step": 3}
    save_checkpoint(tmp_path / "verifier.ckpt", state)
    save_weights(network.state_dict(), tmp_path / "verifier.npz")
    return tmp_path, network


@pytest.mark.parametrize("name,steps", [("verifier.ckpt", 3), ("verifier.npz", None)])
def test_either_kind_of_file_makes_the_network_say_the_same(files, name, steps):
    folder, network = files
    other, found = load_mean(small(), folder / name)
    cubes = torch.randn(2, 1, *CUBE, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        assert torch.allclose(network(cubes)[0], other(cubes)[0], atol=1e-2)
    assert found == steps and not other.training


@pytest.mark.parametrize("name", ["verifier.ckpt", "verifier.npz"])
@pytest.mark.parametrize("wanted", [VerifierNetwork((16, 16)), VerifierNetwork((8, 8, 8))])
def test_another_network_is_refused_and_left_alone(files, name, wanted):
    before = {key: value.clone() for key, value in wanted.state_dict().items()}
    with pytest.raises(SystemExit, match=f"{name}: the weights of another network than VerifierNetwork"):
        load_mean(wanted, files[0] / name)
    assert all(torch.equal(before[key], value) for key, value in wanted.state_dict().items())


def test_a_wrong_file_ends_in_one_line_that_says_what_to_give(tmp_path):
    (tmp_path / "cut.ckpt").write_bytes(b"PK half of a file")
    (tmp_path / "model.onnx").write_bytes(b"\x08\x08\x12\x07pytorch")
    np.savez(tmp_path / "words.npz", name=np.array(["words"]))
    torch.save({"state_dict": {}}, tmp_path / "foreign.pt")
    torch.save(torch.nn.Linear(1, 1), tmp_path / "code.pt")
    for name in ("cut.ckpt", "model.onnx", "words.npz", "foreign.pt", "code.pt"):
        with pytest.raises(SystemExit) as refusal:
            load_mean(small(), tmp_path / name)
        message = str(refusal.value)
        assert re.search(f"{re.escape(name)}: no weights of a network; give .*training/weights", message)
        assert "\n" not in message
    with pytest.raises(SystemExit, match="none.ckpt: no such file; give"):
        load_mean(small(), tmp_path / "none.ckpt")

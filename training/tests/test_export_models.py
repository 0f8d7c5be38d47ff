import hashlib
import json
import sys

import pytest

from cmb_training import export_models
from cmb_training.checkpoints import save_checkpoint
from cmb_training.lesion_network import LesionNetwork
from cmb_training.train_published import PublishedLesionNetwork
from cmb_training.weight_files import start_from
from test_networks import trained


def export(monkeypatch, out, *arguments):
    monkeypatch.setattr(sys, "argv", ["export_models", *map(str, arguments), "--out", str(out)])
    export_models.main()
    return json.loads((out / "manifest.json").read_text())


def checkpoint(path, network):
    state = trained(network).state_dict()
    save_checkpoint(path, {"mean": state, "step": 3})
    return state


def assert_is_the_file(entry, folder):
    content = (folder / entry["file"]).read_bytes()
    assert entry["bytes"] == len(content)
    assert entry["sha256"] == hashlib.sha256(content).hexdigest()


def test_a_manifest_keeps_its_texts_and_names_the_new_files(tmp_path, monkeypatch):
    state = checkpoint(tmp_path / "lesion.ckpt", LesionNetwork())
    out, weights = tmp_path / "out", tmp_path / "weights"
    out.mkdir()
    (out / "manifest.json").write_text(json.dumps({"id": "mine", "calibration": {"intercept": 2}, "networks": {}}))
    manifest = export(monkeypatch, out, "--lesion", tmp_path / "lesion.ckpt", "--weights", weights)
    assert manifest["id"] == "mine" and manifest["calibration"] == {"intercept": 2}
    [lesions] = manifest["networks"]["lesions"]
    assert_is_the_file(lesions, out)
    assert lesions["channels"] == ["lesion", "centre", "mimic"]
    again = LesionNetwork()
    start_from(again, weights / "lesion.npz")
    for name, value in again.state_dict().items():
        assert value.float().sub(state[name].float()).abs().max() < 1e-2, name


def test_the_published_network_has_its_own_probability_for_a_score(tmp_path, monkeypatch):
    checkpoint(tmp_path / "published.ckpt", PublishedLesionNetwork())
    monkeypatch.setattr(export_models, "PUBLISHED_TILE", (32, 32, 32))
    out = tmp_path / "out"
    manifest = export(monkeypatch, out, "--published", tmp_path / "published.ckpt")
    assert "calibration" not in manifest
    [lesions] = manifest["networks"]["lesions"]
    assert_is_the_file(lesions, out)
    assert lesions["channels"] == ["lesion"] and lesions["tile"]["shape"] == [32, 32, 32]


def test_a_file_that_says_something_else_is_refused(tmp_path, monkeypatch):
    checkpoint(tmp_path / "lesion.ckpt", LesionNetwork())
    monkeypatch.setattr(export_models, "LARGEST_DIFFERENCE", 0)
    with pytest.raises(ArithmeticError, match="lesions.onnx"):
        export(monkeypatch, tmp_path / "out", "--lesion", tmp_path / "lesion.ckpt")
    assert not (tmp_path / "out" / "manifest.json").exists()

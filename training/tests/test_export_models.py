import hashlib
import json
import sys
from pathlib import Path

import pytest

from cmb_training import export_models
from cmb_training.checkpoints import load_mean, save_checkpoint
from cmb_training.export_network import ExportedNetwork
from cmb_training.lesion_network import LesionNetwork
from cmb_training.train_published import PublishedLesionNetwork
from cmb_training.weight_files import save_weights
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


def model(out):
    """A manifest of three networks and what stands for two of their files."""
    out.mkdir()
    networks = {name: {"file": f"{name}.onnx", "sha256": "0"} for name in ("regions", "verifier")}
    manifest = {
        "id": "mine",
        "version": "1.0",
        "description": "old",
        "training": {"trainedOn": "synthetic", "sources": ["one"]},
        "networks": networks | {"lesions": [{"file": "old.onnx"}]},
        "calibration": {"intercept": 2},
    }
    for network in networks.values():
        (out / network["file"]).write_bytes(b"old")
    (out / "manifest.json").write_text(json.dumps(manifest))
    return manifest


def test_a_manifest_keeps_its_texts_and_other_networks_and_names_the_new_file(tmp_path, monkeypatch, capsys):
    state = checkpoint(tmp_path / "lesion.ckpt", LesionNetwork())
    out, weights = tmp_path / "out", tmp_path / "weights"
    before = model(out)
    manifest = export(monkeypatch, out, "--lesion", tmp_path / "lesion.ckpt", "--weights", weights)
    assert {name: manifest[name] for name in before} == before | {"networks": manifest["networks"]}
    assert manifest["networks"]["regions"] == before["networks"]["regions"]
    assert manifest["networks"]["verifier"] == before["networks"]["verifier"]
    said = capsys.readouterr().out
    assert "of mine 1.0; kept as they were: regions, verifier." in said
    assert f"calibrate-learned --model {out / 'manifest.json'}" in said
    [lesions] = manifest["networks"]["lesions"]
    assert_is_the_file(lesions, out)
    assert lesions["channels"] == ["lesion", "centre", "mimic"]
    again = LesionNetwork()
    load_mean(again, weights / "lesion.npz")
    for name, value in again.state_dict().items():
        assert value.float().sub(state[name].float()).abs().max() < 1e-2, name


def test_the_published_network_has_its_own_probability_for_a_score(tmp_path, monkeypatch):
    checkpoint(tmp_path / "published.ckpt", PublishedLesionNetwork())
    monkeypatch.setattr(export_models, "PUBLISHED_TILE", (32, 32, 32))
    out = tmp_path / "out"
    model(out)
    manifest = export(monkeypatch, out, "--published", tmp_path / "published.ckpt")
    assert "calibration" not in manifest
    assert "verifier" not in manifest["networks"] and manifest["networks"]["regions"]["file"] == "regions.onnx"
    [lesions] = manifest["networks"]["lesions"]
    assert_is_the_file(lesions, out)
    assert lesions["channels"] == ["lesion"] and lesions["tile"]["shape"] == [32, 32, 32]


def test_a_network_of_the_manifest_whose_file_is_not_there_stops_the_export(tmp_path, monkeypatch):
    checkpoint(tmp_path / "lesion.ckpt", LesionNetwork())
    before = model(tmp_path / "out")
    (tmp_path / "out" / "verifier.onnx").unlink()
    with pytest.raises(SystemExit, match="verifier.onnx: no such file.* --verifier"):
        export(monkeypatch, tmp_path / "out", "--lesion", tmp_path / "lesion.ckpt")
    assert json.loads((tmp_path / "out" / "manifest.json").read_text()) == before


def test_a_model_can_say_what_it_is(tmp_path, monkeypatch):
    save_weights(trained(LesionNetwork()).state_dict(), tmp_path / "lesion.npz")
    texts = ("--id", "our-clinic", "--version", "2.0", "--description", "new", "--trained-on", "synthetic and 3 scans")
    manifest = export(monkeypatch, tmp_path / "out", "--lesion", tmp_path / "lesion.npz", *texts)
    assert (manifest["id"], manifest["version"], manifest["description"]) == ("our-clinic", "2.0", "new")
    start = export_models.START
    assert manifest["training"] == start["training"] | {"trainedOn": "synthetic and 3 scans"}
    assert manifest["intendedUse"] == start["intendedUse"]


@pytest.mark.parametrize("option,value", [("--id", "Our Clinic"), ("--id", ""), ("--version", " "), ("--trained-on", "a" * 201)])
def test_texts_that_the_engine_refuses_are_refused(tmp_path, monkeypatch, capsys, option, value):
    with pytest.raises(SystemExit):
        export(monkeypatch, tmp_path / "out", "--lesion", tmp_path / "lesion.npz", option, value)
    assert f"argument {option}: " in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_file_that_says_something_else_leaves_nothing_behind(tmp_path, monkeypatch):
    checkpoint(tmp_path / "lesion.ckpt", LesionNetwork())
    monkeypatch.setattr(export_models, "LARGEST_DIFFERENCE", 0)
    before = model(tmp_path / "out")
    with pytest.raises(SystemExit, match="lesions.onnx: its logits differ .* nothing was written.* train"):
        export(
            monkeypatch, tmp_path / "out", "--lesion", tmp_path / "lesion.ckpt", "--weights", tmp_path / "weights"
        )
    assert json.loads((tmp_path / "out" / "manifest.json").read_text()) == before
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["manifest.json", "regions.onnx", "verifier.onnx"]
    assert not (tmp_path / "weights").exists()


def test_a_difference_that_is_no_number_is_refused():
    for difference in (1.0, float("nan")):
        with pytest.raises(SystemExit, match="a.onnx"):
            export_models.entry(ExportedNetwork(Path("a.onnx"), "0", 1, difference), 0.5)
    assert export_models.entry(ExportedNetwork(Path("a.onnx"), "0", 1, 0.5), 0.5)["file"] == "a.onnx"

"""The trained networks as ONNX files, with the manifest that `@cmb/infer` reads.

    python -m cmb_training.export_models --region FILE --lesion FILE [--verifier FILE] --out packages/models
    python -m cmb_training.export_models --region FILE --published FILE --out DIR

Calibration, thresholds and texts of a manifest that is there already are kept.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import nn

from .checkpoints import load_mean
from .export_network import ExportedNetwork, export_network
from .lesion_network import OUTPUTS, LesionNetwork, SlicewiseLesionNetwork
from .region_classes import REGION_CLASSES
from .region_network import RegionNetwork
from .train_published import PublishedLesionNetwork
from .verifier_network import CUBE, SlicewiseVerifier, VerifierNetwork
from .weight_files import save_weights

#: Of the largest tile; the network takes smaller ones as well.
TILE = (128, 128, 48)
OVERLAP = (16, 16, 8)
EXAMPLE = (48, 96, 96)
#: Of the published network: larger than the cubes that it is trained on, or a whole head would take it four minutes.
PUBLISHED_TILE = (96, 96, 64)
LARGEST_DIFFERENCE = 0.05
#: The published network normalises by sums over millions of values, which the runtime takes in float32.
LARGEST_DIFFERENCE_PUBLISHED = 0.5
START = {
    "schemaVersion": 1,
    "id": "cmb-synthetic",
    "version": "0.1.0",
    "description": "Microbleeds on T2*-weighted GRE and SWI, learned from simulated images alone.",
    "licence": "Apache-2.0",
    "intendedUse": "Research use only; not a medical device. Not validated on annotated patient scans.",
    "training": {
        "trainedOn": "synthetic",
        "validatedOnPatients": False,
        "sources": [
            "simulated by @cmb/synth",
            "label maps of SynthSeg (Billot et al. 2023, github.com/BBillot/SynthSeg, Apache-2.0), 13 of 16 subjects",
        ],
    },
    "networks": {},
    "candidates": {"leastProbability": 0.1, "separationMm": 2.5, "most": 100, "maskProbability": 0.5},
    "calibration": {"intercept": 0, "coefficients": {}},
    "thresholds": {"sensitive": 0.2, "balanced": 0.5, "specific": 0.8},
    "definiteThreshold": 0.8,
}


class FirstChannel(nn.Module):
    """Leaves out all channels of an answer but the first."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return self.network(image)[:, :1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--region", type=Path)
    network = parser.add_mutually_exclusive_group(required=True)
    network.add_argument("--lesion", type=Path)
    network.add_argument("--published", type=Path, help="of train_published, to be measured in the same engine")
    parser.add_argument("--verifier", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, help="folder for the weights that a further training can start from")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "manifest.json"
    manifest = json.loads(path.read_text()) if path.exists() else START
    networks: dict[str, object] = {}

    def trained(name: str, network: nn.Module) -> nn.Module:
        load_mean(network, getattr(options, name))
        if options.weights is not None:
            save_weights(network.state_dict(), options.weights / f"{name}.npz")
        return network

    if options.weights is not None:
        options.weights.mkdir(parents=True, exist_ok=True)
    if options.region is not None:
        exported = export_network(
            trained("region", RegionNetwork()),
            options.out / "regions.onnx",
            shape=(96, 112, 96),
            input_name="image",
            output_names=("classes",),
            free_axes=(),
        )
        shape = {"spacingMm": 2, "shape": [96, 112, 96], "classes": list(REGION_CLASSES)}
        networks["regions"] = entry(exported) | {"input": "image", "output": "classes"} | shape
    if options.published is not None:
        # Its probability is the score until it is calibrated.
        manifest = {name: value for name, value in manifest.items() if name != "calibration"}
        exported = export_network(
            trained("published", PublishedLesionNetwork()),
            options.out / "published.onnx",
            shape=PUBLISHED_TILE[::-1],
            input_name="image",
            output_names=("logits",),
            free_axes=(),
            lower=FirstChannel,
            halve=False,
        )
        tile = {"channels": list(OUTPUTS[:1]), "tile": {"shape": list(PUBLISHED_TILE), "overlap": list(OVERLAP)}}
    else:
        exported = export_network(
            trained("lesion", LesionNetwork()),
            options.out / "lesions.onnx",
            shape=EXAMPLE,
            input_name="image",
            output_names=("logits",),
            lower=SlicewiseLesionNetwork,
        )
        tile = {
            "channels": list(OUTPUTS),
            "tile": {"shape": list(TILE), "overlap": list(OVERLAP), "flexible": True},
        }
    largest = LARGEST_DIFFERENCE if options.published is None else LARGEST_DIFFERENCE_PUBLISHED
    networks["lesions"] = [entry(exported, largest) | {"input": "image", "output": "logits"} | tile]
    if options.verifier is not None:
        exported = export_network(
            trained("verifier", VerifierNetwork()),
            options.out / "verifier.onnx",
            shape=CUBE,
            input_name="cube",
            output_names=("score", "mask"),
            free_axes=("batch",),
            lower=SlicewiseVerifier,
        )
        cube = {"input": "cube", "score": "score", "mask": "mask", "cube": list(CUBE[::-1])}
        networks["verifier"] = entry(exported) | cube
    path.write_text(json.dumps(manifest | {"networks": networks}, indent=2) + "\n")
    print(json.dumps(networks, indent=2))


def entry(exported: ExportedNetwork, largest: float = LARGEST_DIFFERENCE) -> dict[str, object]:
    """What the manifest says of a file; raises ArithmeticError when the file does not say what the network says."""
    if exported.largest_difference > largest:
        raise ArithmeticError(f"{exported.path}: differs by {exported.largest_difference} from the network")
    return {"file": exported.path.name, "sha256": exported.sha256, "bytes": exported.bytes}


if __name__ == "__main__":
    main()

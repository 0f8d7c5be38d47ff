"""The trained networks as ONNX files, with the manifest that `@cmb/infer` reads.

    python -m cmb_training.export_models --region FILE --lesion FILE [--verifier FILE] --out packages/models
    python -m cmb_training.export_models --region FILE --published FILE --out DIR

Of a manifest that is in --out already the texts, calibration, thresholds and other networks are kept, whose files must lie
beside it. Where an export fails, nothing in --out changes.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from torch import nn

from .checkpoints import load_mean
from .command_line import create_parser
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
    "candidates": {"leastProbability": 0.15, "separationMm": 2.5, "most": 500, "maskProbability": 0.5},
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
    options = read_options()
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "manifest.json"
    manifest = json.loads(path.read_text()) if path.exists() else START
    kept = kept_networks(manifest["networks"], options)
    # What is not right is never seen beside the files of another export.
    with TemporaryDirectory(prefix=".export-", dir=options.out) as name:
        folder = Path(name)
        networks = kept | export_networks(options, folder)
        written = describe(manifest, options) | {"networks": networks}
        (folder / path.name).write_text(json.dumps(written, indent=2) + "\n")
        for weights in folder.glob("*.npz"):
            options.weights.mkdir(parents=True, exist_ok=True)
            shutil.move(weights, options.weights / weights.name)
        for model in folder.glob("*.onnx"):
            model.replace(options.out / model.name)
        (folder / path.name).replace(path)
    print(json.dumps(networks, indent=2))
    print(f"{path} is of {written['id']} {written['version']}; kept as they were: {', '.join(kept) or 'no networks'}.")
    print(
        "Calibration and thresholds are not those of the new networks until "
        f"`npm run bench -- calibrate-learned --model {path}` has run and the manifest has what it prints."
    )


def read_options() -> argparse.Namespace:
    """Of the command line."""
    parser = create_parser(__doc__)
    parser.add_argument("--region", type=Path, help="weights of the region network: .ckpt or .npz")
    network = parser.add_mutually_exclusive_group(required=True)
    network.add_argument("--lesion", type=Path, help="weights of the lesion network: .ckpt or .npz")
    network.add_argument("--published", type=Path, help="of train_published, to be measured in the same engine")
    parser.add_argument("--verifier", type=Path, help="weights of the verifier: .ckpt or .npz")
    parser.add_argument("--out", type=Path, required=True, help="folder of the manifest and the ONNX files")
    parser.add_argument("--weights", type=Path, help="folder for the weights that a further training can start from")
    parser.add_argument("--id", type=model_id, help="of the model, as reports name it; that of the manifest unless given")
    parser.add_argument("--version", type=text(200), help="of the model; as --id")
    parser.add_argument("--description", type=text(4000), help="of the model; as --id")
    parser.add_argument("--trained-on", type=text(200), help='such as "synthetic and 20 scans of our clinic"; as --id')
    return parser.parse_args()


def model_id(value: str) -> str:
    """As `parseManifest` of `@cmb/infer` accepts it."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,99}", value):
        raise argparse.ArgumentTypeError('small letters, digits, "." and "-", at most 100')
    return value


def text(most: int) -> Callable[[str], str]:
    """A text of at most so many characters, and not of spaces alone."""

    def check(value: str) -> str:
        if value.strip() == "" or len(value) > most:
            raise argparse.ArgumentTypeError(f"a text of 1 to {most} characters")
        return value

    return check


def kept_networks(networks: dict[str, Any], options: argparse.Namespace) -> dict[str, Any]:
    """Those that are not exported anew; raises SystemExit when a file of theirs is not in the folder.

    The published network has no verifier, which was trained on the candidates of ours.
    """
    kept = {name: network for name, network in networks.items() if name != "lesions"}
    if options.region is not None:
        kept.pop("regions", None)
    if options.verifier is not None or options.published is not None:
        kept.pop("verifier", None)
    for name, network in kept.items():
        if not (options.out / network["file"]).is_file():
            given = {"regions": "--region", "verifier": "--verifier"}[name]
            raise SystemExit(
                f"{options.out / network['file']}: no such file, though the manifest beside it names it; "
                f"copy it there, or export that network too with {given}"
            )
    return kept


def describe(manifest: dict[str, Any], options: argparse.Namespace) -> dict[str, Any]:
    """The manifest with the texts that were given."""
    given = {name: getattr(options, name) for name in ("id", "version", "description")}
    described = manifest | {name: value for name, value in given.items() if value is not None}
    if options.trained_on is not None:
        described["training"] = manifest["training"] | {"trainedOn": options.trained_on}
    if options.published is not None:
        # Its probability is the score until it is calibrated.
        described.pop("calibration", None)
    return described


def export_networks(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Writes the networks that were given, and their weights if these are wanted; what the manifest says of them."""
    networks: dict[str, Any] = {}

    def trained(name: str, network: nn.Module) -> nn.Module:
        load_mean(network, getattr(options, name))
        if options.weights is not None:
            save_weights(network.state_dict(), folder / f"{name}.npz")
        return network

    if options.region is not None:
        exported = export_network(
            trained("region", RegionNetwork()),
            folder / "regions.onnx",
            shape=(96, 112, 96),
            input_name="image",
            output_names=("classes",),
            free_axes=(),
        )
        shape = {"spacingMm": 2, "shape": [96, 112, 96], "classes": list(REGION_CLASSES)}
        networks["regions"] = entry(exported) | {"input": "image", "output": "classes"} | shape
    if options.published is not None:
        exported = export_network(
            trained("published", PublishedLesionNetwork()),
            folder / "published.onnx",
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
            folder / "lesions.onnx",
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
            folder / "verifier.onnx",
            shape=CUBE,
            input_name="cube",
            output_names=("score", "mask"),
            free_axes=("batch",),
            lower=SlicewiseVerifier,
        )
        cube = {"input": "cube", "score": "score", "mask": "mask", "cube": list(CUBE[::-1])}
        networks["verifier"] = entry(exported) | cube
    return networks


def entry(exported: ExportedNetwork, largest: float = LARGEST_DIFFERENCE) -> dict[str, Any]:
    """What the manifest says of a file; raises SystemExit when the file does not say what the network says."""
    # A difference that is no number is not allowed either.
    if not exported.largest_difference <= largest:
        raise SystemExit(
            f"{exported.path.name}: its logits differ by up to {exported.largest_difference:.3g} from those of the "
            f"trained network, {largest} is allowed; nothing was written. Rounding tells so much in a network that has "
            "hardly been trained, or whose training ran away: look at its losses, train it for more steps or with a "
            "smaller --learning-rate, and export it again"
        )
    return {"file": exported.path.name, "sha256": exported.sha256, "bytes": exported.bytes}


if __name__ == "__main__":
    main()

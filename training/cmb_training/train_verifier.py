"""Trains the verifier on a folder of patches; goes on from the last checkpoint and takes up new patches.

    python -m cmb_training.train_verifier --patches DIR --out DIR --minutes 60
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .command_line import create_parser
from .lesion_loss import cross_entropy, tversky
from .patch_store import Patch, PatchFolder, read_patch
from .training_loop import Losses, add_loop_options, train
from .verifier_cubes import PatchPlaces, VerifierCube, cut_verifier_cube, find_places
from .verifier_network import VerifierNetwork

LESION_SHARE = 0.4
#: Of the candidates of a patch, strongest first, those at the front are drawn more often.
FRONT = 1.5


class PlaceStore:
    """Patches and their places, found when first asked for."""

    def __init__(self) -> None:
        self.known: dict[Path, tuple[Patch, PatchPlaces]] = {}

    def at(self, path: Path) -> tuple[Patch, PatchPlaces]:
        """A patch and its places; peaks of the lesion network count where `NUMBER-peaks.npy` has them."""
        if path not in self.known:
            patch = read_patch(path)
            peaks = path.with_name(f"{path.stem}-peaks.npy")
            self.known[path] = patch, find_places(patch, np.load(peaks) if peaks.exists() else None)
        return self.known[path]


def draw_cube(paths: list[Path], store: PlaceStore, rng: np.random.Generator) -> VerifierCube:
    """A microbleed or another candidate of a random patch."""
    want_lesion = rng.random() < LESION_SHARE
    while True:
        patch, places = store.at(paths[rng.integers(len(paths))])
        among = places.lesions if want_lesion else places.others
        if len(among) == 0:
            continue
        index = rng.integers(len(among)) if want_lesion else int(len(among) * rng.random() ** FRONT)
        return cut_verifier_cube(patch, among[index], want_lesion, rng)


def batch_losses(network: nn.Module, cubes: list[VerifierCube], masked: int | None = None) -> Losses:
    """The parts of the loss of a batch; that of the masks from the first `masked` cubes, or from all."""
    stack = lambda name: torch.from_numpy(np.stack([getattr(cube, name) for cube in cubes]))  # noqa: E731
    with torch.autocast("cpu", torch.bfloat16):
        score, masks = network(stack("image")[:, None], masked)
    score, masks = score.float(), masks.float()
    truth = torch.tensor([[float(cube.is_lesion)] for cube in cubes])
    lesion, mimic, weight = (stack(name)[:masked] for name in ("lesion", "mimic", "weight"))
    parts = {
        "score": F.binary_cross_entropy_with_logits(score, 0.98 * truth + 0.01),
        "entropy": cross_entropy(masks[:, 0], lesion, weight),
        "tversky": tversky(masks[:, 0].sigmoid(), lesion, weight),
        "mimic": F.binary_cross_entropy_with_logits(masks[:, 1], mimic, weight),
    }
    total = parts["score"] + 0.1 * parts["entropy"] + 0.5 * parts["tversky"] + 0.5 * parts["mimic"]
    return parts | {"total": total}


def main() -> None:
    parser = create_parser(__doc__)
    parser.add_argument("--patches", type=Path, required=True, help="folder of patches")
    parser.add_argument("--batch", type=int, default=32, help="cubes of a step")
    parser.add_argument("--masked", type=int, help="cubes of a batch whose masks count; all unless given")
    add_loop_options(parser, minutes=60, total_steps=12_000)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    folder, store = PatchFolder(options.patches), PlaceStore()

    def losses_of(network: nn.Module, step: int) -> Losses:
        paths, rng = folder.at_step(step), np.random.default_rng([options.seed, step])
        cubes = [draw_cube(paths, store, rng) for _ in range(options.batch)]
        return batch_losses(network, cubes, options.masked)

    network = VerifierNetwork().to(memory_format=torch.channels_last_3d)
    train(network, options, losses_of, name="verifier", mean_decay=0.999, print_every=50)


if __name__ == "__main__":
    main()

"""Writes beside each patch what the lesion network takes for microbleeds, as hard examples for the verifier.

    python -m cmb_training.mine_peaks --patches DIR --lesion FILE
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from .checkpoints import load_mean
from .command_line import create_parser
from .lesion_network import LesionNetwork
from .lesion_peaks import find_peaks, lesion_probabilities
from .patch_store import list_patches, read_patch

LEAST = 0.03
MOST = 40


def main() -> None:
    parser = create_parser(__doc__)
    parser.add_argument("--patches", type=Path, required=True, help="folder of patches")
    parser.add_argument("--lesion", type=Path, required=True, help="weights of the lesion network: .ckpt or .npz")
    parser.add_argument("--threads", type=int, default=1, help="of PyTorch")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    network, _ = load_mean(LesionNetwork(), options.lesion)
    for path in list_patches(options.patches):
        places, _ = find_peaks(lesion_probabilities(network, read_patch(path)), LEAST, MOST)
        np.save(path.with_name(f"{path.stem}-peaks.npy"), places)


if __name__ == "__main__":
    main()

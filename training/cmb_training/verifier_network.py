"""The network that judges a cube around a candidate: is what lies in its middle a microbleed, and which voxels are it?"""

from __future__ import annotations

import torch
from torch import nn

from .lesion_network import shuffle_plane, unshuffle_plane
from .unet import ConvBlock, UNet

#: Voxels of a cube along k, j and i, at 1 × 0.5 × 0.5 mm: 16 mm each.
CUBE = (16, 32, 32)
#: What the mask's channels say, as logits.
MASKS: tuple[str, ...] = ("lesion", "mimic")


class VerifierNetwork(UNet):
    """A U-Net behind the lesion network's stem, with a second head that reads its deepest features.

    Input (N, 1, 16, 32, 32), as the lesion network sees it. Output: score (N, 1), a logit, and masks (N, 2, 16, 32, 32),
    the logits of `MASKS`.
    """

    def __init__(self, widths: tuple[int, ...] = (32, 64, 96)) -> None:
        super().__init__(4, widths, 4 * len(MASKS))
        coarsest = CUBE[0] // 2 ** (len(widths) - 1)
        self.deep = ConvBlock(widths[-1], widths[-1])
        self.whole = nn.Conv3d(widths[-1], 64, coarsest)
        self.score = nn.Conv3d(64, 1, 1)
        nn.init.constant_(self.head.bias, -3.0)

    def forward(self, cube: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        features, skips = self.encode(unshuffle_plane(cube))
        judged = nn.functional.leaky_relu(self.whole(self.deep(features)), 0.01)
        return self.score(judged).reshape(-1, 1), shuffle_plane(self.head(self.decode(features, skips)))


class ShippedVerifier(nn.Module):
    """The verifier without the mask of mimics, which serves training alone."""

    def __init__(self, network: VerifierNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, cube: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        score, masks = self.network(cube)
        return score, masks[:, :1]

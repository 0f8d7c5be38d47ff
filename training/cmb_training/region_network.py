"""The network that finds the brain and its regions at 2 mm."""

from __future__ import annotations

import torch

from .region_classes import REGION_CLASSES
from .unet import UNet


def space_to_depth(volume: torch.Tensor) -> torch.Tensor:
    """(N, C, D, H, W) to (N, 8 C, D/2, H/2, W/2): the eight voxels of each 2×2×2 block become channels, losslessly."""
    n, c, d, h, w = volume.shape
    blocks = volume.reshape(n, c, d // 2, 2, h // 2, 2, w // 2, 2)
    return blocks.permute(0, 1, 3, 5, 7, 2, 4, 6).reshape(n, 8 * c, d // 2, h // 2, w // 2)


def depth_to_space(volume: torch.Tensor) -> torch.Tensor:
    """The inverse of `space_to_depth`."""
    n, c, d, h, w = volume.shape
    blocks = volume.reshape(n, c // 8, 2, 2, 2, d, h, w)
    return blocks.permute(0, 1, 5, 2, 6, 3, 7, 4).reshape(n, c // 8, 2 * d, 2 * h, 2 * w)


class RegionNetwork(UNet):
    """U-Net behind a space-to-depth stem: it computes at 4 mm and answers at 2 mm.

    It normalises by the image that it sees: with one image of random contrast to a step, means over steps fit no image.

    Input (N, 1, nk, nj, ni) = (N, 1, 96, 112, 96) in 0…2, output one logit per class and voxel.
    """

    def __init__(self, widths: tuple[int, ...] = (32, 64, 96, 96)) -> None:
        super().__init__(8, widths, 8 * len(REGION_CLASSES), by_image=True)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return depth_to_space(super().forward(space_to_depth(image)))

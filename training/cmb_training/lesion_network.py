"""The network that marks microbleeds: segmentation, centres and mimics."""

from __future__ import annotations

import torch
from torch import nn

from .slicewise import ONE_VOLUME, SlicewiseUNet, to_slices, to_volumes
from .unet import UNet

#: What the channels of the output say, as logits.
OUTPUTS: tuple[str, ...] = ("lesion", "centre", "mimic")

#: Voxels of the input in mm, along k, j and i.
SPACING_MM = (1.0, 0.5, 0.5)


def unshuffle_plane(volume: torch.Tensor) -> torch.Tensor:
    """(N, C, D, H, W) to (N, 4 C, D, H/2, W/2): in the plane of the slice only."""
    n, c, d, h, w = volume.shape
    blocks = volume.reshape(n, c, d, h // 2, 2, w // 2, 2)
    return blocks.permute(0, 1, 4, 6, 2, 3, 5).reshape(n, 4 * c, d, h // 2, w // 2)


def unshuffle_slices(slices: torch.Tensor) -> torch.Tensor:
    """`unshuffle_plane` of (N, C, H, W)."""
    return unshuffle_plane(slices[:, :, None])[:, :, 0]


def shuffle_plane(volume: torch.Tensor) -> torch.Tensor:
    """The inverse of `unshuffle_plane`."""
    n, c, d, h, w = volume.shape
    blocks = volume.reshape(n, c // 4, 2, 2, d, h, w)
    return blocks.permute(0, 1, 4, 5, 2, 6, 3).reshape(n, c // 4, d, 2 * h, 2 * w)


def shuffle_slices(slices: torch.Tensor) -> torch.Tensor:
    """The inverse of `unshuffle_slices`."""
    return shuffle_plane(slices[:, :, None])[:, :, 0]


class LesionNetwork(UNet):
    """U-Net at 1 mm behind an in-plane space-to-depth stem; it answers at 0.5 × 0.5 × 1 mm.

    Input (N, 1, nk, nj, ni), nk a multiple of 8 and nj, ni of 16, the intensity over the brain's median, clipped at 2.5,
    less 1. Output (N, 3, nk, nj, ni), the logits of `OUTPUTS`.
    """

    def __init__(self, widths: tuple[int, ...] = (16, 32, 64, 96)) -> None:
        super().__init__(4, widths, 4 * len(OUTPUTS))
        nn.init.constant_(self.head.bias, -4.0)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return shuffle_plane(super().forward(unshuffle_plane(image)))


class SlicewiseLesionNetwork(nn.Module):
    """The same as a lesion network whose normalisation has been folded, for one image, by convolutions in the plane."""

    def __init__(self, folded: LesionNetwork) -> None:
        super().__init__()
        self.network = SlicewiseUNet(folded)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        answers = self.network(unshuffle_slices(to_slices(image)))
        return to_volumes(shuffle_slices(answers), ONE_VOLUME)

"""The network that marks microbleeds: segmentation, centres and mimics."""

from __future__ import annotations

import torch
from torch import nn

from .region_network import ConvBlock

#: What the channels of the output say, as logits.
OUTPUTS: tuple[str, ...] = ("lesion", "centre", "mimic")

#: Voxels of the input in mm, along k, j and i.
SPACING_MM = (1.0, 0.5, 0.5)


def unshuffle_plane(volume: torch.Tensor) -> torch.Tensor:
    """(N, C, D, H, W) to (N, 4 C, D, H/2, W/2): in the plane of the slice only."""
    n, c, d, h, w = volume.shape
    blocks = volume.reshape(n, c, d, h // 2, 2, w // 2, 2)
    return blocks.permute(0, 1, 4, 6, 2, 3, 5).reshape(n, 4 * c, d, h // 2, w // 2)


def shuffle_plane(volume: torch.Tensor) -> torch.Tensor:
    """The inverse of `unshuffle_plane`."""
    n, c, d, h, w = volume.shape
    blocks = volume.reshape(n, c // 4, 2, 2, d, h, w)
    return blocks.permute(0, 1, 4, 5, 2, 6, 3).reshape(n, c // 4, d, 2 * h, 2 * w)


class LesionNetwork(nn.Module):
    """U-Net at 1 mm behind an in-plane space-to-depth stem; it answers at 0.5 × 0.5 × 1 mm.

    Input (N, 1, nk, nj, ni), nk a multiple of 8 and nj, ni of 16, the intensity over the brain's median, clipped at 2.5,
    less 1. Output (N, 3, nk, nj, ni), the logits of `OUTPUTS`. Skips are added and upsampling is trilinear; there is no
    operator that WebGPU lacks.
    """

    def __init__(self, widths: tuple[int, ...] = (16, 32, 64, 96)) -> None:
        super().__init__()
        self.widths = widths
        self.encoders = nn.ModuleList()
        before = 4
        for width in widths:
            self.encoders.append(nn.Sequential(ConvBlock(before, width), ConvBlock(width, width)))
            before = width
        self.narrowings = nn.ModuleList(nn.Conv3d(wide, thin, 1) for thin, wide in zip(widths, widths[1:]))
        self.decoders = nn.ModuleList(ConvBlock(width, width) for width in widths[:-1])
        self.head = nn.Conv3d(widths[0], 4 * len(OUTPUTS), 1)
        nn.init.constant_(self.head.bias, -4.0)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        skips = []
        features = unshuffle_plane(image)
        for level, encoder in enumerate(self.encoders):
            if level > 0:
                features = nn.functional.max_pool3d(features, 2)
            features = encoder(features)
            skips.append(features)
        for level in reversed(range(len(self.decoders))):
            features = self.narrowings[level](features)
            features = nn.functional.interpolate(features, scale_factor=2, mode="trilinear", align_corners=False)
            features = self.decoders[level](features + skips[level])
        return shuffle_plane(self.head(features))

"""The network that finds the brain and its regions at 2 mm."""

from __future__ import annotations

import torch
from torch import nn

from .region_classes import REGION_CLASSES


class ConvBlock(nn.Sequential):
    """3×3×3 convolution, batch normalisation (folded at export), leaky ReLU."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(
            nn.Conv3d(inputs, outputs, 3, padding=1, bias=False),
            nn.BatchNorm3d(outputs),
            nn.LeakyReLU(0.01, inplace=True),
        )


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


class RegionNetwork(nn.Module):
    """U-Net behind a space-to-depth stem: it computes at 4 mm and answers at 2 mm.

    Skips are added and upsampling is trilinear: only operators that WebGPU has. Input (N, 1, nk, nj, ni) = (N, 1, 96, 112, 96) in 0…2,
    output one logit per class and voxel.
    """

    def __init__(self, widths: tuple[int, ...] = (32, 64, 96, 96)) -> None:
        super().__init__()
        self.widths = widths
        self.encoders = nn.ModuleList()
        before = 8
        for width in widths:
            self.encoders.append(nn.Sequential(ConvBlock(before, width), ConvBlock(width, width)))
            before = width
        self.narrowings = nn.ModuleList(nn.Conv3d(wide, thin, 1) for thin, wide in zip(widths, widths[1:]))
        self.decoders = nn.ModuleList(ConvBlock(width, width) for width in widths[:-1])
        self.head = nn.Conv3d(widths[0], 8 * len(REGION_CLASSES), 1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        skips = []
        features = space_to_depth(image)
        for level, encoder in enumerate(self.encoders):
            if level > 0:
                features = nn.functional.max_pool3d(features, 2)
            features = encoder(features)
            skips.append(features)
        for level in reversed(range(len(self.decoders))):
            features = self.narrowings[level](features)
            features = nn.functional.interpolate(features, scale_factor=2, mode="trilinear", align_corners=False)
            features = self.decoders[level](features + skips[level])
        return depth_to_space(self.head(features))

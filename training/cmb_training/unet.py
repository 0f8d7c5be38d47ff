"""The U-Net that the networks of this project share between their stems and heads."""

from __future__ import annotations

import torch
from torch import nn


class ConvBlock(nn.Sequential):
    """3×3×3 convolution, normalisation, leaky ReLU.

    Normalisation is over the batch and is folded at export; or, for a network that sees one whole image of any contrast
    at a time, over the image itself.
    """

    def __init__(self, inputs: int, outputs: int, *, by_image: bool = False) -> None:
        super().__init__(
            nn.Conv3d(inputs, outputs, 3, padding=1, bias=False),
            nn.InstanceNorm3d(outputs, affine=True) if by_image else nn.BatchNorm3d(outputs),
            nn.LeakyReLU(0.01, inplace=True),
        )


class UNet(nn.Module):
    """Skips are added and upsampling is trilinear: only operators that WebGPU has. A 1×1×1 convolution answers."""

    def __init__(self, inputs: int, widths: tuple[int, ...], outputs: int, *, by_image: bool = False) -> None:
        super().__init__()
        self.widths = widths
        self.encoders = nn.ModuleList()
        before = inputs
        for width in widths:
            blocks = (ConvBlock(wide, width, by_image=by_image) for wide in (before, width))
            self.encoders.append(nn.Sequential(*blocks))
            before = width
        self.narrowings = nn.ModuleList(nn.Conv3d(wide, thin, 1) for thin, wide in zip(widths, widths[1:]))
        self.decoders = nn.ModuleList(ConvBlock(width, width, by_image=by_image) for width in widths[:-1])
        self.head = nn.Conv3d(widths[0], outputs, 1)

    def encode(self, features: torch.Tensor) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """The deepest features, and those of every finer level, finest first."""
        skips: list[torch.Tensor] = []
        for level, encoder in enumerate(self.encoders):
            if level > 0:
                skips.append(features)
                features = self.halve(features)
            features = encoder(features)
        return features, skips

    def decode(self, features: torch.Tensor, skips: list[torch.Tensor]) -> torch.Tensor:
        """Features of the finest level."""
        for level in reversed(range(len(self.decoders))):
            features = self.double(self.narrowings[level](features), level + 1)
            features = self.decoders[level](features + skips[level])
        return features

    def halve(self, features: torch.Tensor) -> torch.Tensor:
        return nn.functional.max_pool3d(features, 2)

    def double(self, features: torch.Tensor, _level: int) -> torch.Tensor:
        return nn.functional.interpolate(features, scale_factor=2, mode="trilinear", align_corners=False)

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        return self.head(self.decode(*self.encode(features)))

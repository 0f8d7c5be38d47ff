"""A U-Net over volumes, lowered exactly to convolutions in the plane: runtimes are faster at those, on WebGPU by far.

The slices of all volumes become one batch (N·D, C, H, W); what a 3×3×3 convolution takes from the neighbouring slices is
put beside a slice as further channels.
"""

from __future__ import annotations

import torch
from torch import nn

from .unet import UNet

#: Volumes and slices of each, one of which is −1: as many as there are.
Stack = tuple[int, int]
ONE_VOLUME: Stack = (1, -1)


def to_slices(volumes: torch.Tensor) -> torch.Tensor:
    """(N, C, D, H, W) to (N·D, C, H, W)."""
    return volumes.transpose(1, 2).flatten(0, 1)


def to_volumes(slices: torch.Tensor, stack: Stack) -> torch.Tensor:
    """The inverse of `to_slices`."""
    return slices.reshape(*stack, *slices.shape[1:]).transpose(1, 2)


class SlicewiseConvolution(nn.Module):
    """The same as a convolution of 1×1×1 or 3×3×3 with padding and bias; raises TypeError for one without bias."""

    def __init__(self, convolution: nn.Conv3d, stack: Stack) -> None:
        super().__init__()
        if convolution.bias is None:
            raise TypeError("SlicewiseConvolution: the convolution has no bias; fold its normalisation first")
        _, inputs, self.taps, size, _ = convolution.weight.shape
        self.stack = stack
        self.plane = nn.Conv2d(self.taps * inputs, convolution.out_channels, size, padding=size // 2)
        with torch.no_grad():
            self.plane.weight.copy_(convolution.weight.transpose(1, 2).reshape(self.plane.weight.shape))
            self.plane.bias.copy_(convolution.bias)

    def forward(self, slices: torch.Tensor) -> torch.Tensor:
        if self.taps == 1:
            return self.plane(slices)
        volumes = slices.reshape(*self.stack, *slices.shape[1:])
        padded = nn.functional.pad(volumes, (0, 0, 0, 0, 0, 0, 1, 1))
        return self.plane(torch.cat([padded[:, :-2], volumes, padded[:, 2:]], 2).flatten(0, 1))


class SlicewiseUNet(nn.Module):
    """A U-Net whose normalisation has been folded.

    :param depth: slices of a volume, where there may be several volumes; one volume of any depth without it
    """

    encode, decode, forward = UNet.encode, UNet.decode, UNet.forward

    def __init__(self, network: UNet, depth: int | None = None) -> None:
        super().__init__()
        stacks: list[Stack] = [ONE_VOLUME if depth is None else (-1, depth >> level) for level in range(len(network.widths))]
        self.encoders = nn.ModuleList(map(slicewise, network.encoders, stacks))
        self.narrowings = nn.ModuleList(map(SlicewiseConvolution, network.narrowings, stacks[1:]))
        self.decoders = nn.ModuleList(map(slicewise, network.decoders, stacks))
        self.head = SlicewiseConvolution(network.head, stacks[0])
        self.stacks = stacks

    def halve(self, features: torch.Tensor) -> torch.Tensor:
        plane = nn.functional.max_pool2d(features, 2)
        pairs = plane.reshape(-1, 2, *plane.shape[1:])
        return torch.maximum(pairs[:, 0], pairs[:, 1])

    def double(self, features: torch.Tensor, level: int) -> torch.Tensor:
        volumes = features.reshape(*self.stacks[level], *features.shape[1:])
        below = torch.cat([volumes[:, :1], volumes[:, :-1]], 1)
        above = torch.cat([volumes[:, 1:], volumes[:, -1:]], 1)
        deeper = torch.stack([0.75 * volumes + 0.25 * below, 0.75 * volumes + 0.25 * above], 2).flatten(0, 2)
        return nn.functional.interpolate(deeper, scale_factor=2, mode="bilinear")


def slicewise(blocks: nn.Module, stack: Stack) -> nn.Sequential:
    """Folded ConvBlocks, one after the other; raises TypeError for a part that is no convolution or activation."""
    parts: list[nn.Module] = []
    for part in blocks.children():
        if isinstance(part, nn.Conv3d):
            parts.append(SlicewiseConvolution(part, stack))
        elif isinstance(part, nn.LeakyReLU):
            parts.append(part)
        elif isinstance(part, nn.Sequential):
            parts.extend(slicewise(part, stack))
        else:
            raise TypeError(f"slicewise: {type(part).__name__} is no convolution or activation; fold the network first")
    return nn.Sequential(*parts)

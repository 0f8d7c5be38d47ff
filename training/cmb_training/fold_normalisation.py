"""Batch normalisation folded into the convolution before it, exactly."""

from __future__ import annotations

import copy

import torch
from torch import nn

from .unet import ConvBlock


def fold_normalisation(network: nn.Module) -> nn.Module:
    """A copy for inference in which every ConvBlock is a convolution with bias and its activation.

    What normalises by the image stays as it is."""
    folded = copy.deepcopy(network).eval()
    for parent in list(folded.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, ConvBlock) and isinstance(child[1], nn.BatchNorm3d):
                setattr(parent, name, nn.Sequential(_folded(child[0], child[1]), child[2]))
    return folded


def _folded(convolution: nn.Conv3d, norm: nn.BatchNorm3d) -> nn.Conv3d:
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    result = nn.Conv3d(convolution.in_channels, convolution.out_channels, 3, padding=1)
    with torch.no_grad():
        result.weight.copy_(convolution.weight * scale.view(-1, 1, 1, 1, 1))
        result.bias.copy_(norm.bias - norm.running_mean * scale)
    return result

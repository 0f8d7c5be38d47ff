"""The network that judges a cube around a candidate: is what lies in its middle a microbleed, and which voxels are it?"""

from __future__ import annotations

import torch
from torch import nn

from .lesion_network import shuffle_plane, shuffle_slices, unshuffle_plane, unshuffle_slices
from .slicewise import SlicewiseConvolution, SlicewiseUNet, slicewise, to_slices, to_volumes
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

    def forward(self, cube: torch.Tensor, masked: int | None = None) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of all cubes, and masks of the first `masked` of them, or of all."""
        features, skips = self.encode(unshuffle_plane(cube))
        judged = nn.functional.leaky_relu(self.whole(self.deep(features)), 0.01)
        if masked is not None:
            features, skips = features[:masked], [skip[:masked] for skip in skips]
        return self.score(judged).reshape(-1, 1), shuffle_plane(self.head(self.decode(features, skips)))


class SlicewiseVerifier(nn.Module):
    """A verifier whose normalisation has been folded, by convolutions in the plane; without the mask of mimics, which
    serves training alone."""

    def __init__(self, folded: VerifierNetwork) -> None:
        super().__init__()
        self.network = SlicewiseUNet(folded, CUBE[0])
        self.stack = self.network.stacks[0]
        self.deep = slicewise(folded.deep, self.network.stacks[-1])
        # It spans all slices, which here are channels.
        whole = folded.whole
        self.whole = nn.Conv2d(whole.in_channels * whole.kernel_size[0], whole.out_channels, whole.kernel_size[1:])
        with torch.no_grad():
            self.whole.weight.copy_(whole.weight.transpose(1, 2).reshape(self.whole.weight.shape))
            self.whole.bias.copy_(whole.bias)
        self.score = SlicewiseConvolution(folded.score, self.stack)

    def forward(self, cube: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        features, skips = self.network.encode(unshuffle_slices(to_slices(cube)))
        deepest = self.deep(features)
        slices = deepest.reshape(-1, self.whole.in_channels, *deepest.shape[2:])
        score = self.score(nn.functional.leaky_relu(self.whole(slices), 0.01)).reshape(-1, 1)
        masks = self.network.head(self.network.decode(features, skips))
        return score, to_volumes(shuffle_slices(masks[:, :4]), self.stack)

"""The published network, so that it can be trained again and measured beside ours.

UNetApollo3D of del Pozo Lerida et al. 2024 (see training/README.md): five levels, strided convolutions down, transposed
convolutions up, 36,302,116 parameters for one channel and two classes. Normalisation takes mean and standard deviation over all axes but
the batch, channels too, with one factor and one offset: only so do the published counts come out.
"""

from __future__ import annotations

import torch
from torch import nn

FILTERS = (32, 64, 128, 256, 320)
LEAKY_SLOPE = 0.01
EPSILON = 1e-5


class ScalarInstanceNorm(nn.Module):
    """(x − mean) / (sd + ε) over channels and space together, times one factor, plus one offset."""

    def __init__(self) -> None:
        super().__init__()
        self.factor = nn.Parameter(torch.ones(()))
        self.offset = nn.Parameter(torch.zeros(()))

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        axes = tuple(range(1, features.ndim))
        mean = features.mean(axes, keepdim=True)
        deviation = features.std(axes, keepdim=True, unbiased=False)
        return self.factor * (features - mean) / (deviation + EPSILON) + self.offset


class ChannelAttention(nn.Module):
    """The published input block of two C×C matrices without bias; its exact operation is unknown.

    Queries and keys are taken here to weigh channels: softmax(QᵀK) over the channels. With one channel the weight is 1
    whatever the matrices hold.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.query = nn.Parameter(torch.eye(channels))
        self.key = nn.Parameter(torch.eye(channels))

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        flat = image.flatten(2)
        query = torch.einsum("oc,ncv->nov", self.query, flat)
        key = torch.einsum("oc,ncv->nov", self.key, flat)
        weights = (torch.einsum("nav,nbv->nab", query, key) / flat.shape[-1]).softmax(-1)
        return torch.einsum("nab,nbv->nav", weights, flat).reshape(image.shape)


def _convolution(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    # A stride of 2 with Keras's "same" padding pads only at the far end of an even axis.
    pad = (0, 1) * 3 if stride == 2 else (1, 1) * 3
    convolution = nn.Conv3d(inputs, outputs, 3, stride=stride)
    return nn.Sequential(nn.ConstantPad3d(pad, 0.0), convolution, nn.LeakyReLU(LEAKY_SLOPE), ScalarInstanceNorm())


def _transposed(inputs: int, outputs: int) -> nn.Sequential:
    convolution = nn.ConvTranspose3d(inputs, outputs, 2, stride=2)
    return nn.Sequential(convolution, nn.LeakyReLU(LEAKY_SLOPE), ScalarInstanceNorm())


class PublishedNetwork(nn.Module):
    """Input (N, channels, 96, 96, 96), output one logit per class and voxel (softmax outside)."""

    def __init__(self, channels: int = 1, classes: int = 2) -> None:
        super().__init__()
        self.attention = ChannelAttention(channels)
        self.encoders = nn.ModuleList()
        self.reductions = nn.ModuleList()
        before = channels
        for width in FILTERS:
            self.encoders.append(nn.Sequential(_convolution(before, width), _convolution(width, width)))
            self.reductions.append(_convolution(width, width, stride=2))
            before = width
        self.bottom = nn.Sequential(_convolution(before, before), _convolution(before, before))
        self.expansions = nn.ModuleList()
        self.decoders = nn.ModuleList()
        for width in reversed(FILTERS):
            self.expansions.append(_transposed(before, width))
            self.decoders.append(nn.Sequential(_convolution(2 * width, width), _convolution(width, width)))
            before = width
        self.head = nn.Conv3d(FILTERS[0], classes, 1)

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        skips = []
        features = self.attention(image)
        for encoder, reduction in zip(self.encoders, self.reductions):
            features = encoder(features)
            skips.append(features)
            features = reduction(features)
        features = self.bottom(features)
        for expansion, decoder in zip(self.expansions, self.decoders):
            features = decoder(torch.cat([skips.pop(), expansion(features)], 1))
        return self.head(features)


def parameter_counts(network: PublishedNetwork) -> dict[str, int]:
    """Parameters as the published summary splits them."""
    count = lambda *modules: sum(p.numel() for module in modules for p in module.parameters())  # noqa: E731
    counts = {
        "encoder": count(network.encoders, network.reductions, network.bottom),
        "decoder": count(network.expansions, network.decoders),
        "outputConv": count(network.head),
        "selfAttention": count(network.attention),
    }
    return counts | {"total": sum(counts.values())}


def transfer_weights(
    source: dict[str, torch.Tensor], *, channels: tuple[int, ...], classes: tuple[int, ...]
) -> dict[str, torch.Tensor]:
    """Weights for a network with these of the source's input channels and classes.

    The published transfer kept channel 1 of 3 and the classes 0 and 3 of 5. Raises IndexError when the source has no
    such channel or class.
    """
    result = {name: value.clone() for name, value in source.items()}
    first = next(name for name in source if name.startswith("encoders.0.") and source[name].ndim == 5)
    result[first] = source[first][:, list(channels)]
    for name in ("head.weight", "head.bias"):
        result[name] = source[name][list(classes)]
    for name in ("attention.query", "attention.key"):
        result[name] = source[name][list(channels)][:, list(channels)]
    return result

"""Random images of random contrast from label maps, with the regions that they show, at 2 mm.

Domain randomisation after SynthSeg (Billot et al. 2023, doi:10.1016/j.media.2023.102789), most of the images with the
contrast of a gradient echo, and with what gradient-echo scans are like: thick slices, few slices, no skull.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from .label_subjects import CROP, LabelSubject
from .region_classes import BRAIN_CLASSES

#: Voxels of the region network along i, j and k, and their edge in mm.
REGION_SHAPE = (96, 112, 96)
REGION_SPACING_MM = 2.0
#: Of the images; the others have a random contrast.
GRE_SHARE = 0.8

# PD, T1 and T2* at 3 T in ms by label number, left side; others take those of soft tissue. T1 after Wright et al. 2008
# (doi:10.1007/s10334-008-0104-8), T2* after Peters et al. 2007 (doi:10.1016/j.mri.2007.02.014), rounded.
_GRE: dict[int, tuple[float, float, float]] = {
    0: (0.0, 1000, 1),
    2: (0.70, 850, 53),
    3: (0.80, 1500, 64),
    4: (1.0, 4300, 500),
    7: (0.72, 950, 50),
    8: (0.82, 1500, 58),
    10: (0.75, 1200, 46),
    11: (0.78, 1400, 41),
    12: (0.77, 1330, 32),
    13: (0.72, 1100, 23),
    14: (1.0, 4300, 500),
    15: (1.0, 4300, 500),
    16: (0.73, 1050, 50),
    17: (0.80, 1450, 58),
    18: (0.80, 1450, 58),
    24: (1.0, 4300, 500),
    25: (0.78, 1150, 80),
    28: (0.73, 1050, 40),
    136: (0.85, 1600, 30),
    506: (1.0, 4000, 300),
    507: (0.6, 600, 25),
    508: (0.7, 1400, 28),
    509: (0.8, 1400, 20),
    511: (0.6, 400, 25),
    514: (0.85, 1650, 14),
    515: (0.08, 400, 2),
    516: (0.5, 380, 8),
}
_LEFT_OF = {41: 2, 42: 3, 43: 4, 5: 4, 44: 4, 46: 7, 47: 8, 49: 10, 50: 11, 51: 12, 52: 13, 53: 17, 54: 18, 57: 25}
_LEFT_OF |= {26: 11, 58: 11, 60: 28, 137: 136, 163: 136, 164: 136, 62: 514, 30: 514, 502: 514, 72: 4, 85: 2, 530: 2}


@dataclass(frozen=True)
class RegionSample:
    """An image at 2 mm, robustly scaled, and the class of each voxel; axes k, j, i (top, front, right), i fastest."""

    image: torch.Tensor
    classes: torch.Tensor


def draw_region_sample(subject: LabelSubject, generator: torch.Generator) -> RegionSample:
    """One random image of a subject; the same state of the generator gives the same sample."""
    grid = _warped_grid(generator)
    numbers = [_LEFT_OF.get(int(number), int(number)) for number in subject.numbers]
    draw = _gre_contrast if _uniform(generator, 0, 1) < GRE_SHARE else _random_contrast
    means, deviations = draw(numbers, generator)
    packed = subject.packed.int()
    maps = _mean_over_voxel(torch.stack([means[packed], deviations[packed]])[None], grid)
    classes = torch.from_numpy(subject.classes)[packed].float()[None, None]
    classes = F.grid_sample(classes, grid, mode="nearest", padding_mode="zeros", align_corners=True)[0, 0].long()
    image = maps[0] + maps[1] * torch.randn(REGION_SHAPE, generator=generator)
    image = image.clamp_min(0) * _bias(generator)
    image = _strip_skull(image, classes, generator)
    image = _acquire(image, generator)
    image, classes = _limit_field_of_view(image, classes, generator)
    image = robust_scale(image).permute(2, 1, 0).contiguous()
    return RegionSample(image[None], classes.permute(2, 1, 0).contiguous())


def robust_scale(image: torch.Tensor) -> torch.Tensor:
    """Percentile 1 to 0 and percentile 99 of what is above zero to 1, clipped to 0…2."""
    inside = image[image > 0]
    if inside.numel() < 100:
        return torch.zeros_like(image)
    sorted_values = inside.sort().values
    low = sorted_values[int(0.01 * (len(sorted_values) - 1))]
    high = sorted_values[int(0.99 * (len(sorted_values) - 1))]
    return ((image - low) / (high - low).clamp_min(1e-6)).clamp(0, 2)


def _mean_over_voxel(maps: torch.Tensor, grid: torch.Tensor) -> torch.Tensor:
    """Maps of 1 mm at the voxels of 2 mm, each from two points on a diagonal of the voxel."""
    offset = 0.5 / ((torch.tensor(CROP) - 1) / 2).flip(-1)
    sample = lambda at: F.grid_sample(maps, at, mode="bilinear", padding_mode="zeros", align_corners=True)[0]  # noqa: E731
    return (sample(grid + offset) + sample(grid - offset)) / 2


def _uniform(generator: torch.Generator, low: float, high: float) -> float:
    return low + (high - low) * float(torch.rand((), generator=generator))


def _warped_grid(generator: torch.Generator) -> torch.Tensor:
    """Where each voxel at 2 mm takes its value, as `grid_sample` wants it: −1…1 over the label map, last axis first."""
    shape = np.array(REGION_SHAPE)
    axes = [REGION_SPACING_MM * (torch.arange(n) - (n - 1) / 2) for n in REGION_SHAPE]
    points = torch.stack(torch.meshgrid(*axes, indexing="ij"), -1)
    angles = [np.deg2rad(_uniform(generator, -20, 20)) for _ in range(3)]
    rotation = torch.eye(3)
    for axis, angle in enumerate(angles):
        turn = torch.eye(3)
        a, b = [other for other in range(3) if other != axis]
        turn[a, a] = turn[b, b] = float(np.cos(angle))
        turn[a, b], turn[b, a] = -float(np.sin(angle)), float(np.sin(angle))
        rotation = rotation @ turn
    size = _uniform(generator, 0.85, 1.2)
    scale = torch.tensor([size * _uniform(generator, 0.92, 1.08) for _ in range(3)])
    shear = torch.eye(3) + 0.012 * (2 * torch.rand((3, 3), generator=generator) - 1)
    shift = torch.tensor([_uniform(generator, -12, 12) for _ in range(3)])
    matrix = rotation @ shear @ torch.diag(scale)
    if _uniform(generator, 0, 1) < 0.5:
        matrix[0] = -matrix[0]
    points = points @ matrix.T + shift
    nodes = tuple(int(n) for n in np.maximum(3, np.round(shape * _uniform(generator, 0.03, 0.08))))
    spread = _uniform(generator, 0, 4)
    field = spread * torch.randn((1, 3, *nodes), generator=generator)
    field = F.interpolate(field, size=REGION_SHAPE, mode="trilinear", align_corners=True)[0].permute(1, 2, 3, 0)
    points = points + field
    half = (torch.tensor(CROP) - 1) / 2
    return (points / half).flip(-1)[None]


def _random_contrast(numbers: list[int], generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    means, deviations = {}, {}
    for number in sorted(set(numbers)):
        means[number] = _uniform(generator, 0.02, 1)
        deviations[number] = _uniform(generator, 0.005, 0.12)
    if _uniform(generator, 0, 1) < 0.8:
        means[0], deviations[0] = 0.0, _uniform(generator, 0, 0.02)
    pick = lambda table: torch.tensor([table[number] for number in numbers], dtype=torch.float32)  # noqa: E731
    return pick(means), pick(deviations)


def _gre_contrast(numbers: list[int], generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Spoiled gradient echo of a random protocol, each tissue jittered (Ernst & Anderson 1966)."""
    thin = _uniform(generator, 0, 1) < 0.5
    repetition_ms = _uniform(generator, 20, 60) if thin else _uniform(generator, 300, 1300)
    angle = np.deg2rad(_uniform(generator, 10, 25) if thin else _uniform(generator, 12, 70))
    echo_ms = _uniform(generator, 8, 45)
    field = 1.5 if _uniform(generator, 0, 1) < 0.45 else 3.0
    means, deviations = {}, {}
    for number in sorted(set(numbers)):
        density, t1, t2_star = _GRE.get(number, _GRE[507])
        t1 = t1 * (field / 3) ** 0.4 * _uniform(generator, 0.85, 1.15)
        t2_star = t2_star * (3 / field) ** 0.4 * _uniform(generator, 0.7, 1.3)
        e1 = np.exp(-repetition_ms / t1)
        signal = density * _uniform(generator, 0.9, 1.1) * np.sin(angle) * (1 - e1) / (1 - np.cos(angle) * e1)
        means[number] = float(signal * np.exp(-echo_ms / t2_star))
        deviations[number] = means[number] * _uniform(generator, 0.01, 0.12)
    top = max(means.values())
    pick = lambda table: torch.tensor([table[number] / top for number in numbers], dtype=torch.float32)  # noqa: E731
    return pick(means), pick(deviations)


def _bias(generator: torch.Generator) -> torch.Tensor:
    nodes = 4 if _uniform(generator, 0, 1) < 0.5 else 3
    field = _uniform(generator, 0, 0.4) * torch.randn((1, 1, nodes, nodes, nodes), generator=generator)
    return F.interpolate(field, size=REGION_SHAPE, mode="trilinear", align_corners=True)[0, 0].exp()


def _strip_skull(image: torch.Tensor, classes: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """In a third of the samples what is outside of the brain goes, with an edge that is too wide or too narrow."""
    if _uniform(generator, 0, 1) > 0.35:
        return image
    brain = torch.isin(classes, torch.tensor(BRAIN_CLASSES)).float()[None, None]
    width = int(torch.randint(0, 4, (), generator=generator))
    if width == 1:
        brain = F.max_pool3d(brain, 3, 1, 1)
    if width == 2:
        brain = F.max_pool3d(brain, 5, 1, 2)
    if width == 3:
        brain = -F.max_pool3d(-brain, 3, 1, 1)
    return image * brain[0, 0]


def _acquire(image: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Blur, thick slices with gaps, gamma and Rician noise."""
    image = image[None, None]
    if _uniform(generator, 0, 1) < 0.5:
        image = F.avg_pool3d(image, 3, 1, 1) * 0.5 + image * 0.5
    if _uniform(generator, 0, 1) < 0.6:
        axis = 2 if _uniform(generator, 0, 1) < 0.85 else int(torch.randint(0, 2, (), generator=generator))
        slice_mm = _uniform(generator, 2, 7)
        counts = list(REGION_SHAPE)
        counts[axis] = max(8, round(REGION_SHAPE[axis] * REGION_SPACING_MM / slice_mm))
        thin = F.interpolate(image, size=tuple(counts), mode="area")
        image = F.interpolate(thin, size=REGION_SHAPE, mode="trilinear", align_corners=False)
    image = image[0, 0].clamp_min(0)
    image = image ** float(np.exp(_uniform(generator, -0.4, 0.4)))
    noise = _uniform(generator, 0, 0.08) * float(image.mean() / 0.3)
    real = image + noise * torch.randn(REGION_SHAPE, generator=generator)
    imaginary = noise * torch.randn(REGION_SHAPE, generator=generator)
    return (real**2 + imaginary**2).sqrt()


def _limit_field_of_view(
    image: torch.Tensor, classes: torch.Tensor, generator: torch.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """In a quarter of the samples slices at the top or the bottom were not scanned."""
    if _uniform(generator, 0, 1) > 0.25:
        return image, classes
    count = REGION_SHAPE[2]
    low = int(_uniform(generator, 0, 0.35) * count)
    high = count - int(_uniform(generator, 0, 0.35) * count)
    image, classes = image.clone(), classes.clone()
    for part in (slice(0, low), slice(high, count)):
        image[:, :, part] = 0
        classes[:, :, part] = 0
    return image, classes

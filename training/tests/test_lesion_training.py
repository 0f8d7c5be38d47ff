import json

import numpy as np
import pytest
import torch

from cmb_training.lesion_cubes import CUBE, CubeMixture, centre_map, cut_cube, vary_intensity
from cmb_training.lesion_loss import centre_focal, cross_entropy, lesion_loss, tversky
from cmb_training.lesion_network import LesionNetwork
from cmb_training.patch_store import IMAGE_SCALE, LABELS, list_patches, read_patch
from cmb_training.train_lesion import draw_batch, train_step

SHAPE = (40, 80, 96)
CENTRE = (20.0, 33.0, 60.5)


@pytest.fixture
def patches(tmp_path):
    """Patches with one dark ball each, at another place in each, and a dark rod as mimic."""
    for number in range(3):
        at = np.array(CENTRE) + [0, 2 * number, 0]
        k, j, i = np.meshgrid(*(np.arange(n) for n in SHAPE), indexing="ij")
        ball = ((k - at[0]) ** 2 + ((j - at[1]) / 2) ** 2 + ((i - at[2]) / 2) ** 2) < 4
        rod = ((j - 60) ** 2 + (i - 20) ** 2) < 4
        image = np.where(ball | rod, -0.7, 0) + 0.02 * np.random.default_rng(number).standard_normal(SHAPE)
        labels = np.where(ball, LABELS["lesion"], np.where(rod, LABELS["mimic"], 0)).astype(np.uint8)
        np.save(tmp_path / f"{number:06}-image.npy", (IMAGE_SCALE * image).astype(np.int16))
        np.save(tmp_path / f"{number:06}-labels.npy", labels)
        lesion = {"centre": at.tolist(), "apparentRadiusMm": 2.0, "depth": 0.7}
        facts = {"number": number, "subject": "made", "sliceMm": 1.0, "lesions": [lesion]}
        (tmp_path / f"{number:06}.json").write_text(json.dumps(facts))
    (tmp_path / "000009-image.npy").write_bytes(b"half")
    return tmp_path


def test_reads_whole_patches_only(patches):
    found = list_patches(patches)
    assert [path.name for path in found] == ["000000.json", "000001.json", "000002.json"]
    patch = read_patch(found[1])
    assert patch.lesions[0].centre == (20.0, 35.0, 60.5) and patch.image.shape == SHAPE


def test_a_cube_on_a_lesion_holds_it_and_marks_its_centre(patches):
    patch = read_patch(list_patches(patches)[0])
    for seed in range(20):
        cube = cut_cube(patch, np.random.default_rng(seed), CubeMixture(on_lesion=1, on_mimic=0))
        assert cube.image.shape == CUBE and cube.lesion.sum() > 20
        peak = np.array(np.unravel_index(cube.centre.argmax(), CUBE))
        middle = np.argwhere(cube.lesion > 0).mean(0)
        assert np.abs(peak - middle).max() <= 1.0
        assert cube.image[cube.lesion > 0].mean() < cube.image[cube.lesion == 0].mean() - 0.3


def test_a_cube_on_a_mimic_holds_one(patches):
    patch = read_patch(list_patches(patches)[0])
    cubes = [cut_cube(patch, np.random.default_rng(s), CubeMixture(on_lesion=0, on_mimic=1)) for s in range(10)]
    assert all(cube.mimic.sum() > 0 for cube in cubes)


def test_ignored_voxels_count_little(patches):
    patch = read_patch(list_patches(patches)[0])
    labels = np.full(SHAPE, LABELS["ignore"], dtype=np.uint8)
    cube = cut_cube(type(patch)(0, "made", 1.0, patch.image, labels, ()), np.random.default_rng(1))
    assert np.allclose(cube.weight, 0.02) and cube.lesion.sum() == 0


def test_the_centre_map_is_wider_across_thick_slices():
    thin, thick = (centre_map(np.array([[16.0, 32.0, 32.0]]), slice_mm) for slice_mm in (1.0, 5.0))
    assert thin[16, 32, 32] == thick[16, 32, 32] == 1
    assert thin[16, 32, 36] == pytest.approx(np.exp(-0.5 * (2 / 1.2) ** 2), rel=1e-5)
    assert thin[18, 32, 32] == pytest.approx(np.exp(-0.5 * (2 / 1.2) ** 2), rel=1e-5)
    assert thick[18, 32, 32] == pytest.approx(np.exp(-0.5), rel=1e-5)


def test_varied_intensities_stay_in_range():
    image = np.linspace(-1, 1.5, 1000, dtype=np.float32)
    for seed in range(20):
        varied = vary_intensity(image, np.random.default_rng(seed))
        assert varied.dtype == np.float32 and varied.min() >= -1 and varied.max() <= 1.5


def test_losses_are_least_for_the_truth():
    target = torch.zeros(2, 4, 8, 8)
    target[0, 2, 3:5, 3:5] = 1
    weight = torch.ones_like(target)
    right, wrong = 20 * (2 * target - 1), -20 * (2 * target - 1)
    assert float(cross_entropy(right, target, weight)) < 1e-6 < float(cross_entropy(wrong, target, weight))
    assert float(tversky(target, target, weight)) < 1e-6
    assert float(tversky(torch.zeros_like(target), target, weight)) == pytest.approx(1 - 1 / (1 + 0.7 * 4), rel=1e-5)
    assert float(tversky(target[1:], target[1:], weight[1:])) == 0
    assert float(centre_focal(right, target, weight)) < 1e-4 < float(centre_focal(wrong, target, weight))


def test_an_ignored_error_costs_less():
    target, weight = torch.zeros(1, 4, 8, 8), torch.full((1, 4, 8, 8), 0.02)
    logits = torch.full((1, 3, 4, 8, 8), 3.0)
    ignored = lesion_loss(logits, target, target, target, weight)["total"]
    assert float(ignored) < 0.05 * float(lesion_loss(logits, target, target, target, torch.ones_like(weight))["total"])


def test_the_loss_falls_and_a_batch_depends_on_its_seed_alone(patches):
    paths = list_patches(patches)
    first, again = (draw_batch(paths, 2, np.random.default_rng([1, 7])) for _ in range(2))
    assert all(torch.equal(first[name], again[name]) for name in first)
    torch.manual_seed(1)
    network = LesionNetwork((8, 16))
    optimiser = torch.optim.AdamW(network.parameters(), lr=5e-3)
    losses = [train_step(network, optimiser, draw_batch(paths, 2, np.random.default_rng([1, n])))["total"] for n in range(40)]
    assert np.mean(losses[-5:]) < 0.5 * np.mean(losses[:5])

import numpy as np
import pytest
import torch

from cmb_training.evaluate_lesions import froc
from cmb_training.lesion_peaks import find_peaks
from cmb_training.patch_store import IMAGE_SCALE, list_patches, read_patch
from cmb_training.train_verifier import PlaceStore, batch_losses, draw_cube
from cmb_training.training_loop import optimise
from cmb_training.verifier_cubes import (
    SCALES,
    WIDE,
    cut_about,
    cut_verifier_cube,
    find_blobs,
    find_places,
    is_hit,
    turn_and_scale,
)
from cmb_training.verifier_network import CUBE, VerifierNetwork
from test_lesion_training import patches  # noqa: F401


def test_finds_ball_and_rod_and_tells_which_is_a_lesion(patches):  # noqa: F811
    patch = read_patch(list_patches(patches)[0])
    blobs = find_blobs(patch.image.astype(np.float32) / IMAGE_SCALE)
    assert is_hit(blobs, patch).any()
    places = find_places(patch)
    assert len(places.lesions) == 1
    assert len(places.others) > 0 and not is_hit(places.others, patch).any()


def test_a_hit_reaches_further_across_thick_slices(patches):  # noqa: F811
    patch = read_patch(list_patches(patches)[0])
    above = np.array([[20.0 + 3.8, 33, 60.5]])
    assert not is_hit(above, patch).any()
    object.__setattr__(patch, "slice_mm", 4.0)
    assert is_hit(above, patch).any()


def test_blocks_about_a_corner_are_filled_up():
    array = np.arange(20 * 40 * 40).reshape(20, 40, 40)
    block = cut_about(array, np.array([0, 0, 0]), outside=-1)
    middle = tuple(size // 2 for size in CUBE)
    assert block[middle] == array[0, 0, 0] and block[0, 0, 0] == -1
    assert (cut_about(array, np.array([99, 99, 99]), outside=-1) == -1).all()


def test_the_lesion_is_in_the_middle_of_its_cube(patches):  # noqa: F811
    patch = read_patch(list_patches(patches)[0])
    for seed in range(10):
        cube = cut_verifier_cube(patch, np.array(patch.lesions[0].centre), True, np.random.default_rng(seed))
        centre = np.argwhere(cube.lesion > 0).mean(0)
        assert np.abs((centre - np.array(CUBE) / 2) * [1, 0.5, 0.5]).max() < 2
        assert cube.image[cube.lesion > 0].mean() < -0.3


def test_learns_the_patches(patches):  # noqa: F811
    torch.manual_seed(1)
    paths, store = list_patches(patches), PlaceStore()
    network = VerifierNetwork((16, 16, 16))
    optimiser = torch.optim.AdamW(network.parameters(), 3e-3)
    rng = np.random.default_rng(1)
    history = []
    for _ in range(25):
        history.append(optimise(network, optimiser, batch_losses(network, [draw_cube(paths, store, rng) for _ in range(8)])))
    assert np.mean([losses["score"] for losses in history[-5:]]) < 0.7 * history[0]["score"]


def test_masks_of_the_first_cubes_count_and_scores_of_all(patches):  # noqa: F811
    paths, store, rng = list_patches(patches), PlaceStore(), np.random.default_rng(1)
    cubes = [draw_cube(paths, store, rng) for _ in range(6)]
    network = VerifierNetwork((16, 16, 16)).eval()
    with torch.no_grad():
        whole, first, part = batch_losses(network, cubes), batch_losses(network, cubes[:2]), batch_losses(network, cubes, 2)
    assert float(part["score"]) == pytest.approx(float(whole["score"]), rel=1e-2)
    for mask in ("entropy", "tversky", "mimic"):
        assert float(part[mask]) == pytest.approx(float(first[mask]), rel=1e-2)
    assert float(part["mimic"]) != pytest.approx(float(whole["mimic"]), rel=1e-2)


def test_peaks_keep_their_distance():
    probabilities = np.full((3, 10, 30, 30), 0.01, dtype=np.float32)
    probabilities[:2, 5, 10, 10] = 0.9
    probabilities[:2, 5, 10, 14] = 0.8
    probabilities[:2, 5, 20, 20] = 0.7
    places, values = find_peaks(probabilities, 0.1, 10)
    assert places.tolist() == [[5, 10, 10], [5, 20, 20]] and values == pytest.approx([0.9, 0.7])
    assert len(find_peaks(probabilities, 0.1, 1)[0]) == 1


def test_froc_counts_hits_and_false_marks(patches):  # noqa: F811
    patch = read_patch(list_patches(patches)[0])
    result = froc([patch], [np.array([patch.lesions[0].centre, (5, 5, 5)])], [np.array([0.9, 0.5])])
    assert result["recall"]["0.5"] == 1 and result["limit"] == 1
    result = froc([patch], [np.array([patch.lesions[0].centre, (5, 5, 5)])], [np.array([0.3, 0.5])])
    assert result["recall"]["0.5"] == 0


def test_turning_by_nothing_changes_nothing():
    rng = np.random.default_rng(1)
    image, labels = rng.random(WIDE, dtype=np.float32), rng.integers(0, 4, WIDE, dtype=np.uint8)
    turned = turn_and_scale(image, labels, 0, 1)
    for array, whole in zip(turned, (image, labels)):
        assert np.array_equal(array, cut_about(whole, np.array(WIDE) // 2, outside=0))


@pytest.mark.parametrize("degrees", [0, 30, 77])
def test_a_ball_is_turned_about_the_middle_and_scaled(degrees):
    axes = [np.arange(size) - size // 2 for size in WIDE]
    squared = axes[0][:, None, None] ** 2 + axes[1][:, None] ** 2 + axes[2] ** 2
    ball = (squared < 36).astype(np.float32)
    for scale in SCALES:
        image, labels = turn_and_scale(ball, ball.astype(np.uint8), degrees, scale)
        assert image.shape == labels.shape == CUBE
        # The in-plane area grows with the square, and the middle stays where it was.
        assert image.sum() == pytest.approx(ball.sum() * scale**2, rel=0.05)
        assert labels.sum() == pytest.approx(ball.sum() * scale**2, rel=0.15)
        assert np.allclose(np.argwhere(labels).mean(0), np.array(CUBE) // 2, atol=0.2)


def test_a_bar_turns_as_it_should():
    bar = np.zeros(WIDE, dtype=np.float32)
    bar[:, WIDE[1] // 2] = 1
    upright = turn_and_scale(bar, bar.astype(np.uint8), 90, 1)[0]
    assert np.allclose(upright[:, :, CUBE[2] // 2], 1, atol=1e-5) and upright.sum() == pytest.approx(CUBE[0] * CUBE[1], rel=0.01)

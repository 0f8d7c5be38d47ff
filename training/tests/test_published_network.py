import json
from pathlib import Path

import numpy as np
import pytest
import torch

from cmb_training.published_network import PublishedNetwork, ScalarInstanceNorm, parameter_counts, transfer_weights
from cmb_training.published_recipe import (
    PublishedSchedule,
    focal_tversky_loss,
    published_loss,
    sample_patch_corners,
    weighted_cross_entropy,
)
from cmb_training.patch_store import list_patches
from cmb_training.train_lesion import draw_batch
from cmb_training.train_published import PublishedLesionNetwork, published_losses
from cmb_training.training_loop import optimise
from test_lesion_training import patches  # noqa: F401

FACTS = json.loads((Path(__file__).parents[2] / "fixtures/upstream/architecture.json").read_text())


@pytest.mark.parametrize("facts", [FACTS["publishedParams"], FACTS["derivedCmbModel"]])
def test_has_the_published_number_of_parameters(facts):
    counts = parameter_counts(PublishedNetwork(facts["inChannels"], facts["nClasses"]))
    assert counts == {key: facts[key] for key in counts}


def test_keeps_the_shape_of_a_patch():
    network = PublishedNetwork().eval()
    with torch.no_grad():
        assert network(torch.randn(1, 1, 32, 32, 32)).shape == (1, 2, 32, 32, 32)


def test_normalises_over_channels_and_space_together():
    features = torch.randn(2, 3, 4, 5, 6) * torch.tensor([1.0, 5.0, 9.0]).view(1, 3, 1, 1, 1) + 2
    out = ScalarInstanceNorm()(features)
    assert torch.allclose(out.mean((1, 2, 3, 4)), torch.zeros(2), atol=1e-5)
    assert torch.allclose(out.std((1, 2, 3, 4), unbiased=False), torch.ones(2), atol=1e-4)
    assert out[0, 2].std() > 3 * out[0, 0].std()


def test_transfers_weights_to_other_channels_and_classes():
    source = PublishedNetwork(3, 5)
    target = PublishedNetwork(1, 2)
    target.load_state_dict(transfer_weights(source.state_dict(), channels=(1,), classes=(0, 3)))
    assert torch.equal(target.head.bias, source.head.bias[[0, 3]])
    assert torch.equal(target.encoders[0][0][1].weight[:, 0], source.encoders[0][0][1].weight[:, 1])
    assert target.attention.key[0, 0] == source.attention.key[1, 1]


def test_focal_tversky_loss_by_hand():
    probabilities = torch.tensor([[[0.8, 0.4], [0.2, 0.6]]])
    target = torch.tensor([[[1.0, 0.0], [0.0, 1.0]]])
    indices = [(0.8 + 1) / (0.8 + 0.5 * 0.2 + 0.5 * 0.4 + 1), (0.6 + 1) / (0.6 + 0.5 * 0.4 + 0.5 * 0.2 + 1)]
    expected = np.mean([(1 - index) ** (1 / 3) for index in indices])
    assert float(focal_tversky_loss(probabilities, target)) == pytest.approx(expected, rel=1e-6)
    direct = np.mean([(1 - index) ** 3 for index in indices])
    assert float(focal_tversky_loss(probabilities, target, exponent="direct")) == pytest.approx(direct, rel=1e-5)


def test_cross_entropy_weighs_microbleeds_fifty_times_more():
    logits = torch.zeros(1, 2, 1, 1, 2)
    classes = torch.tensor([[[[0, 1]]]])
    assert float(weighted_cross_entropy(logits, classes)) == pytest.approx(np.log(2) * (0.1 + 5) / 2, rel=1e-6)
    perfect = torch.stack([50 * (1 - classes), 50 * classes], 1).float()
    assert float(published_loss(perfect, classes)) < 0.01


def test_samples_nine_patches_in_ten_near_a_microbleed():
    mask = np.zeros((120, 130, 140), dtype=np.uint8)
    mask[60, 65, 70] = 1
    corners = sample_patch_corners(mask, np.random.default_rng(3))
    assert len(corners) == 30
    assert all(0 <= value <= limit for corner in corners for value, limit in zip(corner, (24, 34, 44)))
    assert sample_patch_corners(np.zeros((96, 96, 96)), np.random.default_rng(3)) == [(0, 0, 0)] * 30
    with pytest.raises(ValueError, match="smaller than a patch"):
        sample_patch_corners(np.zeros((90, 96, 96)), np.random.default_rng(3))
    assert PublishedSchedule().learning_rate == 5e-5


def test_learns_on_the_cubes_of_the_lesion_network(patches):  # noqa: F811
    torch.manual_seed(1)
    network = PublishedLesionNetwork()
    optimiser = torch.optim.AdamW(network.parameters(), 1e-4)
    batch = draw_batch(list_patches(patches), 1, np.random.default_rng(1))
    history = [optimise(network, optimiser, published_losses(network, batch))["total"] for _ in range(3)]
    assert history[-1] < history[0]
    with torch.no_grad():
        assert network(batch["image"][:, None]).shape == (1, 3, 32, 64, 64)

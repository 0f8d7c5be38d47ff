import pytest
import torch

from cmb_training.fold_normalisation import fold_normalisation
from cmb_training.lesion_network import LesionNetwork, shuffle_plane, unshuffle_plane
from cmb_training.region_classes import REGION_CLASSES
from cmb_training.region_network import RegionNetwork, depth_to_space, space_to_depth


def trained(network):
    """Running statistics and affine parts as training leaves them, not at their start."""
    generator = torch.Generator().manual_seed(5)
    for name, value in network.state_dict().items():
        if value.dtype.is_floating_point and value.ndim == 1:
            low = 0.5 if name.endswith(("running_var", "1.weight")) else -0.5
            value.copy_(low + torch.rand(value.shape, generator=generator))
    return network.eval()


@pytest.mark.parametrize("there,back", [(space_to_depth, depth_to_space), (unshuffle_plane, shuffle_plane)])
def test_rearranging_loses_nothing(there, back):
    volume = torch.arange(2 * 3 * 4 * 6 * 8).reshape(2, 3, 4, 6, 8).float()
    assert torch.equal(back(there(volume)), volume)
    assert not torch.equal(there(volume).flatten(), volume.flatten())


@pytest.mark.parametrize(
    "network,shape,outputs",
    [(RegionNetwork((8, 8, 8)), (16, 16, 24), len(REGION_CLASSES)), (LesionNetwork((8, 8, 8, 8)), (8, 16, 32), 3)],
)
def test_answers_on_the_grid_of_the_input_and_folds_exactly(network, shape, outputs):
    network = trained(network)
    image = torch.randn(1, 1, *shape)
    with torch.no_grad():
        expected = network(image)
        folded = fold_normalisation(network)(image)
    assert expected.shape == (1, outputs, *shape)
    assert not any(isinstance(module, torch.nn.BatchNorm3d) for module in fold_normalisation(network).modules())
    assert torch.allclose(folded, expected, atol=1e-4 * float(expected.abs().max()))


def test_a_shift_by_the_stride_shifts_the_answer():
    network = trained(LesionNetwork((8, 8)))
    image = torch.zeros(1, 1, 48, 96, 96)
    image[0, 0, 24, 48, 48] = 5
    moved = torch.roll(image, (2, 4, -4), (2, 3, 4))
    with torch.no_grad():
        first, second = network(image), network(moved)
    inner = (slice(None), slice(None), slice(16, 32), slice(32, 64), slice(32, 64))
    assert torch.allclose(torch.roll(first, (2, 4, -4), (2, 3, 4))[inner], second[inner], atol=1e-4)


def test_the_region_network_normalises_by_the_image_it_sees():
    network = trained(RegionNetwork((8, 8)))
    image = torch.rand(1, 1, 16, 16, 24)
    with torch.no_grad():
        assert torch.allclose(network(3 * image), network(image), atol=1e-3)
        assert not torch.allclose(network(3 * image**2), network(image), atol=1e-2)

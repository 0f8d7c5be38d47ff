import pytest
import torch

from cmb_training.fold_normalisation import fold_normalisation
from cmb_training.lesion_network import LesionNetwork, SlicewiseLesionNetwork
from cmb_training.slicewise import to_slices, to_volumes
from cmb_training.verifier_network import CUBE, SlicewiseVerifier, VerifierNetwork
from test_networks import trained


def test_slices_and_back():
    volumes = torch.arange(2 * 3 * 4 * 5 * 6).reshape(2, 3, 4, 5, 6)
    assert torch.equal(to_slices(volumes)[4 + 1], volumes[1, :, 1])
    assert torch.equal(to_volumes(to_slices(volumes), (-1, 4)), volumes)


@pytest.mark.parametrize("shape", [(8, 16, 32), (24, 16, 16)])
def test_the_lesion_network_is_the_same(shape):
    folded = fold_normalisation(trained(LesionNetwork((8, 12, 16, 24))))
    image = torch.randn(1, 1, *shape)
    with torch.no_grad():
        expected = folded(image)
        assert torch.allclose(SlicewiseLesionNetwork(folded)(image), expected, atol=1e-5 * float(expected.abs().max()))


def test_the_verifier_is_the_same_for_several_cubes_and_keeps_them_apart():
    folded = fold_normalisation(trained(VerifierNetwork((8, 12, 16))))
    cubes = torch.randn(3, 1, *CUBE)
    with torch.no_grad():
        score, masks = folded(cubes)
        slicewise = SlicewiseVerifier(folded)
        actual_score, actual_mask = slicewise(cubes)
        assert torch.allclose(actual_score, score, atol=1e-4)
        assert torch.allclose(actual_mask, masks[:, :1], atol=1e-4 * float(masks.abs().max()))
        alone, _ = slicewise(cubes[1:2])
        assert torch.allclose(alone, score[1:2], atol=1e-4)


def test_refuses_what_is_not_folded():
    with pytest.raises(TypeError, match="fold"):
        SlicewiseLesionNetwork(LesionNetwork((8, 8)))

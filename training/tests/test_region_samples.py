import numpy as np
import pytest
import torch

from cmb_training.label_subjects import CROP, LabelSubject
from cmb_training.region_classes import REGION_CLASSES, region_lookup
from cmb_training.region_samples import REGION_SHAPE, draw_region_sample, robust_scale
from cmb_training.train_region import region_loss


@pytest.fixture(scope="module")
def subject():
    """Balls in balls: skull, fluid, cortex, white matter, and a thalamus on the right."""
    axes = [np.arange(n) - (n - 1) / 2 for n in CROP]
    x, y, z = np.meshgrid(*axes, indexing="ij")
    radius = np.sqrt((x / 1.0) ** 2 + (y / 1.15) ** 2 + (z / 0.95) ** 2)
    numbers = np.array([0, 2, 3, 10, 24, 515])
    packed = np.zeros(CROP, dtype=np.uint8)
    for limit, index in ((80, 5), (72, 4), (66, 2), (60, 1)):
        packed[radius < limit] = index
    packed[(x - 15) ** 2 + y**2 + z**2 < 144] = 3
    return LabelSubject("balls", torch.from_numpy(packed), numbers, region_lookup(numbers))


def test_every_number_has_one_class():
    assert region_lookup(np.array([0, 13, 52, 515])).tolist() == [0, 6, 6, 0]
    with pytest.raises(ValueError, match="999"):
        region_lookup(np.array([0, 999]))


def test_the_same_seed_gives_the_same_sample_and_another_one_another(subject):
    first, again, other = (draw_region_sample(subject, torch.Generator().manual_seed(s)) for s in (4, 4, 5))
    assert torch.equal(first.image, again.image) and torch.equal(first.classes, again.classes)
    assert not torch.equal(first.image, other.image)


def test_samples_are_finite_scaled_and_hold_the_brain(subject):
    for seed in range(6):
        sample = draw_region_sample(subject, torch.Generator().manual_seed(seed))
        assert sample.image.shape == (1, *REGION_SHAPE[::-1])
        assert torch.isfinite(sample.image).all() and 0 <= sample.image.min() and sample.image.max() <= 2
        share = float((sample.classes == REGION_CLASSES.index("cerebral-white-matter")).float().mean())
        assert 0.03 < share < 0.6


def test_scaling_ignores_gain():
    image = torch.rand(20, 20, 20)
    assert torch.allclose(robust_scale(image), robust_scale(37 * image), atol=1e-5)
    assert torch.equal(robust_scale(torch.zeros(5, 5, 5)), torch.zeros(5, 5, 5))


def test_the_loss_is_least_for_the_truth(subject):
    classes = draw_region_sample(subject, torch.Generator().manual_seed(1)).classes[None]
    perfect = 20 * torch.nn.functional.one_hot(classes, len(REGION_CLASSES)).movedim(-1, 1).float()
    assert float(region_loss(perfect, classes)) < 0.01 < float(region_loss(torch.zeros_like(perfect), classes))


def test_a_label_map_is_packed_into_one_byte(tmp_path):
    import nibabel as nib

    from cmb_training.label_subjects import load_subject

    data = np.zeros((240, 60, 50), dtype=np.int32)
    data[100:140, 20:40, 20:40] = 2
    data[110:120, 25:30, 25:30] = 515
    nib.save(nib.Nifti1Image(data, np.eye(4)), tmp_path / "head.nii.gz")
    subject = load_subject(tmp_path / "head.nii.gz")
    assert subject.name == "head" and subject.numbers.tolist() == [0, 2, 515]
    values, counts = np.unique(subject.packed.numpy(), return_counts=True)
    assert values.tolist() == [0, 1, 2] and counts[1:].tolist() == [(data == 2).sum(), (data == 515).sum()]
    nib.save(nib.Nifti1Image(data, np.diag([2, 2, 2, 1])), tmp_path / "coarse.nii.gz")
    with pytest.raises(ValueError, match="1 mm"):
        load_subject(tmp_path / "coarse.nii.gz")

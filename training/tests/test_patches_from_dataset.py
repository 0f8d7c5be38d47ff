import nibabel
import numpy as np
import pytest

from cmb_training.patch_store import IMAGE_SCALE, LABELS, list_patches, read_patch
from cmb_training.patches_from_dataset import raw_image, write_scan

RAW_AFFINE = np.diag([-1.0, 1.0, 2.0, 1.0])
RAW_AFFINE[0, 3] = 59


def test_a_standardised_scan_becomes_a_patch_with_its_lesion(tmp_path):
    """A ball at (20, 30, 20) mm in a scan that runs from right to left, and its label on a grid of 0.5 mm."""
    raw = np.full((60, 60, 20), 100.0, dtype=np.float32)
    raw[59 - 20, 30, 10] = 20
    anat, derived = tmp_path / "sub-01" / "anat", tmp_path / "derivatives" / "cmb" / "sub-01" / "anat"
    anat.mkdir(parents=True)
    derived.mkdir(parents=True)
    nibabel.save(nibabel.Nifti1Image(raw, RAW_AFFINE), anat / "sub-01_swi.nii.gz")
    standard = np.diag([0.5, 0.5, 0.5, 1.0])
    brain = np.zeros((120, 120, 78), dtype=np.uint8)
    brain[10:110, 10:110, 8:70] = 1
    label = np.zeros_like(brain)
    label[38:43, 58:63, 37:44] = 1
    mask = derived / "sub-01_space-standard_desc-brain_mask.nii.gz"
    nibabel.save(nibabel.Nifti1Image(brain, standard), mask)
    nibabel.save(nibabel.Nifti1Image(label, standard), derived / "sub-01_space-standard_desc-cmb_dseg.nii.gz")
    write_scan(mask, raw_image(tmp_path, mask), tmp_path / "000007", "sub-01")
    (path,) = list_patches(tmp_path)
    patch = read_patch(path)
    (lesion,) = patch.lesions
    at = tuple(int(round(c)) for c in lesion.centre)
    assert patch.labels[at] == LABELS["lesion"]
    assert patch.image[at] / IMAGE_SCALE == pytest.approx(-0.8, abs=0.05)
    assert lesion.depth == pytest.approx(0.8, abs=0.05) and patch.slice_mm == 2
    assert np.median(patch.image[patch.labels == 0]) == 0


def test_says_which_image_is_missing(tmp_path):
    with pytest.raises(SystemExit, match="0 images"):
        raw_image(tmp_path, tmp_path / "derivatives/cmb/sub-02/anat/sub-02_space-standard_desc-brain_mask.nii.gz")

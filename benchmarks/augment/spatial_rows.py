"""Moves of TorchIO and MONAI, by the names of spatial-rows.mjs."""

import monai.transforms as mt
import numpy as np
import torchio as tio


def rows(tensor, image, given):
    fixed = given.get("affine") or given.get("affine, cubic") or given.get("affine and elastic")
    made = {}
    if fixed:
        place = dict(scales=fixed["scales"], degrees=fixed["degrees"], translation=fixed["translationMm"])
        turn = tio.Affine(**place)
        cubic = tio.Affine(**place, image_interpolation="bspline")
        radians = np.radians(fixed["degrees"]).tolist()
        grid_turn = mt.Affine(
            rotate_params=radians,
            scale_params=fixed["scales"],
            translate_params=fixed["translationMm"],
            padding_mode="zeros",
            image_only=True,
        )
        made["affine"] = {"torchio": lambda: turn(image), "monai": lambda: grid_turn(tensor)}
        made["affine, cubic"] = {"torchio": lambda: cubic(image)}
    points = (given.get("elastic") or given.get("affine and elastic") or {}).get("points")
    if points:
        # TorchIO's are [i, j, k, axis] in the LPS world and run along its axes, ours along those of the grid, i fastest.
        control = np.array(points).reshape(7, 7, 7, 3).transpose(2, 1, 0, 3)[::-1, ::-1] * [-1, -1, 1]
        bend = tio.ElasticDeformation(control_points=control, max_displacement=(7.5, 7.5, 7.5))
        dense = mt.Rand3DElastic(sigma_range=(5, 5), magnitude_range=(100, 100), prob=1, padding_mode="zeros")
        made["elastic"] = {"torchio": lambda: bend(image), "monai": lambda: dense(tensor)}
        if fixed:
            made["affine and elastic"] = {"torchio": lambda: bend(turn(image))}
    distortion = mt.RandGridDistortion(num_cells=5, prob=1, distort_limit=(-0.03, 0.03), padding_mode="zeros")
    zoom = mt.Zoom(zoom=1.1, mode="trilinear")
    zoom_torchio = tio.Affine(scales=(1.1, 1.1, 1.1), degrees=(0, 0, 0), translation=(0, 0, 0))
    resample = tio.Resample(1)
    spacing = mt.Spacing(pixdim=(1, 1, 1), mode="bilinear")
    with_affine = mt.EnsureChannelFirst(channel_dim=0)(mt.ToTensor()(tensor))
    flip_torchio, flip_monai = tio.Flip(0), mt.Flip(0)
    quarter = mt.Rotate90(k=1, spatial_axes=(0, 1))
    crop_torchio = tio.UniformSampler(96)
    crop_monai = mt.RandSpatialCrop(96, random_size=False)
    labels = np.zeros(image.spatial_shape, np.uint8)
    labels[100:105, 100, 60] = 1
    labelled = tio.Subject(image=image, label=tio.LabelMap(tensor=labels[None], affine=image.affine))
    sampler = tio.LabelSampler(96, "label")
    positive = mt.RandCropByPosNegLabel(spatial_size=(96, 96, 96), label=labels[None], pos=1, neg=0, num_samples=1)
    return {
        **made,
        "grid distortion": {"monai": lambda: distortion(tensor)},
        "zoom": {"torchio": lambda: zoom_torchio(image), "monai": lambda: zoom(tensor)},
        "resample to 1 mm": {"torchio": lambda: resample(image), "monai": lambda: spacing(with_spacing(with_affine, image))},
        "flip": {"torchio": lambda: flip_torchio(image), "monai": lambda: copied(flip_monai(tensor))},
        "rotate by 90 degrees": {"monai": lambda: copied(quarter(tensor))},
        "random crop of 96": {
            "torchio": lambda: next(iter(crop_torchio(tio.Subject(image=image), 1))),
            "monai": lambda: copied(crop_monai(tensor)),
        },
        "label crop of 96": {
            "torchio": lambda: next(iter(sampler(labelled, 1))),
            "monai": lambda: positive(tensor),
        },
    }


def copied(result):
    """Views become arrays, as a network reads them."""
    return result.contiguous()


def with_spacing(tensor, image):
    from monai.data import MetaTensor

    return MetaTensor(tensor, affine=image.affine)

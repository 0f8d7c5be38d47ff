"""The peers of kernels.mjs, which starts this and asks by lines: SciPy, scikit-image, NumPy with nibabel, and SimpleITK.

Arrays are [k, j, i], which are the same bytes as ours. Each work returns an array or an image; only it is timed.
"""

import json
import os
import sys
import time

import nibabel
import numpy as np
import scipy
import SimpleITK as sitk
import skimage
from nibabel.orientations import apply_orientation, axcodes2ornt, ornt_transform
from scipy import ndimage
from skimage.filters import threshold_otsu
from skimage.transform import downscale_local_mean

folder, grid = sys.argv[1], json.loads(sys.argv[2])
shape = tuple(grid["shape"][::-1])
spacing = [grid["affine"][0], grid["affine"][5], grid["affine"][10]]
threads = min(2, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())
sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(threads)


def load(name, dtype):
    array = np.fromfile(f"{folder}/{name}.raw", dtype).reshape(shape)
    image = sitk.GetImageFromArray(array)
    image.SetSpacing(spacing)
    image.SetDirection([-1, 0, 0, 0, -1, 0, 0, 0, 1])
    return array, image


image, image_itk = load("image", np.float32)
mask_bytes, mask_itk = load("mask", np.uint8)
noise_bytes, noise_itk = load("noise", np.uint8)
mask, noise = mask_bytes.astype(bool), noise_bytes.astype(bool)
in_nibabel_order = image.transpose()
full = np.ones((3, 3, 3))
sampling = spacing[::-1]
fine_shape = (211, 250, 250)


def resampled(order):
    step = [1 / s for s in sampling]
    return lambda: ndimage.affine_transform(image, step, output_shape=fine_shape, order=order, mode="mirror" if order == 3 else "nearest")


def resampled_itk(kind):
    size, direction = fine_shape[::-1], image_itk.GetDirection()
    return lambda: sitk.Resample(image_itk, size, sitk.Transform(), kind, [0, 0, 0], [1, 1, 1], direction)


def reoriented(code):
    change = ornt_transform(axcodes2ornt("RAS"), axcodes2ornt(code))
    return lambda: np.asfortranarray(apply_orientation(in_nibabel_order, change))


def ball(radius_mm):
    reach = [int(radius_mm / s + 1e-9) for s in sampling]
    axes = np.meshgrid(*[np.arange(-r, r + 1) * s for r, s in zip(reach, sampling)], indexing="ij")
    return sum(a**2 for a in axes) <= radius_mm**2 * (1 + 1e-6)


def closed():
    rim = [n // 2 + 1 for n in ball(3).shape]
    padded = np.pad(mask, [(r, r) for r in rim])
    return ndimage.binary_closing(padded, ball(3))[tuple(slice(r, -r) for r in rim)]


def largest():
    labels, count = ndimage.label(mask, full)
    return labels == 1 + np.argmax(np.bincount(labels.ravel())[1:])


def largest_itk():
    return sitk.RelabelComponent(sitk.ConnectedComponent(mask_itk, True), sortByObjectSize=True) == 1


def otsu_itk():
    calculator = sitk.OtsuThresholdImageFilter()
    calculator.SetNumberOfHistogramBins(256)
    return calculator.Execute(image_itk)


radius_itk = [int(3 / s + 1e-9) for s in spacing]
scipy_work = {
    "resample to 1 mm, linear": resampled(1),
    "resample to 1 mm, cubic": resampled(3),
    "Gaussian, 2 mm": lambda: ndimage.gaussian_filter(image, [2 / s for s in sampling], mode="nearest"),
    "distance transform, head": lambda: ndimage.distance_transform_edt(mask, sampling=sampling),
    "components, head": lambda: ndimage.label(mask, full)[0],
    "components, 5 % noise": lambda: ndimage.label(noise, full)[0],
    "reorient RAS to LPS": reoriented("LPS"),
    "reorient RAS to ASR": reoriented("ASR"),
    "reorient RAS to SPL": reoriented("SPL"),
    "fill holes": lambda: ndimage.binary_fill_holes(mask),
    "Otsu threshold": lambda: np.array([threshold_otsu(image)]),
    "erode, 3 mm": lambda: ndimage.binary_erosion(mask, ball(3), border_value=1),
    "dilate, 3 mm": lambda: ndimage.binary_dilation(mask, ball(3)),
    "close, 3 mm": closed,
    "downsample to 2 mm": lambda: downscale_local_mean(image, (2, 2, 2)),
    "largest component": largest,
}
sitk_work = {
    "resample to 1 mm, linear": resampled_itk(sitk.sitkLinear),
    "resample to 1 mm, cubic": resampled_itk(sitk.sitkBSpline),
    "Gaussian, 2 mm": lambda: sitk.SmoothingRecursiveGaussian(image_itk, 2.0),
    "distance transform, head": lambda: sitk.SignedMaurerDistanceMap(mask_itk, squaredDistance=False, useImageSpacing=True),
    "components, head": lambda: sitk.ConnectedComponent(mask_itk, True),
    "components, 5 % noise": lambda: sitk.ConnectedComponent(noise_itk, True),
    "reorient RAS to LPS": lambda: sitk.DICOMOrient(image_itk, "LPS"),
    "reorient RAS to ASR": lambda: sitk.DICOMOrient(image_itk, "ASR"),
    "reorient RAS to SPL": lambda: sitk.DICOMOrient(image_itk, "SPL"),
    "fill holes": lambda: sitk.BinaryFillhole(mask_itk),
    "Otsu threshold": otsu_itk,
    "erode, 3 mm": lambda: sitk.BinaryErode(mask_itk, radius_itk, sitk.sitkBall, 0, 1),
    "dilate, 3 mm": lambda: sitk.BinaryDilate(mask_itk, radius_itk, sitk.sitkBall, 0, 1),
    "close, 3 mm": lambda: sitk.BinaryMorphologicalClosing(mask_itk, radius_itk, sitk.sitkBall, 1),
    "downsample to 2 mm": lambda: sitk.BinShrink(image_itk, [2, 2, 2]),
    "largest component": largest_itk,
}


def as_ours(name, result):
    """The values in our order: nibabel's arrays have i first."""
    return (result.transpose() if name.startswith("reorient") else result).ravel()


def difference(name, result):
    theirs = as_ours(name, result)
    if theirs.dtype == bool or theirs.dtype.kind in "iu":
        ours = np.fromfile(f"{folder}/ours.raw", np.uint8 if theirs.dtype == bool else np.uint32)
        return int(np.count_nonzero(ours != theirs))
    ours = np.fromfile(f"{folder}/ours.raw", np.float64 if theirs.size == 1 else np.float32)
    return float(f"{np.abs(ours - theirs).max():.1e}")


def prepare(name):
    if name in sitk_work:
        sitk_work[name]()
    return difference(name, scipy_work[name]()) if name in scipy_work else None


def timed(work):
    start = time.perf_counter()
    result = work()
    elapsed = 1e3 * (time.perf_counter() - start)
    del result
    return elapsed


def answer(value):
    print(json.dumps(value), flush=True)


answer(
    f"SciPy {scipy.__version__}, NumPy {np.__version__}, scikit-image {skimage.__version__}, nibabel {nibabel.__version__}, "
    f"SimpleITK {sitk.__version__} on {threads} threads"
)
for line in sys.stdin:
    request = json.loads(line)
    if "prepare" in request:
        answer(prepare(request["prepare"]))
        continue
    work = {"scipy": scipy_work, "sitk": sitk_work}[request["library"]].get(request["row"])
    answer(None if work is None else timed(work))

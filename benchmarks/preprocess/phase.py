"""What phase.mjs measures, by SciPy and NumPy on one thread: prints ms of processor time as JSON.

Run by phase.mjs; alone: python benchmarks/preprocess/phase.py [RUNS [ROW…]]
"""

import json
import statistics
import sys
import time

import numpy as np
from scipy import fft, ndimage

runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
# Arrays are [k, j, i], which are the same bytes as ours.
k, j, i = np.meshgrid(np.arange(176), np.arange(256), np.arange(256), indexing="ij", sparse=True)
inside = np.sqrt(((i - 128) / 90) ** 2 + ((j - 128) / 110) ** 2 + ((k - 88) / 75) ** 2) < 1
tissue = np.where(np.sin(i / 9) * np.sin(j / 8) * np.sin(k / 7) > 0.3, 85.0, 100.0)
voxel = i + 256 * (j + 256 * k)
image = (np.where(inside, tissue * (1 + 0.004 * (i - 128)), 2) + (voxel * 7919 % 13) / 2).astype(np.float32)
phase = (0.002 * (i - 100.0) ** 2 + 0.05 * j + 0.003 * k * k).astype(np.float32)
phase = (phase - 2 * np.pi * np.round(phase / (2 * np.pi))).astype(np.float32)
single = (image + 1j * phase).astype(np.complex64)
double = single.astype(np.complex128)


def median_ms(work):
    work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(1e3 * (time.process_time() - start))
    return statistics.median(times)


def window(n):
    lines = np.fft.fftfreq(n, 1 / n)
    return np.where(np.abs(lines) <= n / 8, 0.54 + 0.46 * np.cos(8 * np.pi * lines / n), 0).astype(np.float32)


def homodyne():
    complex_image = image * np.exp(1j * phase)
    spectrum = fft.fftn(complex_image, axes=(1, 2), workers=1)
    spectrum *= window(256)[None, :, None] * window(256)[None, None, :]
    return np.angle(complex_image * np.conj(fft.ifftn(spectrum, axes=(1, 2), workers=1)))


def wrap(steps):
    return steps - 2 * np.pi * np.round(steps / (2 * np.pi))


eigen = sum(
    (2 * np.cos(np.pi * np.arange(n) / n) - 2).reshape([n if a == axis else 1 for a in range(3)])
    for axis, n in enumerate(image.shape)
)
eigen[0, 0, 0] = 1


def unwrap():
    rho = np.zeros(phase.shape)
    for axis in range(3):
        steps = wrap(np.diff(phase, axis=axis))
        first = [slice(None)] * 3
        last = [slice(None)] * 3
        first[axis], last[axis] = slice(0, -1), slice(1, None)
        rho[tuple(first)] += steps
        rho[tuple(last)] -= steps
    spectrum = fft.dctn(rho, norm="ortho", workers=1) / eigen
    spectrum[0, 0, 0] = 0
    solution = fft.idctn(spectrum, norm="ortho", workers=1)
    return solution + np.angle(np.exp(1j * (phase - solution)).sum())


def swi(high_passed):
    return image * np.where(high_passed > 0, 1 - high_passed / np.pi, 1) ** 4


def unwrap_gaussian():
    unwrapped = unwrap().astype(np.float32)
    return swi(unwrapped - ndimage.gaussian_filter(unwrapped, [0, 4, 4], mode="nearest", truncate=4))


cube = single.ravel()[: 128**3].reshape(128, 128, 128)
planes = single[:64]
real_cube = image.ravel()[: 128**3].reshape(128, 128, 128)
half = fft.rfftn(real_cube, workers=1)
work = {
    "fft3, float32": lambda: fft.fftn(single, workers=1),
    "fft3, float64": lambda: fft.fftn(double, workers=1),
    "realFft3, float32": lambda: fft.rfftn(image, workers=1),
    "fft3, float32, 128 cubed": lambda: fft.fftn(cube, workers=1),
    "fft3, float32, 256 × 256 × 64 in the plane": lambda: fft.fftn(planes, axes=(1, 2), workers=1),
    "realFft3, float32, 128 cubed": lambda: fft.rfftn(real_cube, workers=1),
    "inverseRealFft3, float32, 128 cubed": lambda: fft.irfftn(half, s=real_cube.shape, workers=1),
    "homodynePhase": homodyne,
    "unwrapPhase": unwrap,
    "createSwi, homodyne": lambda: swi(homodyne()),
    "createSwi, unwrap-gaussian": unwrap_gaussian,
    "zScore": lambda: (image - image.mean(dtype=np.float64)) / image.std(dtype=np.float64),
    "percentiles 1, 50, 99": lambda: np.percentile(image, [1, 50, 99]),
    "trainLandmarks, one scan": lambda: np.percentile(image, [1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99]),
}
chosen = tuple(sys.argv[2:])
print(json.dumps({name: median_ms(one) for name, one in work.items() if not chosen or name.startswith(chosen)}))

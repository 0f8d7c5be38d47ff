"""Times SciPy and scikit-image on the head of kernels.mjs, which calls this. kernels.py RUNS: prints one JSON object."""

import json
import sys
import time

import numpy as np
from scipy import ndimage
from skimage.filters import threshold_otsu

runs = int(sys.argv[1])
z, y, x = np.meshgrid(np.arange(176) - 88.0, np.arange(256) - 128.0, np.arange(256) - 128.0, indexing="ij")
beyond = (np.sqrt((x / 70) ** 2 + (y / 85) ** 2 + (z / 65) ** 2) - 1) * 70
tissue = 100 + 10 * np.sin(x / 5 + y / 7) * np.sin(z / 6)
image = np.where(beyond < 0, tissue, np.where(beyond < 7, 8, np.where(beyond < 13, 70, 4))).astype(np.float32)
mask = image > 50


def median_ms(work) -> float:
    work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(1e3 * (time.process_time() - start))
    return sorted(times)[runs // 2]


print(
    json.dumps(
        {
            "gaussianSmooth, 2 mm": median_ms(lambda: ndimage.gaussian_filter(image, 2.0, mode="nearest")),
            "otsuThreshold": median_ms(lambda: threshold_otsu(image)),
            "distanceTransform": median_ms(lambda: ndimage.distance_transform_edt(mask)),
            "fillHoles, volume": median_ms(lambda: ndimage.binary_fill_holes(mask)),
        }
    )
)

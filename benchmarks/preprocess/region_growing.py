"""The peer of region-growing.mjs: reads images and rules from stdin, prints milliseconds and voxels."""

import json
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "fixtures" / "masks"))
from make_masks import SCHEDULES, automatic  # noqa: E402

given = json.load(sys.stdin)
shape = tuple(given["shape"])
images = [np.array(values, np.float32).reshape(shape, order="F") for values in given["images"]]


def timed(image, way):
    start = time.perf_counter()
    found = automatic(image, [(25, 25, 25)], SCHEDULES[way["difference"]], way)
    return {"ms": 1000 * (time.perf_counter() - start), "voxels": ",".join(map(str, found["voxels"]))}


print(json.dumps([[timed(image, way) for image in images] for way in given["ways"]]))

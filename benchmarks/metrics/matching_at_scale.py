"""The jobs of matching-at-scale.mjs, which calls this, with SciPy. matching_at_scale.py FOLDER RUNS: prints one JSON object."""

import json
import os
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

folder, runs = sys.argv[1], int(sys.argv[2])
with open(os.path.join(folder, "inputs.json")) as file:
    inputs = json.load(file)
side = inputs["side"]
scans = [(np.array(c["reference"]).reshape(-1, 3), np.array(c["prediction"]).reshape(-1, 3)) for c in inputs["cases"]]


def cost_of(costs):
    return costs[linear_sum_assignment(costs)].sum()


def hits():
    total = 0
    for reference, prediction in scans:
        distance = cdist(reference, prediction)
        # As many pairs as can be, then the nearest.
        costs = np.where(distance <= inputs["toleranceMm"], distance - 1e4, 0)
        total += int((costs[linear_sum_assignment(costs)] < 0).sum())
    return total


def measure(job):
    value = job()
    ms = []
    for _ in range(runs):
        start = time.process_time()
        job()
        ms.append(1000 * (time.process_time() - start))
    return {"value": float(value), "ms": ms}


results = {}
for n, name in enumerate(inputs["names"]):
    matrix = np.fromfile(os.path.join(folder, f"{n}.raw")).reshape(side, side)
    results[name] = measure(lambda: cost_of(matrix))
results["cases of points, hits within 5 mm"] = measure(hits)
print(json.dumps(results))

"""Times numpy's generators; called by random-numbers.mjs. random_numbers.py N RUNS: prints one JSON object."""

import json
import sys
import time

import numpy as np

n, runs = int(sys.argv[1]), int(sys.argv[2])
rng = np.random.Generator(np.random.Philox(1))


def median_rate(draw) -> float:
    """Millions a second of processor time."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        draw()
        times.append(time.process_time() - start)
    return n / sorted(times)[runs // 2] / 1e6


print(
    json.dumps(
        {
            "uint32": median_rate(lambda: rng.integers(0, 2**32, n, np.uint32)),
            "uniform": median_rate(lambda: rng.random(n)),
            "normal": median_rate(lambda: rng.standard_normal(n)),
        }
    )
)

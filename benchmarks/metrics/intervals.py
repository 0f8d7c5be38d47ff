"""The jobs of intervals.mjs, which calls this, with scipy.stats.bootstrap. Reads JSON from stdin, prints JSON."""

import json
import sys
import time

import numpy as np
from scipy.stats import bootstrap

given = json.load(sys.stdin)
counts = np.array(given["counts"], float)
columns = tuple(counts.T.copy())


def mean_hits(tp, axis):
    return tp.mean(axis=axis)


def pooled_f1(tp, fp, fn, axis):
    hits = tp.sum(axis=axis)
    return 2 * hits / (2 * hits + fp.sum(axis=axis) + fn.sum(axis=axis))


def job(data, statistic, method):
    def run():
        result = bootstrap(
            data,
            statistic,
            n_resamples=given["resamples"],
            method=method,
            paired=len(data) > 1,
            vectorized=True,
            rng=np.random.default_rng(1),
        )
        return [float(end) for end in result.confidence_interval]

    ends, ms = run(), []
    for _ in range(given["runs"]):
        start = time.process_time()
        run()
        ms.append(1000 * (time.process_time() - start))
    return {"ends": ends, "ms": ms}


print(
    json.dumps(
        {
            "mean of one number, percentile": job(columns[:1], mean_hits, "percentile"),
            "mean of one number, BCa": job(columns[:1], mean_hits, "BCa"),
            "pooled F1, percentile": job(columns, pooled_f1, "percentile"),
            "pooled F1, BCa": job(columns, pooled_f1, "BCa"),
        }
    )
)

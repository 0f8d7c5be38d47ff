"""Times cc3d or scipy.ndimage.label on a raw mask; called by connected-components.mjs.

connected_components.py cc3d|scipy FILE SIDE CONNECTIVITY RUNS: prints one JSON object.
"""

import json
import resource
import sys
import time

import numpy as np

library, path, side, connectivity, runs = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
mask = np.fromfile(path, np.uint8).reshape(side, side, side)

if library == "cc3d":
    import cc3d

    def label():
        return cc3d.connected_components(mask, connectivity=connectivity, return_N=True)[1]

else:
    from scipy import ndimage

    structure = ndimage.generate_binary_structure(3, {6: 1, 18: 2, 26: 3}[connectivity])

    def label():
        return ndimage.label(mask, structure)[1]


before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = label()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
wall, cpu = [], []
for _ in range(runs):
    start = time.perf_counter(), time.process_time()
    label()
    wall.append((time.perf_counter() - start[0]) * 1000)
    cpu.append((time.process_time() - start[1]) * 1000)
print(json.dumps({"count": int(count), "wallMs": wall, "cpuMs": cpu, "addedMiB": (peak - before) / 1024}))

"""The peers of transforms.mjs, which starts this and asks by lines: TorchIO and MONAI, with two threads each at most."""

import json
import os
import sys
import time
import warnings

import monai
import numpy as np
import SimpleITK as sitk
import torch
import torchio as tio

import spatial_rows
import value_rows

warnings.filterwarnings("ignore")
folder, grid = sys.argv[1], json.loads(sys.argv[2])
threads = min(2, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())
torch.set_num_threads(threads)
sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(threads)

# First axis fastest, as ours: a transposed view would make every library copy first.
values = np.fromfile(f"{folder}/image.raw", np.float32).reshape(grid["shape"][::-1]).transpose()
tensor = torch.from_numpy(np.ascontiguousarray(values))[None]
affine = np.array(grid["affine"]).reshape(4, 4)
image = tio.ScalarImage(tensor=tensor, affine=affine)
with open(f"{folder}/given.json") as file:
    given = json.load(file)

rows = {**spatial_rows.rows(tensor, image, given), **value_rows.rows(tensor, image, given)}
print(json.dumps(f"TorchIO {tio.__version__}, MONAI {monai.__version__}, PyTorch {torch.__version__}"), flush=True)

for line in sys.stdin:
    asked = json.loads(line)
    work = rows.get(asked["row"], {}).get(asked["library"])
    if work is None:
        print("null", flush=True)
        continue
    start = time.perf_counter()
    work()
    print(json.dumps((time.perf_counter() - start) * 1000), flush=True)

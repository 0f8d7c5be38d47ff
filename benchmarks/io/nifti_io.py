"""Reads or writes a .nii.gz with nibabel: python nifti_io.py ACTION PATH RUNS LEVEL; called by nifti.mjs."""

import json
import os
import resource
import sys
import time

import nibabel as nib
import numpy as np
from nibabel.openers import Opener

action, path, runs, level = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
Opener.default_compresslevel = level
out = path + ".nibabel.nii.gz"


def read():
    image = nib.load(path)
    # As it is stored, float32; get_fdata would make float64 of it.
    return np.asanyarray(image.dataobj), image.affine


if action == "write":
    data, affine = read()


def call():
    if action == "read":
        read()
    else:
        nib.save(nib.Nifti1Image(data, affine), out)


call()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
wall, cpu = [], []
for _ in range(runs):
    start, used = time.perf_counter(), time.process_time()
    call()
    wall.append((time.perf_counter() - start) * 1000)
    cpu.append((time.process_time() - used) * 1000)
size = os.path.getsize(path if action == "read" else out)
if action == "write":
    os.remove(out)
print(json.dumps({"wallMs": wall, "cpuMs": cpu, "peakMiB": peak, "bytes": size}))

"""Evaluates raw masks with panoptica, MONAI, MetricsReloaded, or cc3d and NumPy by hand; called by evaluation-time.mjs.

evaluation_time.py PEER WORK FOLDER COUNT STEP: prints one JSON object with the times and numbers of every STEP-th case.
WORK is
`detection` (objects, overlaps, one-to-one matching at IoU 0.5, F1, Dice of the matches and of the masks) or
`surfaces` (the same, and HD95, ASSD and surface Dice of the masks, where the peer has them).
"""

import json
import os
import resource
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
peer, work, folder = sys.argv[1:4]
indices = range(0, int(sys.argv[4]), int(sys.argv[5]))
with open(os.path.join(folder, "grid.json")) as file:
    grid = json.load(file)
SHAPE = tuple(grid["shape"][::-1])
SPACING = tuple(grid["spacingMm"][::-1])
TOLERANCE_MM = grid["surfaceToleranceMm"]


def by_hand():
    """What an engineer writes: no copy of the grid that can be spared, all sums over lesion voxels alone."""
    import cc3d
    from scipy import ndimage
    from scipy.optimize import linear_sum_assignment

    def surface(mask):
        return mask & ~ndimage.binary_erosion(mask, ndimage.generate_binary_structure(3, 1))

    def surface_scores(reference, prediction):
        box = ndimage.find_objects((reference | prediction).view(np.uint8))
        if not box or not reference.any() or not prediction.any():
            return {"hd95": None, "assd": None, "surfaceDice": None}
        # One voxel of margin where there is one, so that a voxel at the edge of the box is not taken for surface.
        grown = tuple(slice(max(0, s.start - 1), s.stop + 1) for s in box[0])
        left, right = surface(reference[grown]), surface(prediction[grown])
        to_right = ndimage.distance_transform_edt(~right, sampling=SPACING)[left]
        to_left = ndimage.distance_transform_edt(~left, sampling=SPACING)[right]
        both = np.concatenate([to_right, to_left])
        return {
            "hd95": max(np.percentile(to_right, 95), np.percentile(to_left, 95)),
            "assd": both.mean(),
            "surfaceDice": np.mean(both <= TOLERANCE_MM),
        }

    def evaluate(reference, prediction):
        left, rows = cc3d.connected_components(reference, connectivity=26, return_N=True)
        right, columns = cc3d.connected_components(prediction, connectivity=26, return_N=True)
        inside = np.flatnonzero(reference.reshape(-1))
        r = left.reshape(-1)[inside].astype(np.int64)
        p = right.reshape(-1)[inside]
        shared = np.bincount(r * (columns + 1) + p, minlength=(rows + 1) * (columns + 1)).reshape(rows + 1, columns + 1)
        left_sizes = shared.sum(axis=1)[1:]
        predicted = np.flatnonzero(prediction.reshape(-1))
        right_sizes = np.bincount(right.reshape(-1)[predicted], minlength=columns + 1)[1:]
        shared = shared[1:, 1:]
        iou = shared / np.maximum(1, left_sizes[:, None] + right_sizes[None, :] - shared)
        iou[iou < 0.5] = 0
        i, j = linear_sum_assignment(iou, maximize=True)
        hit = iou[i, j] > 0
        i, j = i[hit], j[hit]
        dice = 2 * shared[i, j] / (left_sizes[i] + right_sizes[j])
        total = len(inside) + len(predicted)
        scores = {
            "tp": len(i),
            "fp": columns - len(i),
            "fn": rows - len(i),
            "dice": dice.mean() if len(i) else None,
            "overallDice": 2 * shared.sum() / total if total else None,
        }
        if work == "surfaces":
            scores |= surface_scores(reference.view(bool), prediction.view(bool))
        return scores

    return evaluate


def panoptica():
    from panoptica import ConnectedComponentsInstanceApproximator, InputType, NaiveThresholdMatching, Panoptica_Evaluator
    from panoptica.metrics import Metric

    surfaces = [Metric.ASSD, Metric.HD95, Metric.NSD] if work == "surfaces" else []
    evaluator = Panoptica_Evaluator(
        expected_input=InputType.SEMANTIC,
        instance_approximator=ConnectedComponentsInstanceApproximator(),
        instance_matcher=NaiveThresholdMatching(matching_metric=Metric.IOU, matching_threshold=0.5),
        instance_metrics=[Metric.DSC, Metric.IOU],
        global_metrics=[Metric.DSC, *surfaces],
    )

    def evaluate(reference, prediction):
        result = evaluator.evaluate(prediction, reference, voxelspacing=SPACING, verbose=False)["ungrouped"]
        return {
            "tp": result.tp,
            "fp": result.fp,
            "fn": result.fn,
            "dice": result.sq_dsc if result.tp else None,
            "overallDice": result.global_bin_dsc,
        }

    return evaluate


def monai():
    """MONAI has no lesion matching: Dice and the surface scores of the masks alone."""
    import torch
    from monai.metrics import (
        compute_average_surface_distance,
        compute_dice,
        compute_hausdorff_distance,
        compute_surface_dice,
    )

    torch.set_num_threads(1)

    def evaluate(reference, prediction):
        y = torch.from_numpy(reference)[None, None].float()
        y_pred = torch.from_numpy(prediction)[None, None].float()
        scores = {"overallDice": float(compute_dice(y_pred, y))}
        if work == "surfaces":
            scores["hd95"] = float(compute_hausdorff_distance(y_pred, y, percentile=95, spacing=SPACING))
            scores["assd"] = float(compute_average_surface_distance(y_pred, y, symmetric=True, spacing=SPACING))
            scores["surfaceDice"] = float(compute_surface_dice(y_pred, y, [TOLERANCE_MM], spacing=SPACING))
        return scores

    return evaluate


def metrics_reloaded():
    """One mask of the whole grid for each lesion, which is what AssignmentMapping takes."""
    from MetricsReloaded.metrics.pairwise_measures import BinaryPairwiseMeasures
    from MetricsReloaded.utility.assignment_localization import AssignmentMapping
    from scipy import ndimage

    structure = ndimage.generate_binary_structure(3, 3)

    def objects(mask):
        labels, count = ndimage.label(mask, structure)
        return [labels == label for label in range(1, count + 1)]

    def evaluate(reference, prediction):
        left, right = objects(reference), objects(prediction)
        pairs = []
        if left and right:
            # Its threshold is strict, ours is not.
            mapping = AssignmentMapping(
                pred_loc=right,
                ref_loc=left,
                pred_prob=np.ones(len(right)),
                localization="mask_iou",
                assignment="greedy_matching",
                thresh=np.nextafter(0.5, 0),
                pixdim=SPACING,
            )
            matched = mapping.df_matching
            found = matched[(matched["pred"] >= 0) & (matched["ref"] >= 0)]
            pairs = [(int(p), int(r)) for p, r in zip(found["pred"], found["ref"])]
        dices = [BinaryPairwiseMeasures(right[p], left[r]).dsc() for p, r in pairs]
        whole = BinaryPairwiseMeasures(prediction, reference, pixdim=SPACING)
        scores = {
            "tp": len(pairs),
            "fp": len(right) - len(pairs),
            "fn": len(left) - len(pairs),
            "dice": float(np.mean(dices)) if dices else None,
            "overallDice": float(whole.dsc()),
        }
        if work == "surfaces":
            scores["hd95"] = float(whole.measured_hausdorff_distance_perc())
            scores["assd"] = float(whole.measured_average_distance())
        return scores

    return evaluate


evaluate = {"hand": by_hand, "panoptica": panoptica, "monai": monai, "metricsReloaded": metrics_reloaded}[peer]()


def read(side, index):
    return np.fromfile(os.path.join(folder, f"case-{index}-{side}.raw"), np.uint8).reshape(SHAPE)


# Once before the clock runs: imports that are put off, the first page of every library. Its output is not wanted.
out, sys.stdout = sys.stdout, open(os.devnull, "w")
evaluate(read("reference", 0), read("prediction", 0))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
reading, wall, cpu, cases = [], [], [], []
for index in indices:
    start = time.perf_counter()
    images = read("reference", index), read("prediction", index)
    reading.append((time.perf_counter() - start) * 1000)
    start = time.perf_counter(), time.process_time()
    scores = evaluate(*images)
    wall.append((time.perf_counter() - start[0]) * 1000)
    cpu.append((time.process_time() - start[1]) * 1000)
    cases.append({k: None if v is None or not np.isfinite(v) else float(v) for k, v in scores.items()})
sys.stdout = out
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"readingMs": reading, "wallMs": wall, "cpuMs": cpu, "cases": cases, "peakMiB": peak / 1024}))

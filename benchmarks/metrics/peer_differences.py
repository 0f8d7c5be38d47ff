"""The examples of peer-differences.mjs, which calls this, by other libraries. Prints {example: {library: value}}."""

import contextlib
import json
import warnings

import numpy as np

warnings.filterwarnings("ignore")
answers = {}


def answer(example, library, compute):
    """An error is an answer too."""
    try:
        value = compute()
    except Exception as error:
        value = type(error).__name__
    if isinstance(value, (float, np.floating)) and not np.isfinite(value):
        value = str(float(value))
    answers.setdefault(example, {})[library] = value


def row(text):
    """In the middle of 3 × 3 rows, along the first axis here, whose voxel size is given first."""
    mask = np.zeros((len(text), 3, 3), np.uint8)
    mask[:, 1, 1] = [letter == "#" for letter in text]
    return mask


def cube(first):
    mask = np.zeros((7, 7, 7), np.uint8)
    mask[first : first + 3, 2:5, 2:5] = 1
    return mask


SHORT, LONG, NONE, SOME = row("#..."), row("####"), row("...."), row("#...")


def with_panoptica():
    from panoptica import ConnectedComponentsInstanceApproximator, InputType, NaiveThresholdMatching, Panoptica_Evaluator
    from panoptica.metrics import Metric

    def evaluate(reference, prediction, spacing=(1, 1, 1), measures=(Metric.DSC,)):
        evaluator = Panoptica_Evaluator(
            expected_input=InputType.SEMANTIC,
            instance_approximator=ConnectedComponentsInstanceApproximator(),
            instance_matcher=NaiveThresholdMatching(),
            instance_metrics=[Metric.DSC, Metric.IOU],
            global_metrics=list(measures),
        )
        return evaluator.evaluate(prediction, reference, voxelspacing=spacing, verbose=False)["ungrouped"]

    unit = {"voxelspacing": (1, 1, 1)}
    answer("ASSD of #... and ####", "panoptica", lambda: float(Metric.ASSD(SHORT, LONG, **unit)))
    answer("HD95 of #... and ####", "panoptica", lambda: float(Metric.HD95(SHORT, LONG, **unit)))
    answer("surface Dice of #... and ####, 1 mm", "panoptica", lambda: float(Metric.NSD(SHORT, LONG, threshold=1, **unit)))
    name = "HD of ##.. and ###., voxels of 2.5 mm"
    bars, thick = (row("##.."), row("###.")), (2.5, 1, 1)
    answer(name, "panoptica's measure", lambda: float(Metric.HD(*bars, voxelspacing=thick)))
    answer(name, "panoptica's evaluator", lambda: float(evaluate(*bars, thick, [Metric.HD]).global_bin_hd))
    answer("PQ of #. and ##, IoU 0.5 counts", "panoptica", lambda: float(evaluate(row("#."), row("##")).pq))
    answer("Dice of two empty masks", "panoptica", lambda: float(evaluate(NONE, NONE).global_bin_dsc))
    answer("Dice without a prediction", "panoptica", lambda: float(evaluate(SOME, NONE).global_bin_dsc))
    answer("ASSD without a prediction", "panoptica", lambda: float(evaluate(SOME, NONE, measures=[Metric.ASSD]).global_bin_assd))


def with_monai():
    import torch
    from monai import metrics

    def tensors(*masks):
        return [torch.from_numpy(mask)[None, None].float() for mask in masks]

    def assd(reference, prediction):
        return float(metrics.compute_average_surface_distance(*tensors(prediction, reference), symmetric=True))

    def dice(reference, prediction):
        return float(metrics.compute_dice(*tensors(prediction, reference)))

    answer("ASSD of #... and ####", "MONAI", lambda: assd(SHORT, LONG))
    answer("HD95 of #... and ####", "MONAI", lambda: float(metrics.compute_hausdorff_distance(*tensors(LONG, SHORT), percentile=95)))
    answer("surface Dice of #... and ####, 1 mm", "MONAI", lambda: float(metrics.compute_surface_dice(*tensors(LONG, SHORT), [1.0])))
    answer(
        "PQ of #. and ##, IoU above 0.5 counts",
        "MONAI",
        lambda: float(metrics.compute_panoptic_quality(torch.from_numpy(row("##")), torch.from_numpy(row("#.")))),
    )
    rates, sensitivity = metrics.compute_froc_curve_data(np.array([0.5]), np.array([0.9]), 1, 1)
    points = [list(map(float, pair)) for pair in zip(rates[::-1], sensitivity[::-1])]
    answer("the same, as MONAI draws it", "MONAI", lambda: points)
    answer("Dice of two empty masks", "MONAI", lambda: dice(NONE, NONE))
    answer("Dice without a prediction", "MONAI", lambda: dice(SOME, NONE))
    answer("ASSD of two empty masks", "MONAI", lambda: assd(NONE, NONE))
    answer("ASSD without a prediction", "MONAI", lambda: assd(SOME, NONE))


def with_surface_distance():
    import surface_distance

    found = surface_distance.compute_surface_distances(cube(2).astype(bool), cube(3).astype(bool), (1, 1, 1))
    averages = surface_distance.compute_average_surface_distance(found)
    answer("ASSD of cubes of 3³, one voxel apart", "surface-distance", lambda: float(np.mean(averages)))
    share = surface_distance.compute_surface_dice_at_tolerance(found, 0.5)
    answer("surface Dice of these cubes, 0.5 mm", "surface-distance", lambda: float(share))


def with_scikit_learn():
    from sklearn.metrics import cohen_kappa_score

    answer("κ where both always say 0", "scikit-learn", lambda: float(cohen_kappa_score([0, 0, 0], [0, 0, 0])))


def with_scipy():
    from scipy.stats import wilcoxon

    name = "Wilcoxon of differences that are all 0"
    answer(name, "SciPy", lambda: float(wilcoxon([0, 0, 0], alternative="greater").pvalue))


def with_metrics_reloaded():
    from MetricsReloaded.metrics.pairwise_measures import BinaryPairwiseMeasures
    from MetricsReloaded.utility.assignment_localization import AssignmentMapping

    def part(first, end):
        mask = np.zeros((1, 24), np.uint8)
        mask[0, first:end] = 1
        return mask

    # Two predictions of 10 voxels that share 7 and 3 with a reference of 10.
    found = AssignmentMapping([part(3, 13), part(13, 23)], [part(6, 16)], [1, 1], localization="mask_iou", thresh=0.1, pixdim=[1, 1])
    pairs = found.df_matching
    kept = pairs[(pairs["ref"] >= 0) & (pairs["pred"] >= 0)]["pred"]
    answer("which of two predictions with IoU 0.54 and 0.18", "MetricsReloaded", lambda: int(kept.iloc[0]))
    empty = BinaryPairwiseMeasures(NONE, NONE)
    answer("Dice of two empty masks", "MetricsReloaded", lambda: float(empty.dsc()))
    answer("ASSD of two empty masks", "MetricsReloaded", lambda: float(empty.measured_average_distance()))


for group in (with_panoptica, with_monai, with_surface_distance, with_scikit_learn, with_scipy, with_metrics_reloaded):
    with contextlib.redirect_stdout(None), contextlib.suppress(ImportError):
        group()
print(json.dumps(answers))

"""The numbers of peers.mjs by other libraries; called by it. peers.py INPUTS.json: prints {quantity: {library: [numbers]}}.

Lists are in the order of the inputs; None stands for undefined.
"""

import contextlib
import json
import sys
import warnings

import numpy as np
import pandas as pd
from scipy import ndimage, stats
from scipy.optimize import linear_sum_assignment

warnings.filterwarnings("ignore")
with open(sys.argv[1]) as file:
    inputs = json.load(file)
TOLERANCE_MM = inputs["surfaceToleranceMm"]
answers = {}


def answer(quantity, library, values):
    flat = np.asarray(list(values), dtype=float).reshape(-1)
    answers.setdefault(quantity, {})[library] = [float(v) if np.isfinite(v) else None for v in flat]


def needs(*modules):
    """Whether they can be imported; names what is left out on stderr."""
    for module in modules:
        try:
            __import__(module)
        except ImportError:
            print(f"{module} is not installed: left out", file=sys.stderr)
            return False
    return True


def array(bits, shape):
    """Runs of equal voxels, zeros first, as peers.mjs packs a mask; k slowest, so that SciPy's axes are k, j, i."""
    flat = np.zeros(int(np.prod(shape)), np.uint8)
    edges = np.cumsum(bits)
    for first, end in zip(edges[0::2], edges[1::2]):
        flat[first:end] = 1
    return flat.reshape(shape[::-1])


masks = [
    (array(m["reference"], m["shape"]), array(m["prediction"], m["shape"]), tuple(m["spacingMm"][::-1]))
    for m in inputs["masks"]
]


def scipy_masks():
    structures = [ndimage.generate_binary_structure(3, n) for n in (1, 2, 3)]
    answer("objects", "SciPy", [ndimage.label(m, s)[1] for r, p, _ in masks for s in structures for m in (r, p)])

    def hits(reference, prediction, spacing):
        centres = []
        for mask in (reference, prediction):
            labels, count = ndimage.label(mask)
            centres.append(np.array(ndimage.center_of_mass(mask, labels, range(1, count + 1))) * spacing)
        distance = np.linalg.norm(centres[0][:, None] - centres[1][None], axis=2)
        # As many pairs as can be, then the nearest.
        costs = np.where(distance < 3, distance - 1e4, 0)
        i, j = linear_sum_assignment(costs)
        tp = int((distance[i, j] < 3).sum())
        return tp, len(centres[1]) - tp, len(centres[0]) - tp

    answer("hits within 3 mm", "SciPy", [n for case in masks for n in hits(*case)])


def panoptica_masks():
    from panoptica import ConnectedComponentsInstanceApproximator, InputType, NaiveThresholdMatching, Panoptica_Evaluator
    from panoptica.metrics import Metric

    def evaluate(minimum):
        evaluator = Panoptica_Evaluator(
            expected_input=InputType.SEMANTIC,
            instance_approximator=ConnectedComponentsInstanceApproximator(),
            instance_matcher=NaiveThresholdMatching(matching_metric=Metric.IOU, matching_threshold=minimum),
            instance_metrics=[Metric.DSC, Metric.IOU],
            global_metrics=[Metric.DSC],
        )
        return [
            evaluator.evaluate(prediction, reference, voxelspacing=spacing, verbose=False)["ungrouped"]
            for reference, prediction, spacing in masks
        ]

    half, tenth = evaluate(0.5), evaluate(0.1)
    for name, results in (("hits at IoU 0.5", half), ("hits at IoU 0.1", tenth)):
        answer(name, "panoptica", [n for r in results for n in (r.tp, r.fp, r.fn)])
    answer("PQ, RQ, SQ", "panoptica", [v for r in half for v in (r.pq, r.rq, r.sq if r.tp else 0)])
    answer("Dice of hits", "panoptica", [r.sq_dsc if r.tp else np.nan for r in half])
    answer("F1 at IoU 0.1", "panoptica", [r.rq for r in tenth])
    answer("Dice", "panoptica", [r.global_bin_dsc for r in half])
    # The measures by themselves: as global metrics of an evaluator they are not given the voxel size.
    each_mm = [
        ("HD", Metric.HD, {}),
        ("HD95 of joined distances", Metric.HD95, {}),
        ("ASSD, mean of two means", Metric.ASSD, {}),
        ("surface Dice, mean of two shares", Metric.NSD, {"threshold": TOLERANCE_MM}),
    ]
    for name, measure, options in each_mm:
        answer(name, "panoptica", [measure(r, p, voxelspacing=s, **options) for r, p, s in masks])


def monai_masks():
    import torch
    from monai import metrics

    def tensors(reference, prediction):
        return {"y": torch.from_numpy(reference)[None, None].float(), "y_pred": torch.from_numpy(prediction)[None, None].float()}

    def each(measure, **options):
        return [float(measure(**tensors(r, p), **options)) for r, p, _ in masks]

    def each_mm(measure, **options):
        return [float(measure(**tensors(r, p), spacing=s, **options)) for r, p, s in masks]

    answer("Dice", "MONAI", each(metrics.compute_dice))
    answer("IoU", "MONAI", each(metrics.compute_iou))
    answer("HD", "MONAI", each_mm(metrics.compute_hausdorff_distance))
    answer("HD95", "MONAI", each_mm(metrics.compute_hausdorff_distance, percentile=95))
    answer("ASSD", "MONAI", each_mm(metrics.compute_average_surface_distance, symmetric=True))
    answer("surface Dice", "MONAI", each_mm(metrics.compute_surface_dice, class_thresholds=[TOLERANCE_MM]))
    directed = [
        float(metrics.compute_hausdorff_distance(*pair, percentile=90, directed=True, spacing=s))
        for r, p, s in masks
        for a, b in [tensors(r, p).values()]
        for pair in ((a, b), (b, a))
    ]
    answer("directed 90th percentiles", "MONAI", directed)
    structure = ndimage.generate_binary_structure(3, 3)
    qualities = [
        float(metrics.compute_panoptic_quality(*labels, metric_name=name, smooth_numerator=0))
        for r, p, _ in masks
        for labels in [[torch.from_numpy(ndimage.label(m, structure)[0]) for m in (p, r)]]
        for name in ("pq", "rq", "sq")
    ]
    # A pair at exactly 0.5 is none for MONAI.
    answer("PQ, RQ, SQ above IoU 0.5", "MONAI", np.nan_to_num(qualities))


def monai_curves():
    from monai.metrics import compute_froc_curve_data, compute_froc_score

    points, scores = [], []
    for one in inputs["froc"]:
        missed = one["referenceCount"] - len(one["hits"])
        # MONAI keeps a place for every target; that of a missed one holds 0.
        hits = np.array(one["hits"] + [0] * missed)
        # From lenient to strict; ours the other way round.
        rates, sensitivity = compute_froc_curve_data(np.array(one["falses"]), hits, one["referenceCount"], one["scanCount"])
        points += [v for pair in zip(rates[::-1], sensitivity[::-1]) for v in pair]
        scores.append(compute_froc_score(rates, sensitivity))
    answer("FROC as MONAI draws it", "MONAI", points)
    answer("CAMELYON score", "MONAI", scores)


def picai():
    from picai_eval import evaluate

    def paint(boxes, side):
        image = np.zeros((side, side, side), np.float32)
        for i, j, k, size, value in boxes:
            image[k : k + size, j : j + size, i : i + size] = value
        return image

    maps = inputs["detectionMaps"]
    metrics = evaluate(
        y_det=[paint(m["prediction"], m["side"]) for m in maps],
        y_true=[(paint(m["reference"], m["side"]) > 0).astype(np.int32) for m in maps],
        num_parallel_calls=1,
        verbose=0,
    )
    answer("PI-CAI AP", "picai_eval", [metrics.AP])
    answer("PI-CAI AUROC", "picai_eval", [metrics.auroc])
    rates = (0.125, 0.25, 0.5, 1, 2, 4, 8)
    answer("PI-CAI sensitivity at 0.125 to 8", "picai_eval", [metrics.lesion_TPR_at_FPR(rate) for rate in rates])


def sklearn_curves():
    from sklearn.calibration import calibration_curve
    from sklearn.metrics import (
        average_precision_score,
        brier_score_loss,
        cohen_kappa_score,
        precision_recall_curve,
        roc_auc_score,
    )

    lists = [([t["isPositive"] for t in ts], [t["score"] for t in ts]) for ts in inputs["scored"]]
    answer("AUROC", "scikit-learn", [roc_auc_score(y, s) for y, s in lists])
    answer("AP", "scikit-learn", [average_precision_score(y, s) for y, s in lists])
    curves = [precision_recall_curve(y, s) for y, s in lists]
    answer("precision-recall curve", "scikit-learn", [v for p, r, _ in curves for pair in zip(p[::-1], r[::-1]) for v in pair])
    events = [(e["outcomes"], np.array(e["probabilities"])) for e in inputs["probabilities"]]
    answer("Brier score", "scikit-learn", [brier_score_loss(y, p) for y, p in events])
    bins = [(y, p, n, *calibration_curve(y, p, n_bins=n)) for y, p in events for n in inputs["calibrationBins"]]
    answer("reliability curve", "scikit-learn", [v for *_, true, pred in bins for pair in zip(true, pred) for v in pair])

    def calibration_error(y, p, n, true, pred):
        sizes = np.bincount(np.searchsorted(np.linspace(0, 1, n + 1)[1:-1], p), minlength=n)
        return np.sum(sizes[sizes > 0] / len(p) * np.abs(true - pred))

    answer("ECE", "scikit-learn", [calibration_error(*one) for one in bins])
    pairs = [np.array(r["rows"]) for r in inputs["ratings"] if len(r["rows"][0]) == 2]
    for name, weights in (("Cohen's κ", None), ("linear κ", "linear"), ("quadratic κ", "quadratic")):
        answer(name, "scikit-learn", [cohen_kappa_score(t[:, 0], t[:, 1], weights=weights) for t in pairs])


def statsmodels_agreement():
    from statsmodels.stats.inter_rater import aggregate_raters, cohens_kappa, fleiss_kappa, to_table
    from statsmodels.stats.multitest import multipletests

    tables = [np.array(r["rows"]) for r in inputs["ratings"]]
    answer("Fleiss' κ", "statsmodels", [fleiss_kappa(aggregate_raters(t)[0]) for t in tables])
    square = [to_table(t)[0] for t in tables if t.shape[1] == 2]
    answer("Cohen's κ", "statsmodels", [cohens_kappa(t, return_results=False) for t in square])
    answer("linear κ", "statsmodels", [cohens_kappa(t, wt="linear", return_results=False) for t in square])
    answer("quadratic κ", "statsmodels", [cohens_kappa(t, wt="quadratic", return_results=False) for t in square])
    methods = ("bonferroni", "holm", "fdr_bh")
    answer("adjusted p", "statsmodels", [v for p in inputs["pValues"] for m in methods for v in multipletests(p, method=m)[1]])


def irrcac_agreement():
    from irrCAC.raw import CAC

    tables = [CAC(pd.DataFrame(r["rows"]), categories=list(range(r["classes"])), digits=12) for r in inputs["ratings"]]
    answer("Gwet's AC1", "irrCAC", [t.gwet()["est"]["coefficient_value"] for t in tables])
    answer("Fleiss' κ", "irrCAC", [t.fleiss()["est"]["coefficient_value"] for t in tables])


def pingouin_agreement():
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import pingouin

    results = []
    for table in inputs["counts"]:
        rows = [(s, r, count) for s, row in enumerate(table) for r, count in enumerate(row)]
        long = pd.DataFrame(rows, columns=["subject", "rater", "count"])
        results.append(pingouin.intraclass_corr(long, targets="subject", raters="rater", ratings="count"))
    # The single forms come first: one-way, two-way random, two-way mixed.
    interval = next(name for name in results[0] if name.startswith("CI95"))
    answer("ICC(2,1)", "pingouin", [r["ICC"].iloc[1] for r in results])
    answer("ICC(3,1)", "pingouin", [r["ICC"].iloc[2] for r in results])
    answer("ends of both ICC", "pingouin", [end for form in (1, 2) for r in results for end in r[interval].iloc[form]])
    plots = []
    for table in inputs["counts"]:
        # The difference that it draws is the first argument minus the second.
        axes = pingouin.plot_blandaltman(np.array(table)[:, 1].astype(float), np.array(table)[:, 0].astype(float), agreement=1.96)
        bias, upper, lower = (line.get_ydata()[0] for line in axes.lines[:3])
        plots += [bias, lower, upper]
        plt.close("all")
    answer("Bland–Altman", "pingouin", plots)


def scipy_tests():
    pairs = [tuple(np.array(s[k]) for k in ("first", "second", "other")) for s in inputs["samples"]]
    sides = ("greater", "less")

    # Rounded: SciPy ranks differences that rounding has parted as different, ours gets the same numbers.
    def wilcoxon(a, b, side):
        return stats.wilcoxon(a - b, alternative=side).pvalue if np.any(a != b) else 1

    answer("Wilcoxon", "SciPy", [wilcoxon(a, b, side) for a, b, _ in pairs for side in sides])
    answer("Mann–Whitney", "SciPy", [stats.mannwhitneyu(a, c, alternative=side).pvalue for a, _, c in pairs for side in sides])

    def permutation(a, b):
        def difference(x, y, axis):
            return np.mean(x, axis=axis) - np.mean(y, axis=axis)

        return stats.permutation_test((a[:9], b[:9]), difference, permutation_type="samples", vectorized=True).pvalue

    answer("permutation test", "SciPy", [permutation(a, b) for a, b, _ in pairs])

    def mean(sample, axis):
        """Summed in order, as ours is: BCa counts the draws that equal the estimate, to the last bit."""
        return np.take(np.cumsum(sample, axis=axis), -1, axis=axis) / sample.shape[axis]

    for name, method in (("percentile bootstrap", "percentile"), ("BCa bootstrap", "BCa")):
        ends = []
        for (sample, _, _), draws in zip(pairs, inputs["bootstrapDraws"]):
            before = type("Draws", (), {"bootstrap_distribution": np.array(draws)})()
            result = stats.bootstrap((sample,), mean, n_resamples=0, bootstrap_result=before, method=method)
            ends += list(result.confidence_interval)
        answer(name, "SciPy, on the same draws", ends)

    def cost(one):
        matrix = np.array(one["costs"]).reshape(one["rows"], one["columns"])
        return matrix[linear_sum_assignment(matrix)].sum()

    answer("assignment cost", "SciPy", [cost(one) for one in inputs["costs"]])


def metrics_reloaded():
    from MetricsReloaded.metrics.pairwise_measures import BinaryPairwiseMeasures
    from MetricsReloaded.utility.assignment_localization import AssignmentMapping

    structure = ndimage.generate_binary_structure(3, 3)
    hits, qualities = [], []
    for reference, prediction, _ in masks:
        objects = []
        for mask in (reference, prediction):
            labels, count = ndimage.label(mask, structure)
            objects.append([(labels == n).astype(np.uint8) for n in range(1, count + 1)])
        left, right = objects
        found = AssignmentMapping(right, left, np.ones(len(right)), localization="mask_iou", thresh=0.5, pixdim=np.ones(3))
        matched = found.df_matching
        pairs = matched[(matched["pred"] >= 0) & (matched["ref"] >= 0)]
        tp = len(pairs)
        hits += [tp, len(right) - tp, len(left) - tp]
        shares = [
            BinaryPairwiseMeasures(right[int(p)], left[int(r)]).intersection_over_union()
            for p, r in zip(pairs["pred"], pairs["ref"])
        ]
        recognition = 2 * tp / (len(left) + len(right))
        segmentation = np.mean(shares) if tp else 0
        qualities += [recognition * segmentation, recognition, segmentation]
    # A pair at exactly 0.5 is none for MetricsReloaded.
    answer("hits above IoU 0.5", "MetricsReloaded", hits)
    answer("PQ, RQ, SQ above IoU 0.5", "MetricsReloaded", qualities)
    whole = [
        BinaryPairwiseMeasures(p.astype(float), r.astype(float), pixdim=s, dict_args={"nsd": TOLERANCE_MM}) for r, p, s in masks
    ]
    answer("Dice", "MetricsReloaded", [one.dsc() for one in whole])
    answer("HD", "MetricsReloaded", [one.measured_hausdorff_distance() for one in whole])
    answer("HD95", "MetricsReloaded", [one.measured_hausdorff_distance_perc() for one in whole])
    answer("ASSD", "MetricsReloaded", [one.measured_average_distance() for one in whole])
    answer("ASSD, mean of two means", "MetricsReloaded", [one.measured_masd() for one in whole])
    answer("surface Dice", "MetricsReloaded", [one.normalised_surface_distance() for one in whole])


GROUPS = [
    (scipy_masks, []),
    (panoptica_masks, ["panoptica"]),
    (monai_masks, ["monai", "torch"]),
    (monai_curves, ["monai"]),
    (picai, ["picai_eval"]),
    (sklearn_curves, ["sklearn"]),
    (statsmodels_agreement, ["statsmodels"]),
    (irrcac_agreement, ["irrCAC"]),
    (pingouin_agreement, ["pingouin"]),
    (scipy_tests, []),
    (metrics_reloaded, ["MetricsReloaded"]),
]
for group, modules in GROUPS:
    # Some libraries greet, or print what they do.
    with contextlib.redirect_stdout(None):
        if needs(*modules):
            group()
print(json.dumps(answers))

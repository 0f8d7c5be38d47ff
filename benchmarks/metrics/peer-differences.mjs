// Where a peer of @cmb/metrics has another number on purpose, or a wrong one: the smallest example of each.
//
//   npm run build -w packages/core -w packages/metrics
//   CMB_PYTHON=/path/to/python node benchmarks/metrics/peer-differences.mjs
//
// A library that is not installed is left out. docs/concepts/metrics-beside-peers.md says what lies behind each row.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { affineFromSpacing } from "@cmb/core";
import {
  caseForProtocol,
  cohenKappa,
  evaluateCase,
  froc,
  getProtocol,
  matchLesions,
  overrideProtocol,
  segmentationScores,
  wilcoxonSignedRank,
} from "@cmb/metrics";

const PYTHON = process.env.CMB_PYTHON ?? "python3";

/** A row of voxels as text, "#" for foreground, in the middle of 3 × 3 rows. */
function row(text, spacingMm = [1, 1, 1]) {
  const data = new Uint8Array(9 * text.length);
  data.set(
    [...text].map((letter) => Number(letter === "#")),
    4 * text.length,
  );
  return { data, shape: [text.length, 3, 3], affine: affineFromSpacing(spacingMm) };
}

/** A cube of 3 voxels a side in a grid of 7, from i on. */
function cube(first) {
  const data = new Uint8Array(7 ** 3);
  for (let k = 2; k < 5; k++)
    for (let j = 2; j < 5; j++) data.fill(1, first + 7 * (j + 7 * k), first + 3 + 7 * (j + 7 * k));
  return { data, shape: [7, 7, 7], affine: affineFromSpacing([1, 1, 1]) };
}

/** Ours by the name under which peer_differences.py has the others'. */
export function ourExamples() {
  const surfaces = (reference, prediction, surfaceToleranceMm = 1) =>
    segmentationScores(reference, prediction, { surfaceToleranceMm });
  const quality = (reference, prediction, strict) => {
    const protocol = overrideProtocol(getProtocol("panoptic"), { criterion: { by: "iou", minimum: 0.5, strict } });
    return evaluateCase(caseForProtocol("a", { reference, prediction }, protocol), protocol).result.panopticQuality;
  };
  const short = surfaces(row("#..."), row("####"));
  const cubes = surfaces(cube(2), cube(3), 0.5);
  const [none, some] = [row("...."), row("#...")];
  const detections = [
    { score: 0.9, isHit: true },
    { score: 0.5, isHit: false },
  ];
  const drawn = (points) =>
    froc(detections, { referenceCount: 1, scanCount: 1, points }).map((at) => [
      at.falsePositivesPerScan,
      at.sensitivity,
    ]);
  const twice = {
    id: "a",
    reference: [{ sizeVoxels: 10 }],
    prediction: [{ sizeVoxels: 10 }, { sizeVoxels: 10 }],
    overlap: [
      [0, 0, 7],
      [0, 1, 3],
    ],
  };
  const criterion = { by: "iou", minimum: 0.1, strict: false };
  const same = { weights: "none", classes: [0, 1] };
  return {
    "ASSD of #... and ####": short.assdMm,
    "HD95 of #... and ####": short.hausdorff95Mm,
    "surface Dice of #... and ####, 1 mm": short.surfaceDice,
    "HD of ##.. and ###., voxels of 2.5 mm": surfaces(row("##..", [2.5, 1, 1]), row("###.", [2.5, 1, 1])).hausdorffMm,
    "ASSD of cubes of 3³, one voxel apart": cubes.assdMm,
    "surface Dice of these cubes, 0.5 mm": cubes.surfaceDice,
    "PQ of #. and ##, IoU 0.5 counts": quality(row("#."), row("##"), false),
    "PQ of #. and ##, IoU above 0.5 counts": quality(row("#."), row("##"), true),
    "FROC of a hit at 0.9 and a false one at 0.5": drawn("all"),
    "the same, as MONAI draws it": drawn("withoutLowest"),
    "which of two predictions with IoU 0.54 and 0.18": matchLesions(twice, { criterion, assignment: "greedyByValue" })
      .pairs[0].prediction,
    "Dice of two empty masks": surfaces(none, none).dice,
    "Dice without a prediction": surfaces(some, none).dice,
    "ASSD of two empty masks": surfaces(none, none).assdMm,
    "ASSD without a prediction": surfaces(some, none).assdMm,
    "κ where both always say 0": cohenKappa([0, 0, 0], [0, 0, 0], same),
    "Wilcoxon of differences that are all 0": wilcoxonSignedRank([0, 0, 0], "greater"),
  };
}

function main() {
  const script = fileURLToPath(new URL("./peer_differences.py", import.meta.url));
  const theirs = JSON.parse(execFileSync(PYTHON, [script], { encoding: "utf8" }));
  const shown = (value) =>
    typeof value === "number" ? String(Number(value.toPrecision(6))) : JSON.stringify(value).replaceAll('"', "");
  const rows = Object.entries(ourExamples()).map(([example, value]) => ({
    example,
    ours: shown(value),
    peers: Object.entries(theirs[example] ?? {})
      .map(([library, other]) => `${library} ${shown(other)}`)
      .join("; "),
  }));
  for (const { example, ours, peers } of rows) console.log(`${example}: ${ours}; ${peers}`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main();

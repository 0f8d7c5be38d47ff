import { classifyScans } from "../classification/classify-scans.js";
import type { ProtocolParameters } from "../protocols/protocol.js";
import { upstreamCorrected } from "../protocols/upstream-corrected.js";
import { upstreamHead } from "../protocols/upstream-head.js";
import { upstreamPublished } from "../protocols/upstream-published.js";
import { type AggregateScores, aggregateScores, type ScanRow } from "../scoring/aggregate-scores.js";
import { scoreCounts } from "../scoring/score-counts.js";
import { type MeanSummary, summariseMean } from "../statistics/summarise.js";
import { intervalsSection } from "./published-intervals.js";

// Renders docs/published-results.md from the published tables and their raw counts. A test holds the page to it, and
// scripts/published-results.mjs writes it.

type Summary = { readonly mean: number | null; readonly std: number | null };
interface ClassTable {
  readonly threshold: number;
  readonly published: Readonly<Record<"Precision" | "Recall" | "F1-Score" | "Specificity", number | null>>;
}
interface Run {
  readonly model: string;
  readonly dataset: string;
  readonly criterion: string;
  readonly location: string | null;
  readonly nStudiesInDataset: number;
  readonly studies: readonly (readonly [tp: number, fp: number, fn: number, nTrue: number, nPred: number])[];
  readonly diceTP: readonly (readonly [overlap: number, pred: number, gt: number])[];
  readonly published: {
    readonly detection: Readonly<Record<string, number | null | Summary>>;
    readonly segmentation: { readonly "Macro - DiceTP Score": Summary; readonly "Micro - DiceTP Score": number | null };
    readonly classification: readonly ClassTable[];
  };
}

/** The files that the page is made of, parsed. */
export interface PublishedFiles {
  readonly distance: { readonly runs: readonly Run[] };
  readonly overlap: { readonly runs: readonly Run[] };
  readonly claims: {
    readonly rows: readonly {
      readonly system: string;
      readonly dataset: string;
      readonly recall: number | null;
      readonly precision: number | null;
      readonly fpPerScan: number | null;
      readonly f1: number | null;
      readonly source: string;
    }[];
  };
}

const SETS: Readonly<Record<string, string>> = { dou: "DOU", crb: "CRB", valid: "validation" };
const HEADER = "| quantity | published | recount | corrected | why |\n|---|--:|--:|--:|---|";
const MINUS = "−";

/**
 * The page as text.
 *
 * @param files - parsed fixtures
 * @returns Markdown that ends with a line break
 */
export function publishedResultsPage(files: PublishedFiles): string {
  return [
    intro(files),
    comparison(files),
    intervalsSection(
      files.distance.runs.filter(isWhole).map((run) => ({
        title: titleOf(run),
        scans: correctedRows(run),
        unlisted: unlisted(run),
      })),
    ),
    ...files.distance.runs
      .filter(isWhole)
      .map((run) => detectionSection(run, upstreamPublished.parameters, "distance")),
    ...files.overlap.runs.filter(isWhole).map((run) => detectionSection(run, upstreamHead.parameters, "overlap")),
    "## Classification of scans\n\nA scan is positive from θ microbleeds on. The published columns are those of the negative class under the names of the positive one: precision is negative predictive value, recall is specificity, specificity is sensitivity. The corrected columns are of the positive class. – stands for a value that is undefined.",
    ...files.distance.runs.filter(isWhole).map((run) => classificationSection(run)),
    coverage(files),
  ].join("\n\n");
}

function isWhole({ location }: Run): boolean {
  return location === null;
}

function intro({ distance, overlap }: PublishedFiles): string {
  return `# Published results beside their own raw counts

MicrobleedNet published tables, and the counts of every scan behind them. This page sets each published number beside what those counts give: *recount* follows the published rule (\`upstream-published\`, or \`upstream-head\` for the newest code), *corrected* is \`upstream-corrected\` on the same matches. Every recount of the ${distance.runs.length + overlap.runs.length} runs equals the published number to twelve digits, so the differences lie in the rule and not in the arithmetic. The reasons:

- **D** – repeated hits. A second prediction on a reference that has its match was counted neither as true nor as false. Corrected: every prediction that is no true positive is a false one.
- **S** – scans in the denominator. False positives per scan were divided by the scans with at least one microbleed. Corrected: by all scans.
- **E** – scans left out. Averages over scans leave out those with neither reference nor prediction. Corrected: they count where the quantity has a value there.
- **Z** – scans without a hit. F1 of a scan with lesions and no hit was left undefined and dropped from the mean. Corrected: 0.
- **N** – the other class. Classification tables give the negative class under the names of the positive one.
- **U** – the unit. A number under "FP per scan" is false positives per microbleed.

The page is written by \`node scripts/published-results.mjs\`; a test compares it with the fixtures in \`fixtures/upstream/\`.`;
}

interface Line {
  readonly quantity: string;
  readonly published: number | null | Summary;
  readonly recount: number | MeanSummary | undefined;
  readonly corrected: number | MeanSummary | undefined;
  readonly reasons: string;
}

type ClaimField = "precision" | "recall" | "f1" | "falsePositivesPerScan" | "falsePositivesPerMicrobleed";

/** The row of the poster's comparison, whose false positives carry the wrong unit. */
function comparison({ distance, claims }: PublishedFiles): string {
  const run = distance.runs.find(
    (each) =>
      isWhole(each) && each.dataset === "dou" && each.criterion === "valloss" && each.model.startsWith("Scratch"),
  );
  const claim = claims.rows.find(({ system }) => system.startsWith("MicrobleedNet (CEREBRIU)"));
  if (run === undefined || claim === undefined) return "";
  const { pooled } = aggregateScores(publishedRows(run), upstreamPublished.parameters, unlisted(run));
  const honest = aggregateScores(correctedRows(run), upstreamCorrected.parameters, unlisted(run)).pooled;
  const row = (name: string, field: ClaimField, published: number | null, why: string): string =>
    `| ${name} | ${published ?? "–"} | ${shown(pooled[field])} | ${shown(honest[field])} | ${why} |`;
  return `## The comparison row on DOU

The poster compares systems on the 20 public DOU scans (${pooled.referenceCount} microbleeds).

${HEADER}
${[
  row("precision", "precision", claim.precision, "D"),
  row("recall", "recall", claim.recall, ""),
  row("F1", "f1", claim.f1, "D"),
  row("false positives per scan", "falsePositivesPerScan", claim.fpPerScan, "U, D"),
  row("false positives per microbleed", "falsePositivesPerMicrobleed", null, "D"),
].join("\n")}

The 0.13 that the poster sets against 0.5 per scan of another system is ${pooled.falsePositives} false positives over ${pooled.referenceCount} microbleeds. Per scan it is ${shown(pooled.falsePositivesPerScan)}, with repeated hits ${shown(honest.falsePositivesPerScan)}: no fewer than the other system's.`;
}

function detectionSection(run: Run, parameters: ProtocolParameters, matching: string): string {
  const recount = aggregateScores(publishedRows(run, parameters), parameters, unlisted(run));
  const corrected = aggregateScores(correctedRows(run), upstreamCorrected.parameters, unlisted(run));
  const repeated = corrected.pooled.falsePositives - recount.pooled.falsePositives;
  const lines = [...detectionLines(run, recount, corrected), ...diceLines(run)];
  const empty = unlisted(run);
  return `## ${titleOf(run)}, matched by ${matching}

${run.nStudiesInDataset} scans, ${empty} of them without reference and prediction; ${repeated} repeated hit${repeated === 1 ? "" : "s"} not counted.

${HEADER}
${lines.map(renderLine).join("\n")}`;
}

function detectionLines(run: Run, recount: AggregateScores, corrected: AggregateScores): readonly Line[] {
  const { detection } = run.published;
  const apply = (...reasons: readonly Reason[]): string => reasons.filter((reason) => holds(run, reason)).join(", ");
  const macroReasons: Readonly<Record<string, string>> = {
    precision: apply("D"),
    f1: apply("Z", "D"),
    falsePositives: apply("E", "D"),
    falsePositivesPerMicrobleed: apply("D"),
  };
  const pooled = (key: string, field: keyof AggregateScores["pooled"], reasons: string): Line => ({
    quantity: `pooled ${key}`,
    published: detection[`Micro - ${key}`] ?? null,
    recount: recount.pooled[field],
    corrected: corrected.pooled[field],
    reasons,
  });
  const macro = (key: string, field: string): Line => ({
    quantity: `macro ${key}`,
    published: detection[`Macro - ${key}`] ?? null,
    recount: recount.macro[field],
    corrected: corrected.macro[field],
    reasons: macroReasons[field] ?? "",
  });
  return [
    pooled("TP", "truePositives", ""),
    pooled("FP", "falsePositives", apply("D")),
    pooled("FN", "falseNegatives", ""),
    pooled("Precision", "precision", apply("D")),
    pooled("Recall", "recall", ""),
    pooled("F1", "f1", apply("D")),
    pooled("FPavg", "falsePositivesPerScan", apply("S", "D")),
    pooled("FPcmb", "falsePositivesPerMicrobleed", apply("D")),
    macro("Precision", "precision"),
    macro("Recall", "recall"),
    macro("F1", "f1"),
    macro("FPavg", "falsePositives"),
    macro("FPcmb", "falsePositivesPerMicrobleed"),
  ];
}

type Reason = "D" | "S" | "E" | "Z";

/** Whether a reason can apply to a run: without such a scan it changes nothing. */
function holds(run: Run, reason: Reason): boolean {
  const has = (isSuch: (study: Run["studies"][number]) => boolean): boolean => run.studies.some(isSuch);
  switch (reason) {
    case "D":
      return has(([tp, fp, , , nPred]) => nPred > tp + fp);
    case "S":
      return unlisted(run) > 0 || has(([, , , nTrue]) => nTrue === 0);
    case "E":
      return unlisted(run) > 0;
    case "Z":
      return has(([tp, fp, fn]) => tp === 0 && fp + fn > 0);
  }
}

/** Dice of the true positives: matches are the same under both, so nothing is corrected. */
function diceLines(run: Run): readonly Line[] {
  const dices = summariseMean(run.diceTP.map(([overlap, pred, gt]) => (2 * overlap) / (pred + gt)));
  const sum = (column: 0 | 1 | 2): number => run.diceTP.reduce((total, row) => total + row[column], 0);
  const micro = (2 * sum(0)) / (sum(1) + sum(2));
  const { segmentation } = run.published;
  return [
    {
      quantity: "Dice of true positives, mean",
      published: segmentation["Macro - DiceTP Score"],
      recount: dices,
      corrected: dices,
      reasons: "",
    },
    {
      quantity: "Dice of true positives, pooled",
      published: segmentation["Micro - DiceTP Score"],
      recount: micro,
      corrected: micro,
      reasons: "",
    },
  ];
}

function classificationSection(run: Run): string {
  const rows = publishedRows(run);
  const body = run.published.classification.map(({ threshold, published }) => {
    const [positive] = classifyScans(rows, {
      thresholds: [threshold],
      scoredClass: "positive",
      unlistedEmptyScans: unlisted(run),
    });
    const {
      truePositives: tp = 0,
      falsePositives: fp = 0,
      falseNegatives: fn = 0,
      trueNegatives: tn = 0,
    } = positive?.confusion ?? {};
    const cells = [
      ...[published.Precision, published.Recall, published["F1-Score"], published.Specificity].map((value) =>
        shown(value),
      ),
      ...(positive
        ? [positive.scores.precision, positive.scores.recall, positive.scores.f1, positive.scores.specificity]
        : []
      ).map((value) => shown(value)),
    ];
    return `| ${threshold} | ${tp}/${fp}/${fn}/${tn} | ${cells.join(" | ")} | N |`;
  });
  return `### ${titleOf(run)}

| θ | TP/FP/FN/TN | published P | R | F1 | spec. | corrected P | R | F1 | spec. | why |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|
${body.join("\n")}`;
}

function coverage({ distance, overlap }: PublishedFiles): string {
  const byLocation = [...distance.runs, ...overlap.runs].filter((run) => !isWhole(run)).length;
  return `## What else was recounted

${byLocation} further runs are tables by location; they are recounted in the tests like those above, with no difference. So are the strata by sequence, resolution, echo time and burden (\`stratified_detection.json\`), the shape of found and missed lesions (\`gt_shape_features_by_call.json\`), the location labels under both published rules (\`location_labels.json\`), the centre matches (\`cmb_matching_distance.json\`) and the older component and voxel evaluation (\`voxel_and_cc_level_eval.json\`). Two remarks:

- The strata's F1* is formed from macro precision and recall after these were rounded to three decimals.
- The older evaluation writes a specificity of 0 where there is no negative scan; it is undefined.
`;
}

function titleOf({ model, dataset, criterion }: Run): string {
  const name = model.startsWith("Scratch") ? "Scratch" : "Transfer learning";
  return `${name} on ${SETS[dataset] ?? dataset}, checkpoint by ${criterion}`;
}

function unlisted(run: Run): number {
  return run.nStudiesInDataset - run.studies.length;
}

function publishedRows(run: Run, parameters: ProtocolParameters = upstreamPublished.parameters): readonly ScanRow[] {
  return run.studies.map(([tp, fp, fn, nTrue, nPred]) => rowOf({ tp, fp, fn, nTrue, nPred }, parameters));
}

/** Every prediction that is no true positive is a false one. */
function correctedRows(run: Run): readonly ScanRow[] {
  return run.studies.map(([tp, , fn, nTrue, nPred]) =>
    rowOf({ tp, fp: nPred - tp, fn, nTrue, nPred }, upstreamCorrected.parameters),
  );
}

function rowOf(
  scan: {
    readonly tp: number;
    readonly fp: number;
    readonly fn: number;
    readonly nTrue: number;
    readonly nPred: number;
  },
  parameters: ProtocolParameters,
): ScanRow {
  const counts = {
    truePositives: scan.tp,
    falsePositives: scan.fp,
    falseNegatives: scan.fn,
    referenceCount: scan.nTrue,
    predictionCount: scan.nPred,
  };
  const falsePositivesPerMicrobleed = scan.nTrue === 0 ? Number.NaN : scan.fp / scan.nTrue;
  return { ...counts, ...scoreCounts(counts, parameters), falsePositivesPerMicrobleed };
}

function renderLine({ quantity, published, recount, corrected, reasons }: Line): string {
  const cells = [published, recount, corrected].map(cell);
  const why = cells[1] === cells[2] ? "" : reasons;
  return `| ${quantity} | ${cells.join(" | ")} | ${why} |`;
}

function cell(value: number | null | undefined | Summary | MeanSummary): string {
  if (typeof value !== "object" || value === null) return shown(value);
  const spread = "std" in value ? value.std : value.standardDeviation;
  return `${shown(value.mean)} ± ${shown(spread)}`;
}

/** Whole numbers as they are, others with three decimals, undefined as a dash. */
function shown(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  return (Number.isInteger(value) ? String(value) : value.toFixed(3)).replace("-", MINUS);
}

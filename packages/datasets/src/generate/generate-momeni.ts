import { axisAligned, createDatasetBuilder, type DrawnScan, drawScan, oneBased } from "./dataset-builder.js";
import type { Ball } from "./generate-scan.js";
import type { GeneratedDataset, GeneratePlan } from "./generated-dataset.js";
import { writeSheet } from "./write-sheet.js";

const ROOT = "data/PublicDataShare_2020";
const SHAPE = [60, 72, 36] as const;
const SCAN = { shape: SHAPE, affine: axisAligned("LPS", SHAPE, [0.9375, 0.9375, 1.75]), outside: 0 } as const;
const VISITS = 2;
const VERSIONS = 2;

type Row = (string | number | null)[];

/** Visits of patients: every third patient has no microbleed. */
interface Visit {
  readonly id: string;
  readonly patient: number;
  readonly scan: DrawnScan;
}

/**
 * Brains cut out, two visits of each patient, centres in a workbook counted from 1. A row of it repeats a centre, names a
 * neighbour of one, and comes twice, as in the real one.
 */
export async function generateMomeni(plan: GeneratePlan): Promise<GeneratedDataset> {
  const builder = createDatasetBuilder("momeni", plan);
  const visits = drawVisits(plan);
  for (const { id, patient, scan } of visits) {
    const folder = scan.balls.length > 0 ? "rCMB_DefiniteSubject" : "NoCMBSubject";
    const imagePath = `${ROOT}/${folder}/${id}.nii.gz`;
    await builder.addScan(imagePath, scan);
    builder.addSeries({ id, patientUid: `${patient}mom`, imagePath }, scan.balls);
  }
  builder.addFile(`${ROOT}/rCMBInformationInfo.xlsx`, writeSheet(realRows(visits)));
  const { series, ...rest } = builder.finish();
  const positive = series.filter(({ centres }) => centres.length > 0);
  return { ...rest, series: [...positive, ...series.filter(({ centres }) => centres.length === 0)] };
}

/** The same patients with more balls, in two versions of each visit; with the workbook of the real microbleeds. */
export async function generateMomeniSynth(plan: GeneratePlan): Promise<GeneratedDataset> {
  const builder = createDatasetBuilder("momeni-synth", plan);
  const visits = drawVisits(plan);
  const rows: { readonly definite: Row[]; readonly none: Row[] } = { definite: [["file"]], none: [["file"]] };
  for (const { id, patient, scan } of visits) {
    const isDefinite = scan.balls.length > 0;
    for (let version = 1; version <= VERSIONS; version++) {
      const name = `${id}_${isDefinite ? "rsCMB" : "sCMB"}_V${version}`;
      const added = addedBalls(scan, version);
      const imagePath = `${ROOT}/${isDefinite ? "sCMB_DefiniteSubject" : "sCMB_NoCMBSubject"}/${name}.nii.gz`;
      await builder.addScan(imagePath, { ...scan, balls: [...scan.balls, ...added] });
      (isDefinite ? rows.definite : rows.none).push([`${name}.nii.gz`, ...oneBased(added).flat()]);
      builder.addSeries({ id: name, patientUid: `${patient}mom`, imagePath }, [...added, ...scan.balls]);
    }
  }
  builder.addFile(`${ROOT}/sCMBInformationInfo.xlsx`, writeSheet(rows.definite));
  builder.addFile(`${ROOT}/sCMBLocationInformationInfoNocmb.xlsx`, writeSheet(rows.none));
  builder.addFile(`${ROOT}/rCMBInformationInfo.xlsx`, writeSheet(realRows(visits)));
  return builder.finish();
}

/** Real and synthetic scans are of the same patients, so both are drawn from the same streams. */
function drawVisits(plan: GeneratePlan): readonly Visit[] {
  const { rngOf } = createDatasetBuilder("momeni", plan);
  return Array.from({ length: plan.patients * VISITS }, (_, n) => {
    const [patient, visit] = [Math.floor(n / VISITS), n % VISITS];
    const rng = rngOf(patient).at("visit", visit);
    const count = patient % 3 === 1 ? 0 : rng.at("count").integer(1, 3);
    return { id: `${patient + 11}_T${visit}`, patient: patient + 11, scan: drawScan(rng, SCAN, count) };
  });
}

/** Two balls where none of the scan's own is near. */
function addedBalls(scan: DrawnScan, version: number): readonly Ball[] {
  const { balls } = drawScan(scan.rng.at("version", version), SCAN, 12);
  const far = balls.filter(({ centre }) => {
    return scan.balls.every((own) => Math.hypot(...centre.map((at, axis) => at - (own.centre[axis] ?? 0))) > 8);
  });
  return far.slice(0, 2);
}

function realRows(visits: readonly Visit[]): readonly Row[] {
  const positive = visits.filter(({ scan }) => scan.balls.length > 0);
  const rows = positive.map(({ id, scan }): Row => {
    const centres = oneBased(scan.balls);
    const [first = []] = centres;
    const neighbour = first.map((at, axis) => (axis === 0 ? at + 1 : at));
    return [`${id}.nii.gz`, ...centres.flat(), ...first, ...neighbour];
  });
  const [again = []] = rows;
  return [["file", "x1", "y1", "z1"], ...rows, [again[0] ?? null, 1, 1, 1]];
}

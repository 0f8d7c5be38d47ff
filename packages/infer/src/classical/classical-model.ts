import { type LongTask, type LongTaskOptions, type Mask, startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import { brainMask } from "@cmb/preprocess";
import type { LesionModel, ModelOutput, ScoredCandidate } from "../lesion-model.js";
import { progressPart } from "../progress-part.js";
import { stopwatch } from "../stopwatch.js";
import { VERSION } from "../version.js";
import { clearRimInto } from "./clear-rim.js";
import { DEFINITE_THRESHOLD, THRESHOLDS } from "./coefficients.js";
import { type Box, boundingBox, cropMask, cropToFloat32 } from "./crop.js";
import { darknessInto } from "./darkness.js";
import { findCandidates } from "./find-candidates.js";
import type { Peak } from "./find-peaks.js";
import { judgeCandidate } from "./judge-candidate.js";
import { type CandidateImages, type MeasuredCandidate, measureCandidate } from "./measure-candidate.js";
import { neighbourhood } from "./neighbourhood.js";
import { repairNonFinite } from "./repair-non-finite.js";
import { scoreCandidate } from "./score-candidate.js";
import { tissueLevel } from "./tissue-level.js";
import { toNativeGrid } from "./to-native-grid.js";

/** Tissue around a candidate is looked for within this distance. */
const REACH_MM = 10;

/** The detector that needs no training: dark blobs in normalised tissue, judged by their shape. */
export function createClassicalModel(): LesionModel {
  return {
    id: "classical",
    version: VERSION,
    sha256: null,
    training: { trainedOn: "synthetic", validatedOnPatients: false },
    runtime: `@cmb/infer ${VERSION}`,
    device: "cpu",
    tried: ["cpu"],
    thresholds: THRESHOLDS,
    definiteThreshold: DEFINITE_THRESHOLD,
    findCandidates: runClassicalModel,
    close: () => Promise.resolve(),
  };
}

/** Bone and dura that a brain mask takes in are no thicker than this; cortical lesions reach deeper. */
const RIM_MM = 2;
const MASK_SHARE = 0.15;
const MEASURE_SHARE = 0.1;

async function runClassicalModel(input: Volume<VoxelArray>, options: LongTaskOptions): Promise<ModelOutput> {
  const timingsMs: Record<string, number> = {};
  const clock = stopwatch(timingsMs);
  const { volume, count } = repairNonFinite(input);
  const warnings = count > 0 ? [`${count} voxels were NaN or infinite and were filled from their neighbours`] : [];
  const { mask, interior } = await brainMask(volume, {
    edgeMm: RIM_MM,
    signal: options.signal,
    onProgress: progressPart(options.onProgress, { from: 0, to: MASK_SHARE, total: 1 }),
  });
  clock("mask");
  const box = boundingBox(mask, [1, 1, 0]);
  if (box === undefined) return { candidates: [], warnings: [...warnings, "no brain was found"], timingsMs };
  const task = startLongTask(1, options);
  const images = await prepare({ volume, mask, interior, box, task });
  clock("background");
  const share = 1 - MASK_SHARE - MEASURE_SHARE;
  const peaks = await findCandidates(images.darkness, images.mask, { task, done: MASK_SHARE, share });
  clock("response");
  const measured = await measureAll(images, peaks, task);
  clock("measure");
  return { candidates: toCandidates(measured, images, { box, volume }), warnings, timingsMs };
}

interface Prepared {
  readonly volume: Volume<VoxelArray>;
  readonly mask: Mask;
  readonly interior: Mask;
  readonly box: Box;
  readonly task: LongTask;
}

async function prepare({ volume, mask, interior, box, task }: Prepared): Promise<CandidateImages> {
  await task.advance("local background", MASK_SHARE);
  const brain = cropMask(mask, box);
  const block = cropToFloat32(volume, box);
  await task.advance("local background", MASK_SHARE);
  const level = tissueLevel(block, brain);
  const darkness = await darknessInto(block, { mask: brain, level, task, done: MASK_SHARE });
  clearRimInto(darkness, brain, cropMask(interior, box));
  await task.advance("local background", MASK_SHARE);
  await task.advance("local background", MASK_SHARE);
  return {
    darkness,
    mask: brain,
    near: neighbourhood(darkness, REACH_MM),
  };
}

async function measureAll(
  images: CandidateImages,
  peaks: readonly Peak[],
  task: LongTask,
): Promise<readonly MeasuredCandidate[]> {
  const measured: MeasuredCandidate[] = [];
  for (const [n, peak] of peaks.entries()) {
    measured.push(measureCandidate(images, peak));
    await task.advance("candidates", 1 - MEASURE_SHARE + (MEASURE_SHARE * n) / peaks.length);
  }
  return measured;
}

function toCandidates(
  measured: readonly MeasuredCandidate[],
  { darkness }: CandidateImages,
  { box, volume }: { readonly box: Box; readonly volume: Volume<VoxelArray> },
): readonly ScoredCandidate[] {
  return measured.map((candidate) => ({
    score: scoreCandidate(candidate.features),
    contrast: candidate.features.contrast,
    features: { ...candidate.features },
    ...toNativeGrid(candidate, { block: darkness.shape, box, shape: volume.shape }),
    rejection: judgeCandidate(candidate),
  }));
}

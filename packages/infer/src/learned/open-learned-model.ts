import { CmbError, type LongTask, startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import { dilate } from "@cmb/preprocess";
import type {
  FindCandidatesOptions,
  InferenceOptions,
  LesionModel,
  ModelOutput,
  ScoredCandidate,
} from "../lesion-model.js";
import type { LesionNetwork, PerAxis } from "../manifest/model-manifest.js";
import { progressPart } from "../progress-part.js";
import { regionLabels } from "../regions/region-labels.js";
import type { OpenedRegionNetwork } from "../regions/segment-regions.js";
import type { NetworkSession } from "../runtime/network-session.js";
import { releaseSessions } from "../runtime/release-sessions.js";
import { stopwatch } from "../stopwatch.js";
import { averageSlices } from "./average-slices.js";
import { blendedSlices, type OpenedLesionNetwork } from "./blended-slices.js";
import { type Scorer, scorerOf } from "./calibrated-score.js";
import { findCandidates } from "./find-candidates.js";
import { measureCandidate, measuredScan } from "./measure-candidate.js";
import type { OpenedModel } from "./opened-model.js";
import { type PreparedScan, prepareScan } from "./prepare-scan.js";
import { type VerifiedCandidate, verifyCandidates } from "./verify-candidates.js";

/** Where each stage ends, of a progress of 1. */
const PREPARED = 0.25;
const SEARCHED = 0.85;
const VERIFIED = 0.95;
/** Lesions at the brain's edge lie in part outside of a mask that is a little too tight. */
const BRAIN_MARGIN_MM = 2;

/**
 * Puts the networks of a model together: preparation, regions, candidates, verification, measures, score.
 *
 * @param opened - the manifest and its running networks
 * @returns a model like any other; `close` releases the networks
 * @throws CmbError `INVALID_ARGUMENT` when a network of the manifest has no session, `INVALID_MODEL` when its calibration
 * names a feature that there is not
 */
export function openLearnedModel(opened: OpenedModel): LesionModel {
  const { manifest, sessions } = opened;
  assertSessions(opened);
  const scorer = scorerOf(manifest);
  return {
    id: manifest.id,
    version: manifest.version,
    sha256: opened.sha256,
    training: {
      trainedOn: manifest.training.trainedOn,
      validatedOnPatients: manifest.training.validatedOnPatients,
    },
    runtime: opened.runtime,
    device: opened.device,
    tried: opened.tried,
    thresholds: manifest.thresholds,
    definiteThreshold: manifest.definiteThreshold,
    findCandidates: (volume, options) => runLearnedModel(volume, { opened, scorer, options }),
    close: () => releaseSessions(sessions),
  };
}

function assertSessions({ manifest: { networks }, sessions }: OpenedModel): void {
  const pairs: readonly (readonly [string, boolean, boolean])[] = [
    ["regions", networks.regions !== undefined, sessions.regions !== undefined],
    ["verifier", networks.verifier !== undefined, sessions.verifier !== undefined],
    ["lesions", true, sessions.lesions.length === networks.lesions.length],
  ];
  for (const [name, wanted, given] of pairs) {
    if (wanted === given) continue;
    const message = `openLearnedModel: sessions.${name} is not what the manifest's networks.${name} wants; give one session for each network`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: `sessions.${name}`, value: given });
  }
}

interface Run {
  readonly opened: OpenedModel;
  readonly scorer: Scorer;
  readonly options: FindCandidatesOptions;
}

async function runLearnedModel(volume: Volume<VoxelArray>, { opened, scorer, options }: Run): Promise<ModelOutput> {
  const { manifest } = opened;
  const lesions = lesionNetworks(opened, options);
  const timingsMs: Record<string, number> = {};
  const clock = stopwatch(timingsMs);
  const scan = await prepareScan(volume, {
    recipe: manifest.recipe,
    regions: regionNetwork(opened),
    signal: options.signal,
    onProgress: progressPart(options.onProgress, { from: 0, to: PREPARED, total: 1 }),
  });
  clock("recipe");
  timingsMs["recipe"] = (timingsMs["recipe"] as number) - scan.regionsMs;
  timingsMs["regions"] = scan.regionsMs;
  const task = startLongTask(1, { signal: options.signal, onProgress: afterPreparation(options) });
  const candidates = await searchLesions(scan, lesions, { opened, task });
  clock("lesions");
  const verified = await verify(scan, candidates, { opened, task, mirror: options.mirror });
  clock("verifier");
  const measured = await measureAll(volume, { scan, verified, opened, scorer, task });
  clock("measure");
  const regions = await regionLabels(scan.anatomy, volume, { signal: options.signal });
  clock("labels");
  const warnings = [...scan.warnings, ...cutShort(verified.length, manifest.candidates.most)];
  return { candidates: measured, warnings, timingsMs, regions };
}

/** What to say where as many places were judged as are ever judged, so that there may be more. */
function cutShort(judged: number, most: number): readonly string[] {
  if (judged < most) return [];
  return [`the ${most} places that look most like microbleeds were judged, no more; some may be missing`];
}

/** Keeps a task that begins anew from falling behind what was reported before. */
function afterPreparation({ onProgress }: FindCandidatesOptions): FindCandidatesOptions["onProgress"] {
  if (onProgress === undefined) return undefined;
  return (progress) => {
    if (progress.completed >= PREPARED) onProgress(progress);
  };
}

function regionNetwork({ manifest, sessions }: OpenedModel): OpenedRegionNetwork | undefined {
  const { regions: network } = manifest.networks;
  return network === undefined ? undefined : { network, session: sessions.regions as NetworkSession };
}

function lesionNetworks(
  { manifest, sessions }: OpenedModel,
  { overlap, mirror = "none" }: InferenceOptions,
): readonly OpenedLesionNetwork[] {
  return manifest.networks.lesions.map((network, n) => ({
    network: { ...network, tile: tileOf(network, overlap) },
    session: sessions.lesions[n] as NetworkSession,
    mirror,
  }));
}

function tileOf({ tile }: LesionNetwork, overlap: number | undefined): LesionNetwork["tile"] {
  if (overlap === undefined) return tile;
  const [ni, nj, nk] = tile.shape;
  const shared: PerAxis = [Math.round(overlap * ni), Math.round(overlap * nj), Math.round(overlap * nk)];
  return { ...tile, overlap: shared };
}

interface Stage {
  readonly opened: OpenedModel;
  readonly task: LongTask;
}

function searchLesions(
  { image, brain }: PreparedScan,
  lesions: readonly OpenedLesionNetwork[],
  { opened, task }: Stage,
): ReturnType<typeof findCandidates> {
  const searched = dilate(brain, { radiusMm: BRAIN_MARGIN_MM });
  const options = { task, done: PREPARED, share: SEARCHED - PREPARED };
  const slices = lesions.map((network) => blendedSlices(image, searched, network, options));
  const { candidates, networks } = opened.manifest;
  const limits = { ...candidates, surroundings: networks.verifier === undefined };
  return findCandidates(averageSlices(slices), searched, limits);
}

async function verify(
  { image }: PreparedScan,
  candidates: Awaited<ReturnType<typeof findCandidates>>,
  { opened: { manifest, sessions }, task, mirror = "none" }: Stage & Pick<InferenceOptions, "mirror">,
): Promise<readonly VerifiedCandidate[]> {
  const network = manifest.networks.verifier;
  if (network === undefined) return candidates.map((one) => ({ ...one, verifierLogit: Number.NaN }));
  const session = sessions.verifier as NetworkSession;
  return verifyCandidates(
    image,
    candidates,
    { network, session, mirror },
    { task, done: SEARCHED, share: VERIFIED - SEARCHED },
  );
}

async function measureAll(
  volume: Volume<VoxelArray>,
  parts: Stage & {
    readonly scan: PreparedScan;
    readonly verified: readonly VerifiedCandidate[];
    readonly scorer: Scorer;
  },
): Promise<readonly ScoredCandidate[]> {
  const { scan, verified, scorer, task } = parts;
  const { maskProbability } = parts.opened.manifest.candidates;
  const ready = measuredScan(volume, scan.mapping, scan.anatomy);
  const measured: ScoredCandidate[] = [];
  for (const [n, candidate] of verified.entries()) {
    await task.advance("candidates", VERIFIED + ((1 - VERIFIED) * n) / verified.length);
    const one = await measureCandidate(ready, candidate, { maskProbability, scorer });
    if (one !== undefined) measured.push(one);
  }
  await task.advance("candidates", 1);
  return measured;
}

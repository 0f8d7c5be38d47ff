import type { LongTask, Shape, Volume, VoxelIndex } from "@cmb/core";
import type { Mirror } from "../lesion-model.js";
import type { VerifierNetwork } from "../manifest/model-manifest.js";
import { answerOf } from "../runtime/answer-of.js";
import type { NetworkSession } from "../runtime/network-session.js";
import { cutBlockInto } from "./cut-block.js";
import type { Candidate, ProbabilityBox } from "./find-candidates.js";
import { addScaled, flipped, flipsOf } from "./mirrors.js";

/** A second network that looks at each candidate by itself. */
export interface OpenedVerifier {
  readonly network: Pick<VerifierNetwork, "input" | "score" | "mask" | "cube">;
  readonly session: NetworkSession;
  readonly mirror: Mirror;
}

/** A candidate after the second network. */
export interface VerifiedCandidate extends Candidate {
  /** NaN where there is no second network. */
  readonly verifierLogit: number;
}

/** Cubes to one run. */
const BATCH = 16;
/** After so many in a row that the second network takes for none, those that are weaker still are not asked for. */
const PATIENCE = 48;

/**
 * Asks a second network about a cube around each candidate; its mask takes the place of the first network's. Logits of
 * mirror images are averaged. Ends before the last candidate where 48 in a row have a logit below 0: a scan with many
 * microbleeds is searched to its end, and one without does not pay for it.
 *
 * @param image - what the recipe made
 * @param candidates - on the same grid, strongest first
 * @param opened - the network
 * @param options - what to report to: from `done`, `share` of the task
 * @returns the candidates that were asked for, in the same order
 * @throws CmbError `SHAPE_MISMATCH` when the network answers with other numbers than its manifest says
 */
export async function verifyCandidates(
  image: Volume,
  candidates: readonly Candidate[],
  opened: OpenedVerifier,
  { task, done, share }: { readonly task: LongTask; readonly done: number; readonly share: number },
): Promise<readonly VerifiedCandidate[]> {
  const verified: VerifiedCandidate[] = [];
  for (let from = 0; from < candidates.length; from += BATCH) {
    await task.advance("verifier", done + (share * from) / candidates.length);
    verified.push(...(await verifyBatch(image, candidates.slice(from, from + BATCH), opened)));
    const last = verified.slice(-PATIENCE);
    if (last.length === PATIENCE && last.every(({ verifierLogit }) => verifierLogit < 0)) break;
  }
  return verified;
}

async function verifyBatch(
  image: Volume,
  batch: readonly Candidate[],
  { network, session, mirror }: OpenedVerifier,
): Promise<readonly VerifiedCandidate[]> {
  const { cube } = network;
  const [ci, cj, ck] = cube;
  const voxels = ci * cj * ck;
  const cubes = new Float32Array(batch.length * voxels);
  for (const [n, { voxel }] of batch.entries()) {
    cutBlockInto(image, cubeStart(voxel, cube), cube, cubes.subarray(n * voxels, (n + 1) * voxels));
  }
  const dims = [batch.length, 1, ck, cj, ci];
  const scores = new Float32Array(batch.length);
  const masks = new Float32Array(cubes.length);
  const flips = flipsOf(mirror);
  for (const flip of flips) {
    const answers = await session.run({ [network.input]: { data: flipped(cubes, cube, flip), dims } });
    const score = answerOf(answers, { network: "verifier", output: network.score, dims: [batch.length, 1] });
    const mask = answerOf(answers, { network: "verifier", output: network.mask, dims });
    addScaled(scores, score, 1 / flips.length);
    addScaled(masks, flipped(mask, cube, flip), 1 / flips.length);
  }
  return batch.map((candidate, n) => ({
    ...candidate,
    verifierLogit: scores[n] as number,
    around: withinGrid(masks.subarray(n * voxels, (n + 1) * voxels), {
      first: cubeStart(candidate.voxel, cube),
      cube,
      shape: image.shape,
    }),
  }));
}

/** The cube's first voxel: the candidate lies at the voxel behind the cube's middle. */
function cubeStart([i, j, k]: VoxelIndex, [ci, cj, ck]: Shape): VoxelIndex {
  return [i - (ci >> 1), j - (cj >> 1), k - (ck >> 1)];
}

interface PlacedCube {
  readonly first: VoxelIndex;
  readonly cube: Shape;
  /** Of the grid. */
  readonly shape: Shape;
}

/** The probabilities of the part of a cube that lies on the grid. */
function withinGrid(logits: Float32Array, { first, cube, shape }: PlacedCube): ProbabilityBox {
  const from = first.map((n) => Math.max(0, n)) as unknown as VoxelIndex;
  const to = first.map((n, axis) =>
    Math.min(shape[axis] as number, n + (cube[axis] as number)),
  ) as unknown as VoxelIndex;
  const [wi, wj, wk] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const probabilities = new Float32Array(wi * wj * wk);
  for (let k = 0; k < wk; k++) {
    for (let j = 0; j < wj; j++) {
      const row = from[0] - first[0] + cube[0] * (j + from[1] - first[1] + cube[1] * (k + from[2] - first[2]));
      for (let i = 0; i < wi; i++) {
        probabilities[i + wi * (j + wj * k)] = 1 / (1 + Math.exp(-(logits[row + i] as number)));
      }
    }
  }
  return { box: { from, to }, probabilities };
}

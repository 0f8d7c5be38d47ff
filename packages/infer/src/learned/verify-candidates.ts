import type { LongTask, Shape, Volume, VoxelIndex } from "@cmb/core";
import type { Mirror } from "../lesion-model.js";
import type { VerifierNetwork } from "../manifest/model-manifest.js";
import { answerOf } from "../runtime/answer-of.js";
import type { NetworkSession } from "../runtime/network-session.js";
import { cutBlockInto } from "./cut-block.js";
import type { Candidate, ProbabilityBox } from "./find-candidates.js";
import { type Flip, flipInto, flipsOf } from "./mirrors.js";

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

/**
 * Asks a second network about a cube around each candidate; its mask takes the place of the first network's. Logits of
 * mirror images are averaged.
 *
 * @param image - what the recipe made
 * @param candidates - on the same grid
 * @param opened - the network
 * @param options - what to report to: from `done`, `share` of the task
 * @returns the candidates in the same order
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
  }
  return verified;
}

async function verifyBatch(
  image: Volume,
  batch: readonly Candidate[],
  verifier: OpenedVerifier,
): Promise<readonly VerifiedCandidate[]> {
  const { cube } = verifier.network;
  const voxels = cube[0] * cube[1] * cube[2];
  const data = new Float32Array(batch.length * voxels);
  for (const [n, { voxel }] of batch.entries()) {
    cutBlockInto(image, cubeStart(voxel, cube), cube, data.subarray(n * voxels, (n + 1) * voxels));
  }
  const flips = flipsOf(verifier.mirror);
  const sum: Judged = { score: new Float32Array(batch.length), mask: new Float32Array(data.length) };
  for (const flip of flips) addInto(sum, await judge(data, flip, verifier), 1 / flips.length);
  return batch.map((candidate, n) => ({
    ...candidate,
    verifierLogit: sum.score[n] as number,
    around: withinGrid(sum.mask.subarray(n * voxels, (n + 1) * voxels), {
      first: cubeStart(candidate.voxel, cube),
      cube,
      shape: image.shape,
    }),
  }));
}

/** Logits of some cubes. */
interface Judged {
  readonly score: Float32Array;
  readonly mask: Float32Array;
}

/** What the network says of the mirror images of cubes, the masks turned back. */
async function judge(cubes: Float32Array, flip: Flip, { network, session }: OpenedVerifier): Promise<Judged> {
  const [ci, cj, ck] = network.cube;
  const count = cubes.length / (ci * cj * ck);
  const dims = [count, 1, ck, cj, ci];
  const answers = await session.run({ [network.input]: { data: flipped(cubes, flip, network.cube), dims } });
  const score = answerOf(answers, { network: "verifier", output: network.score, dims: [count, 1] });
  const mask = answerOf(answers, { network: "verifier", output: network.mask, dims });
  return { score, mask: flipped(mask, flip, network.cube) };
}

function flipped(cubes: Float32Array, flip: Flip, cube: Shape): Float32Array {
  if (!flip.includes(true)) return cubes;
  const turned = new Float32Array(cubes.length);
  const voxels = cube[0] * cube[1] * cube[2];
  for (let at = 0; at < cubes.length; at += voxels) {
    flipInto(cubes.subarray(at, at + voxels), cube, flip, turned.subarray(at, at + voxels));
  }
  return turned;
}

function addInto(sum: Judged, judged: Judged, scale: number): void {
  for (const key of ["score", "mask"] as const) {
    const values = judged[key];
    for (let v = 0; v < values.length; v++) sum[key][v] = (sum[key][v] as number) + scale * (values[v] as number);
  }
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

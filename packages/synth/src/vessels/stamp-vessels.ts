import { type Affine, CmbError, invertAffine, spacing, voxelCount } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import type { VesselPieces } from "./vessel-pieces.js";

/** How finely {@link stampVessels} looks into voxels. @since 0.1.0 */
export interface StampVesselsOptions {
  /** Largest distance of the points at which a voxel is looked at, in mm; 0.17 unless given. */
  readonly sampleSpacingMm?: number;
}

/** What {@link stampVessels} finds, i fastest. @since 0.1.0 */
export interface StampedVessels {
  /** Share of each voxel that is vessel, 0 to 1. */
  readonly share: Float32Array;
  /** What the vessels add to the mean susceptibility of each voxel: share times susceptibility, in ppm. */
  readonly susceptibilityPpm: Float32Array;
}

/**
 * The share of each voxel that vessels fill, and what that adds to its susceptibility.
 *
 * A piece is a capsule: a cylinder with round ends. Each voxel near it is looked at in a lattice of points; a point counts
 * by its distance d to the axis as `t²(3 − 2t)` with `t = clamp(1/2 + (r' − d) / w)`: an edge of width w, 1.5 times the
 * distance of the points, and `r' = sqrt(r² − w²/20)`, which keeps the area πr². Thinner vessels than the lattice
 * resolves keep their area by a weight below 1. Where pieces overlap the largest value counts, so that joints are not counted twice and stamping the
 * same pieces twice changes nothing.
 *
 * @param pieces - from `growVeinTrees`, or any straight pieces
 * @param grid - any shape and affine
 * @param options - see {@link StampVesselsOptions}
 * @returns two arrays of the grid's size
 * @throws CmbError `OUT_OF_RANGE` when the distance of the points is not above 0, `SINGULAR_AFFINE` when the grid is flat
 * @example
 * ```ts
 * import { stampVessels } from "@cmb/synth";
 * const pieces = {
 *   pointsMm: Float32Array.of(5, 5, -9, 5, 5, 19),
 *   radiiMm: Float32Array.of(0.4),
 *   trees: Uint32Array.of(0),
 *   families: Uint8Array.of(1),
 *   parents: Int32Array.of(-1),
 *   susceptibilitiesPpm: Float32Array.of(0.4),
 * };
 * const { share } = stampVessels(pieces, { shape: [10, 10, 10], affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] });
 * share[555]?.toFixed(2); // => "0.50"
 * ```
 * @since 0.1.0
 */
export function stampVessels(pieces: VesselPieces, grid: Grid, options: StampVesselsOptions = {}): StampedVessels {
  const { sampleSpacingMm = 0.17 } = options;
  if (!(sampleSpacingMm > 0)) {
    const message = `stampVessels: sampleSpacingMm is ${sampleSpacingMm}; give a length above 0`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "sampleSpacingMm", value: sampleSpacingMm, minimum: 0 });
  }
  const lattice = createLattice(grid, sampleSpacingMm);
  const capsules = nearbyCapsules(pieces, lattice);
  const lists = capsulesOfVoxels(capsules, lattice);
  const share = new Float32Array(voxelCount(grid.shape));
  const susceptibilityPpm = new Float32Array(share.length);
  fillVoxels({ lattice, capsules, lists }, share, susceptibilityPpm);
  return { share, susceptibilityPpm };
}

/** A grid, and the points at which each of its voxels is looked at. */
interface Lattice {
  readonly shape: Grid["shape"];
  readonly affine: Affine;
  readonly spacingMm: readonly [number, number, number];
  /** Offsets from the middle of a voxel, x, y, z in world mm. */
  readonly offsets: Float64Array;
  /** Width of a soft edge. */
  readonly edgeMm: number;
  /** From the middle of a voxel to its corner. */
  readonly reachMm: number;
}

function createLattice({ shape, affine }: Grid, sampleSpacingMm: number): Lattice {
  const spacingMm = spacing(affine);
  const counts = spacingMm.map((length) => Math.max(1, Math.ceil(length / sampleSpacingMm - 1e-6)));
  const [ci, cj, ck] = counts as [number, number, number];
  const offsets = new Float64Array(3 * ci * cj * ck);
  let at = 0;
  for (let k = 0; k < ck; k++) {
    for (let j = 0; j < cj; j++) {
      for (let i = 0; i < ci; i++) {
        const u = (i + 0.5) / ci - 0.5;
        const v = (j + 0.5) / cj - 0.5;
        const w = (k + 0.5) / ck - 0.5;
        for (let axis = 0; axis < 3; axis++) {
          const row = 4 * axis;
          offsets[at++] =
            (affine[row] as number) * u + (affine[row + 1] as number) * v + (affine[row + 2] as number) * w;
        }
      }
    }
  }
  const steps = spacingMm.map((length, axis) => length / (counts[axis] as number));
  // A little wider than the lattice: what its points see must not depend on how the vessel lies between them.
  const edgeMm = EDGE_PER_STEP * Math.max(...steps);
  return { shape, affine, spacingMm, offsets, edgeMm, reachMm: Math.hypot(...spacingMm) / 2 };
}

const EDGE_PER_STEP = 1.5;
/** Variance of the edge t²(3 − 2t) over its squared width. */
const EDGE_VARIANCE = 1 / 20;

/** Numbers of a capsule in `table`: start, axis, 1 / length², the radius that is drawn, weight, susceptibility. */
const CAPSULE = 10;

interface Capsules {
  readonly table: Float64Array;
  readonly count: number;
  /** First and last voxel along i, j and k that each one may touch. */
  readonly boxes: Int32Array;
}

// kernel: all pieces of a head are looked at for every patch
function nearbyCapsules(pieces: VesselPieces, { shape, affine, edgeMm }: Lattice): Capsules {
  const total = pieces.radiiMm.length;
  const table = new Float64Array(CAPSULE * total);
  const boxes = new Int32Array(6 * total);
  const inverse = invertAffine(affine);
  const at = (n: number): number => pieces.pointsMm[n] as number;
  const low = [0, 0, 0];
  const high = [0, 0, 0];
  let count = 0;
  for (let n = 0; n < total; n++) {
    const radius = pieces.radiiMm[n] as number;
    const drawn = Math.max(Math.sqrt(Math.max(0, radius * radius - EDGE_VARIANCE * edgeMm * edgeMm)), edgeMm / 2);
    const reach = drawn + edgeMm / 2;
    let touches = radius > 0;
    for (let axis = 0; axis < 3 && touches; axis++) {
      const row = 4 * axis;
      const [mx, my, mz] = [inverse[row] as number, inverse[row + 1] as number, inverse[row + 2] as number];
      const origin = inverse[row + 3] as number;
      const a = mx * at(6 * n) + my * at(6 * n + 1) + mz * at(6 * n + 2) + origin;
      const b = mx * at(6 * n + 3) + my * at(6 * n + 4) + mz * at(6 * n + 5) + origin;
      // How far a ball reaches along a voxel axis, whatever the angles of the axes.
      const margin = reach * Math.hypot(mx, my, mz);
      low[axis] = Math.max(0, Math.round(Math.min(a, b) - margin));
      high[axis] = Math.min((shape[axis] as number) - 1, Math.round(Math.max(a, b) + margin));
      touches = (low[axis] as number) <= (high[axis] as number);
    }
    if (!touches) continue;
    let squared = 0;
    for (let axis = 0; axis < 3; axis++) {
      const start = pieces.pointsMm[6 * n + axis] as number;
      const step = (pieces.pointsMm[6 * n + 3 + axis] as number) - start;
      table[CAPSULE * count + axis] = start;
      table[CAPSULE * count + 3 + axis] = step;
      squared += step * step;
      boxes[6 * count + axis] = low[axis] as number;
      boxes[6 * count + 3 + axis] = high[axis] as number;
    }
    table[CAPSULE * count + 6] = squared > 0 ? 1 / squared : 0;
    table[CAPSULE * count + 7] = drawn;
    table[CAPSULE * count + 8] = Math.min(1, (radius * radius) / (drawn * drawn + EDGE_VARIANCE * edgeMm * edgeMm));
    table[CAPSULE * count + 9] = pieces.susceptibilitiesPpm[n] as number;
    count++;
  }
  return { table, count, boxes };
}

interface CapsuleLists {
  /** Linear indices of the voxels that a capsule may touch. */
  readonly voxels: Int32Array;
  /** Where the list of each such voxel starts in `entries`, and one past the last. */
  readonly starts: Int32Array;
  readonly entries: Int32Array;
}

/** For each voxel the capsules that come near it, in their order. */
function capsulesOfVoxels(capsules: Capsules, lattice: Lattice): CapsuleLists {
  const counts = new Int32Array(voxelCount(lattice.shape));
  const pairs = nearPairs(capsules, lattice, counts);
  let touched = 0;
  for (let v = 0; v < counts.length; v++) if (counts[v] !== 0) touched++;
  const voxels = new Int32Array(touched);
  const starts = new Int32Array(touched + 1);
  let n = 0;
  let from = 0;
  for (let v = 0; v < counts.length; v++) {
    const count = counts[v] as number;
    if (count === 0) continue;
    voxels[n] = v;
    starts[n++] = from;
    counts[v] = from;
    from += count;
  }
  starts[n] = from;
  const entries = new Int32Array(from);
  for (let p = 0; p < pairs.count; p++) {
    const v = pairs.voxels[p] as number;
    const at = counts[v] as number;
    entries[at] = pairs.capsules[p] as number;
    counts[v] = at + 1;
  }
  return { voxels, starts, entries };
}

interface NearPairs {
  voxels: Int32Array<ArrayBuffer>;
  capsules: Int32Array<ArrayBuffer>;
  count: number;
}

function nearPairs(capsules: Capsules, lattice: Lattice, counts: Int32Array): NearPairs {
  const pairs = { voxels: new Int32Array(1 << 14), capsules: new Int32Array(1 << 14), count: 0 };
  const { boxes } = capsules;
  for (let capsule = 0; capsule < capsules.count; capsule++) {
    const side = (axis: number): number =>
      (boxes[6 * capsule + 3 + axis] as number) - (boxes[6 * capsule + axis] as number) + 1;
    const most = pairs.count + side(0) * side(1) * side(2);
    if (most > pairs.voxels.length) {
      pairs.voxels = grown(pairs.voxels, 2 * most);
      pairs.capsules = grown(pairs.capsules, 2 * most);
    }
    addNear({ capsules, lattice, capsule }, counts, pairs);
  }
  return pairs;
}

interface OneCapsule {
  readonly capsules: Capsules;
  readonly lattice: Lattice;
  readonly capsule: number;
}

/** The voxels that one capsule comes near. */
function addNear({ capsules, lattice, capsule }: OneCapsule, counts: Int32Array, pairs: NearPairs): void {
  const { table, boxes } = capsules;
  const { shape, affine, reachMm, edgeMm } = lattice;
  const [a, b, c, d, e, f, g, h, l, m, n, o] = affine;
  const point = new Float64Array(3);
  const start = CAPSULE * capsule;
  const reach = ((table[start + 7] as number) + edgeMm / 2 + reachMm) ** 2;
  const at = 6 * capsule;
  for (let k = boxes[at + 2] as number; k <= (boxes[at + 5] as number); k++) {
    for (let j = boxes[at + 1] as number; j <= (boxes[at + 4] as number); j++) {
      const row = shape[0] * (j + shape[1] * k);
      for (let i = boxes[at] as number; i <= (boxes[at + 3] as number); i++) {
        point[0] = a * i + b * j + c * k + d;
        point[1] = e * i + f * j + g * k + h;
        point[2] = l * i + m * j + n * k + o;
        if (squaredDistance(table, start, point) >= reach) continue;
        pairs.voxels[pairs.count] = row + i;
        pairs.capsules[pairs.count++] = capsule;
        counts[row + i] = (counts[row + i] as number) + 1;
      }
    }
  }
}

function grown(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}

function fillVoxels(
  { lattice, capsules: { table }, lists }: { lattice: Lattice; capsules: Capsules; lists: CapsuleLists },
  share: Float32Array,
  susceptibilityPpm: Float32Array,
): void {
  const { shape, affine, offsets } = lattice;
  const points = offsets.length / 3;
  const voxel: VoxelPoints = {
    centre: new Float64Array(3),
    best: new Float64Array(points),
    ppm: new Float64Array(points),
  };
  for (let n = 0; n < lists.voxels.length; n++) {
    const v = lists.voxels[n] as number;
    const i = v % shape[0];
    const j = ((v - i) / shape[0]) % shape[1];
    const k = Math.floor(v / (shape[0] * shape[1]));
    for (let axis = 0; axis < 3; axis++) {
      const row = 4 * axis;
      voxel.centre[axis] =
        (affine[row] as number) * i +
        (affine[row + 1] as number) * j +
        (affine[row + 2] as number) * k +
        (affine[row + 3] as number);
    }
    voxel.best.fill(0);
    voxel.ppm.fill(0);
    for (let entry = lists.starts[n] as number; entry < (lists.starts[n + 1] as number); entry++) {
      coverPoints(lattice, { table, at: CAPSULE * (lists.entries[entry] as number) }, voxel);
    }
    let sum = 0;
    let sumPpm = 0;
    for (let p = 0; p < points; p++) {
      sum += voxel.best[p] as number;
      sumPpm += (voxel.best[p] as number) * (voxel.ppm[p] as number);
    }
    share[v] = sum / points;
    susceptibilityPpm[v] = sumPpm / points;
  }
}

/** The points of one voxel: how far each is covered, and by what susceptibility. */
interface VoxelPoints {
  readonly centre: Float64Array;
  readonly best: Float64Array;
  readonly ppm: Float64Array;
}

// kernel: runs for every point of every voxel at every capsule, with nothing allocated or read twice
function coverPoints(
  { offsets, edgeMm, reachMm }: Lattice,
  { table, at }: { readonly table: Float64Array; readonly at: number },
  { centre, best, ppm }: VoxelPoints,
): void {
  const dx = (centre[0] as number) - (table[at] as number);
  const dy = (centre[1] as number) - (table[at + 1] as number);
  const dz = (centre[2] as number) - (table[at + 2] as number);
  const ax = table[at + 3] as number;
  const ay = table[at + 4] as number;
  const az = table[at + 5] as number;
  const perSquare = table[at + 6] as number;
  const drawn = table[at + 7] as number;
  const weight = table[at + 8] as number;
  const own = table[at + 9] as number;
  const inner = drawn - edgeMm / 2 - reachMm;
  if (inner > 0 && weight === 1 && squaredDistance(table, at, centre) < inner * inner) {
    for (let p = 0; p < best.length; p++) if ((best[p] as number) < 1) ppm[p] = own;
    best.fill(1);
    return;
  }
  const outer = (drawn + edgeMm / 2) ** 2;
  for (let p = 0; p < best.length; p++) {
    const x = dx + (offsets[3 * p] as number);
    const y = dy + (offsets[3 * p + 1] as number);
    const z = dz + (offsets[3 * p + 2] as number);
    const t = Math.min(1, Math.max(0, (x * ax + y * ay + z * az) * perSquare));
    const ex = x - t * ax;
    const ey = y - t * ay;
    const ez = z - t * az;
    const squared = ex * ex + ey * ey + ez * ez;
    if (squared >= outer) continue;
    const edge = Math.min(1, 0.5 + (drawn - Math.sqrt(squared)) / edgeMm);
    const value = weight * edge * edge * (3 - 2 * edge);
    if (value <= (best[p] as number)) continue;
    best[p] = value;
    ppm[p] = own;
  }
}

/** Squared distance of a point to the axis of the capsule at `at`. */
function squaredDistance(table: Float64Array, at: number, point: Float64Array): number {
  const dx = (point[0] as number) - (table[at] as number);
  const dy = (point[1] as number) - (table[at + 1] as number);
  const dz = (point[2] as number) - (table[at + 2] as number);
  const ax = table[at + 3] as number;
  const ay = table[at + 4] as number;
  const az = table[at + 5] as number;
  const t = Math.min(1, Math.max(0, (dx * ax + dy * ay + dz * az) * (table[at + 6] as number)));
  const ex = dx - t * ax;
  const ey = dy - t * ay;
  const ez = dz - t * az;
  return ex * ex + ey * ey + ez * ez;
}

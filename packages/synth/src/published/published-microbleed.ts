import { CmbError, type Rng } from "@cmb/core";
import { type Matrix3, rotationMatrix } from "../rotation-matrix.js";
import { drawPublishedVolume } from "./draw-published-volume.js";

/** Options of {@link publishedMicrobleed}. @since 0.1.0 */
export interface PublishedMicrobleedOptions {
  /** Native voxel size of the scan; the published scans have 0.94 × 0.94 × 1.75. */
  readonly spacingMm: readonly [number, number, number];
  /** Volume within half height; drawn from 0.8 to 20 unless given. */
  readonly volumeMm3?: number | undefined;
  /** Largest turn about each axis; 30, which the paper found best, unless given. */
  readonly rotationDegrees?: number | undefined;
}

/** A mask that multiplies a patch of a scan, and what it was made from. @since 0.1.0 */
export interface PublishedMicrobleed {
  /** 7 × 7 × 7 factors above 0 and up to 1, i fastest; 1 leaves a voxel as it is. */
  readonly factors: Float32Array;
  readonly volumeMm3: number;
  /** Standard deviations of the Gaussian along its own axes. */
  readonly sigmasMm: readonly [number, number, number];
  /** Turns about x, y and z in that order. */
  readonly anglesDegrees: readonly [number, number, number];
  /** From the centre of the patch, in native voxels. */
  readonly offsetVoxels: readonly [number, number, number];
  /** Whether the patch cuts off a part of what lies above half height: then the volume in it is smaller. */
  readonly truncated: boolean;
}

/** Native voxels of a patch along each axis. @since 0.1.0 */
export const PUBLISHED_PATCH_VOXELS = 7;

const SUPERSAMPLING = 10;
const SIDE = PUBLISHED_PATCH_VOXELS * SUPERSAMPLING;
/** r_min and r_max of the paper. */
const WIDTH_SHARE = [0.5, 0.9] as const;
const JITTER_CELLS = 5;
/** Half width at half height of a Gaussian over its standard deviation; the paper rounds it to 1.175. */
const HALF_WIDTH = Math.sqrt(2 * Math.LN2);

/**
 * The published synthetic microbleed: a random Gaussian as a mask that multiplies an SWI.
 *
 * On cells of a tenth of a voxel: a Gaussian anywhere within the central voxel, of a volume V within half height. With
 * `σ_t = (3V/4π)^⅓ / √(2 ln 2)`, σ_x and σ_y are σ_t times a uniform number from 0.5 to 0.9, and σ_z is what gives V
 * exactly. It is turned about all three axes, cut off at half height, mapped so that 1 lies there and beyond and 0 at the
 * peak, squared, and averaged over blocks of 10 × 10 × 10 cells.
 *
 * For comparison with work that used these: it has no field, no phase and no noise, does not know the echo time, and the
 * same mask is inserted at any slice thickness. Where the paper leaves room, this is ours: r_min is inside of the product
 * with σ_t, as dimensions demand; angles are uniform from −30° to 30° and applied about x, then y, then z; the histogram
 * of 175 real volumes, which is not published, is replaced by quantiles of 454 others within the 0.8 to 20 mm³ that the
 * paper shows; the darkest voxel is not matched to a distribution. A long one can leave the patch of 7³ voxels, which then
 * cuts it, on small voxels more often than on those of the paper: `truncated` says so.
 *
 * @param rng - a stream of its own for each
 * @param options - see {@link PublishedMicrobleedOptions}
 * @throws CmbError `OUT_OF_RANGE` when a voxel side, the volume or the angle is not a number that a scan has
 * @example
 * ```ts
 * import { createRng } from "@cmb/core";
 * import { publishedMicrobleed } from "@cmb/synth";
 * const { factors } = publishedMicrobleed(createRng(1), { spacingMm: [0.94, 0.94, 1.75], volumeMm3: 12 });
 * factors.length; // => 343
 * factors[0]; // => 1
 * ```
 * @see Momeni et al. 2021, Synthetic microbleeds generation for classifier training without ground truth,
 * doi:10.1016/j.cmpb.2021.106127
 * @since 0.1.0
 */
export function publishedMicrobleed(rng: Rng, options: PublishedMicrobleedOptions): PublishedMicrobleed {
  const { spacingMm, rotationDegrees = 30 } = options;
  for (const side of spacingMm) assertRange("spacingMm", side, [0.01, 30]);
  assertRange("rotationDegrees", rotationDegrees, [0, 180]);
  const volumeMm3 = options.volumeMm3 ?? drawPublishedVolume(rng.at("volume"));
  assertRange("volumeMm3", volumeMm3, [1e-3, 1e4]);
  const sigmasMm = drawSigmas(rng.at("width"), volumeMm3);
  const three = (stream: Rng, limit: number): [number, number, number] => [
    stream.uniform(-limit, limit),
    stream.uniform(-limit, limit),
    stream.uniform(-limit, limit),
  ];
  const anglesDegrees = three(rng.at("rotation"), rotationDegrees);
  const offsetCells = three(rng.at("jitter"), JITTER_CELLS);
  const rendered = renderFactors({ spacingMm, sigmasMm, offsetCells, turn: rotationMatrix(anglesDegrees) });
  const offsetVoxels = offsetCells.map((cells) => cells / SUPERSAMPLING) as [number, number, number];
  return { ...rendered, volumeMm3, sigmasMm, anglesDegrees, offsetVoxels };
}

function assertRange(name: string, value: number, [minimum, maximum]: readonly [number, number]): void {
  if (value >= minimum && value <= maximum) return;
  const message = `publishedMicrobleed: ${name} is ${value}; give a number from ${minimum} to ${maximum}`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum, maximum });
}

function drawSigmas(rng: Rng, volumeMm3: number): readonly [number, number, number] {
  const sigma = Math.cbrt((3 * volumeMm3) / (4 * Math.PI)) / HALF_WIDTH;
  const x = sigma * rng.uniform(...WIDTH_SHARE);
  const y = sigma * rng.uniform(...WIDTH_SHARE);
  return [x, y, volumeMm3 / ((4 / 3) * Math.PI * HALF_WIDTH ** 3 * x * y)];
}

interface Gaussian {
  readonly spacingMm: readonly [number, number, number];
  readonly sigmasMm: readonly [number, number, number];
  readonly offsetCells: readonly [number, number, number];
  readonly turn: Matrix3;
}

function renderFactors(gaussian: Gaussian): Pick<PublishedMicrobleed, "factors" | "truncated"> {
  const { spacingMm, sigmasMm, offsetCells, turn } = gaussian;
  const sums = new Float64Array(PUBLISHED_PATCH_VOXELS ** 3);
  const middle = (SIDE - 1) / 2;
  let truncated = false;
  const mm = (cell: number, axis: 0 | 1 | 2): number =>
    ((cell - middle - offsetCells[axis]) * spacingMm[axis]) / SUPERSAMPLING;
  for (let k = 0; k < SIDE; k++) {
    const z = mm(k, 2);
    for (let j = 0; j < SIDE; j++) {
      const y = mm(j, 1);
      for (let i = 0; i < SIDE; i++) {
        const x = mm(i, 0);
        // The transpose of the rotation turns a point of the patch into the axes of the Gaussian.
        const u = (turn[0] * x + turn[3] * y + turn[6] * z) / sigmasMm[0];
        const v = (turn[1] * x + turn[4] * y + turn[7] * z) / sigmasMm[1];
        const w = (turn[2] * x + turn[5] * y + turn[8] * z) / sigmasMm[2];
        const height = Math.exp(-0.5 * (u * u + v * v + w * w));
        const mapped = height > 0.5 ? 2 * (1 - height) : 1;
        sums[blockOf(i, j, k)] = (sums[blockOf(i, j, k)] as number) + mapped * mapped;
        truncated ||= height > 0.5 && onFace(i, j, k);
      }
    }
  }
  return { factors: Float32Array.from(sums, (sum) => sum / SUPERSAMPLING ** 3), truncated };
}

function blockOf(i: number, j: number, k: number): number {
  const n = PUBLISHED_PATCH_VOXELS;
  const [x, y, z] = [Math.floor(i / SUPERSAMPLING), Math.floor(j / SUPERSAMPLING), Math.floor(k / SUPERSAMPLING)];
  return x + n * (y + n * z);
}

function onFace(i: number, j: number, k: number): boolean {
  return i === 0 || j === 0 || k === 0 || i === SIDE - 1 || j === SIDE - 1 || k === SIDE - 1;
}

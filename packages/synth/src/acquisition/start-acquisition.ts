import { CmbError, type LongTaskOptions, type Rng, spacing, startLongTask, voxelToWorld } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { addPlanes } from "./add-planes.js";
import { assertProtocol } from "./assert-protocol.js";
import type { ComplexVolume } from "./complex-volume.js";
import { type ImagePositions, imagePositions } from "./image-positions.js";
import {
  type AxisEncoding,
  axisEncoding,
  encodeRows,
  type LineFactors,
  type SliceStack,
  transposeSlices,
} from "./in-plane-encoding.js";
import { kSpaceLines } from "./k-space-lines.js";
import type { Protocol } from "./protocol.js";
import { receiveField } from "./receive-field.js";
import { type SliceWeights, sliceWeights } from "./slice-weights.js";

/** What is acquired, and from where. @since 0.1.0 */
export interface AcquisitionOptions {
  readonly protocol: Protocol;
  /** Of the protocol's voxels, with axes that run along those of the simulated grid; see `imageGridWithin`. */
  readonly imageGrid: Grid;
  /** From it come receive field, ghosts, motion and noise: the same stream, the same ones, whatever the object is. */
  readonly rng: Rng;
}

/** An acquisition that is fed with planes. @since 0.1.0 */
export interface Acquisition {
  /**
   * Adds the signal of planes `firstPlane`, `firstPlane` + 1, … of the simulated grid; each plane once, in any order. Only
   * what the slices need is kept.
   *
   * @throws CmbError `SHAPE_MISMATCH` when the parts are not whole planes of the grid
   */
  readonly addPlanes: (signal: Pick<ComplexVolume, "real" | "imaginary">, firstPlane: number) => void;
  /** The image without noise; planes that were never added count as empty. */
  readonly finish: (options?: LongTaskOptions) => Promise<ComplexVolume>;
}

/** Voxels of a stack of slices that goes through k-space at a time. */
const STACK_VOXELS = 2 ** 21;

/**
 * Begins an acquisition without noise of a simulated grid that need not be in memory as a whole.
 *
 * Planes along the third axis are summed into slices as they come: by the slice profile in 2-D, by the point spread of
 * truncated k-space in 3-D. So memory holds the slices, at the resolution of the simulation, and the planes that are just
 * added. Then each slice goes through k-space in its plane. All of it is linear in the signal.
 *
 * @param grid - the simulated grid
 * @param options - see {@link AcquisitionOptions}
 * @returns the acquisition to feed
 * @throws CmbError as `assertProtocol`; `INVALID_ARGUMENT` when the axes or the voxels of the image are not those of the
 * grid and the protocol, `OUT_OF_RANGE` when the image lies outside of the grid
 * @since 0.1.0
 */
export function startAcquisition(grid: Grid, { protocol, imageGrid, rng }: AcquisitionOptions): Acquisition {
  assertProtocol(protocol);
  assertVoxels(imageGrid, protocol);
  const positions = imagePositions(grid, imageGrid);
  const slices = slicesOf(grid, positions[2], protocol);
  const [ni, nj, planes] = grid.shape;
  const area = ni * nj;
  const shape = [ni, nj, slices.length] as const;
  const sums = {
    real: new Float32Array(area * slices.length),
    imaginary: new Float32Array(area * slices.length),
    shape,
  };
  return {
    addPlanes: (signal, firstPlane) => {
      const count = wholePlanes(signal, area);
      if (!Number.isInteger(firstPlane) || firstPlane < 0 || firstPlane + count > planes) {
        const message = `acquire: planes ${firstPlane} to ${firstPlane + count - 1} are not all among the ${planes} of the grid`;
        throw new CmbError("SHAPE_MISMATCH", message, { expected: [planes], actual: [firstPlane, count] });
      }
      for (const part of ["real", "imaginary"] as const) {
        addPlanes(signal[part], { slices, area, firstPlane, count }, sums[part]);
      }
    },
    finish: async (options = {}) => {
      const task = startLongTask(slices.length, options);
      const encodings = encodingsOf(grid, positions, protocol);
      const atATime = Math.max(1, Math.floor(STACK_VOXELS / (ni * Math.max(nj, encodings[1].fine))));
      const out = emptyImage(imageGrid);
      for (let k = 0; k < slices.length; k += atATime) {
        const count = Math.min(atATime, slices.length - k);
        const stack = subStack(sums, k, count);
        const image = await encodeStack(stack, { encodings, protocol, rng, firstSlice: k, signal: options.signal });
        out.real.set(image.real, k * imageGrid.shape[0] * imageGrid.shape[1]);
        out.imaginary.set(image.imaginary, k * imageGrid.shape[0] * imageGrid.shape[1]);
        await task.advance("acquisition", k + count);
      }
      if (protocol.biasStrength > 0) multiplyByReceiveField(out, protocol.biasStrength, rng.at("receive field"));
      return out;
    },
  };
}

function assertVoxels(imageGrid: Grid, { spacingMm }: Protocol): void {
  const actual = spacing(imageGrid.affine);
  if (spacingMm.every((mm, axis) => Math.abs(mm / (actual[axis as 0] as number) - 1) < 1e-4)) return;
  const message = `acquire: the voxels of the image grid have ${actual} mm and those of the protocol ${spacingMm} mm; give a grid of the protocol, as imageGridWithin does`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "imageGrid", value: actual });
}

function wholePlanes({ real, imaginary }: Pick<ComplexVolume, "real" | "imaginary">, area: number): number {
  const count = real.length / area;
  if (real.length === imaginary.length && Number.isInteger(count)) return count;
  const message = `acquire: ${real.length} real and ${imaginary.length} imaginary parts are no whole planes of ${area} voxels`;
  throw new CmbError("SHAPE_MISMATCH", message, { expected: [area], actual: [real.length, imaginary.length] });
}

function slicesOf(grid: Grid, positions: Float64Array, protocol: Protocol): readonly SliceWeights[] {
  return sliceWeights({
    planes: grid.shape[2],
    planeSpacingMm: spacing(grid.affine)[2],
    positions,
    encoding: protocol.encoding,
    acquiredSpacingMm: protocol.acquiredSpacingMm[2],
    sliceProfile: protocol.sliceProfile,
    filter: protocol.kSpaceFilter,
  });
}

type Encodings = readonly [AxisEncoding, AxisEncoding];

function encodingsOf(grid: Grid, positions: ImagePositions, protocol: Protocol): Encodings {
  const simulatedMm = spacing(grid.affine);
  const along = (axis: 0 | 1): AxisEncoding => {
    const acquiredSpacingMm = protocol.acquiredSpacingMm[axis];
    const filter = protocol.kSpaceFilter;
    const encoded = { length: grid.shape[axis], spacingMm: simulatedMm[axis], acquiredSpacingMm, filter };
    return axisEncoding(encoded, positions[axis]);
  };
  return [along(0), along(1)];
}

function emptyImage({ shape, affine }: Grid): ComplexVolume {
  const voxels = shape[0] * shape[1] * shape[2];
  return { real: new Float32Array(voxels), imaginary: new Float32Array(voxels), shape, affine };
}

/** A view of some slices, which the transform overwrites. */
function subStack({ real, imaginary, shape }: SliceStack, first: number, count: number): SliceStack {
  const [ni, nj] = shape;
  const range = [first * ni * nj, (first + count) * ni * nj] as const;
  return { real: real.slice(...range), imaginary: imaginary.slice(...range), shape: [ni, nj, count] };
}

interface StackOptions {
  readonly encodings: Encodings;
  readonly protocol: Protocol;
  readonly rng: Rng;
  readonly firstSlice: number;
  readonly signal: AbortSignal | undefined;
}

async function encodeStack(stack: SliceStack, options: StackOptions): Promise<SliceStack> {
  const { encodings, protocol, rng, firstSlice, signal } = options;
  const last = encodings[1].weights.length - 1;
  // Slices of a 2-D scan are acquired one by one, each with movements of its own; those of a 3-D one all at once.
  const linesOf = (slice: number): LineFactors =>
    kSpaceLines(protocol, last, protocol.encoding === "2D" ? rng.at("lines", firstSlice + slice) : rng.at("lines"));
  const disturbed = protocol.ghost !== null || protocol.motion !== null;
  const lineFactors = disturbed ? linesOf : undefined;
  const columns = await encodeRows(stack, { encoding: encodings[1], lineFactors, signal });
  const rows = await encodeRows(transposeSlices(columns), { encoding: encodings[0], signal });
  return transposeSlices(rows);
}

function multiplyByReceiveField({ real, imaginary, shape, affine }: ComplexVolume, strength: number, rng: Rng): void {
  const field = receiveField(strength, rng);
  const [ni, nj, nk] = shape;
  for (let k = 0, v = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, v++) {
        const sensitivity = field(voxelToWorld(affine, [i, j, k]));
        real[v] = (real[v] as number) * sensitivity;
        imaginary[v] = (imaginary[v] as number) * sensitivity;
      }
    }
  }
}

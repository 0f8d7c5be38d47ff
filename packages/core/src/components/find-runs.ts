import type { Shape, VoxelArray } from "../volume.js";

/** The foreground of a mask as runs along i. @internal */
export interface Runs {
  /** For each run its first i and the i after its last. */
  readonly bounds: Int32Array;
  /** Index of the first run of each row (j, k), with one more entry at the end. */
  readonly rowFirst: Int32Array;
}

/**
 * The runs of voxels that are not 0, row by row.
 *
 * @internal
 */
export function findRuns(data: VoxelArray, [ni, nj, nk]: Shape): Runs {
  const bytes = foregroundBytes(data);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  const rowFirst = new Int32Array(nj * nk + 1);
  let bounds = new Int32Array(1024 + 2 * ni);
  let n = 0;
  for (let row = 0; row < nj * nk; row++) {
    if (n + ni + 2 > bounds.length) bounds = grown(bounds);
    n = appendRow(bytes, words, { from: row * ni, to: (row + 1) * ni, bounds, n });
    rowFirst[row + 1] = n / 2;
  }
  return { bounds, rowFirst };
}

/** The data if they are bytes that can be read four at a time, else 1 for each voxel that is not 0. */
function foregroundBytes(data: VoxelArray): Uint8Array {
  if (data instanceof Uint8Array && data.byteOffset % 4 === 0) return data;
  const bytes = new Uint8Array(data.length);
  for (let v = 0; v < bytes.length; v++) bytes[v] = Number(data[v] !== 0);
  return bytes;
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}

interface Row {
  readonly from: number;
  readonly to: number;
  readonly bounds: Int32Array;
  /** Bounds written so far; even. */
  readonly n: number;
}

/** Appends the bounds of one row's runs; returns how many bounds there are now. */
function appendRow(bytes: Uint8Array, words: Uint32Array, { from, to, bounds, n }: Row): number {
  let length = n;
  let before = 0;
  for (let v = from; v < to; v++) {
    if ((v & 3) === 0 && v + 4 <= to && ((words[v >> 2] as number) | before) === 0) {
      v += 3;
      continue;
    }
    // Written always and kept only at a change: no branch that a noisy mask could make the processor guess wrongly.
    const inside = Number(bytes[v] !== 0);
    bounds[length] = v - from;
    length += inside ^ before;
    before = inside;
  }
  bounds[length] = to - from;
  return length + before;
}

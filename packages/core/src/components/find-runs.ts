import type { Shape, VoxelArray } from "../volume.js";

/** The foreground of a mask as runs along i. @internal */
export interface Runs {
  /** For each run its first i and the i after its last. */
  readonly bounds: Uint16Array | Uint32Array;
  /** Index of the first run of each row (j, k), with one more entry at the end. */
  readonly rowFirst: Int32Array;
}

/** A mask as bytes whose rows start at whole words, so that four voxels can be looked at at once. */
interface Bytes {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  /** Bytes from one row to the next. */
  readonly stride: number;
}

/**
 * The runs of voxels that are not 0, row by row.
 *
 * @internal
 */
export function findRuns(data: VoxelArray, [ni, nj, nk]: Shape): Runs {
  const mask = toBytes(data, ni, nj * nk);
  const rowFirst = new Int32Array(nj * nk + 1);
  const firstRoom = Math.min(FIRST_ROOM, nj * nk * (mask.stride + 1));
  let bounds: Uint16Array | Uint32Array =
    mask.stride < 2 ** 16 ? new Uint16Array(firstRoom) : new Uint32Array(firstRoom);
  let length = 0;
  for (let row = 0; row < nj * nk; row++) {
    // A row has at most as many bounds as voxels, and one place is written beyond the last.
    if (length + mask.stride >= bounds.length) bounds = widened(bounds, nj * nk * (mask.stride + 1));
    length = appendRow(mask, row, bounds, length);
    rowFirst[row + 1] = length / 2;
  }
  return { bounds, rowFirst };
}

// Enough for a mask of lesions. Beyond it there is room for the worst mask at once, every other voxel: the host gives
// memory to the part that is written to, no more.
const FIRST_ROOM = 2 ** 15;

function widened(bounds: Uint16Array | Uint32Array, room: number): Uint16Array | Uint32Array {
  const larger = bounds instanceof Uint16Array ? new Uint16Array(room) : new Uint32Array(room);
  larger.set(bounds);
  return larger;
}

function toBytes(data: VoxelArray, ni: number, rows: number): Bytes {
  if (data instanceof Uint8Array && data.byteOffset % 4 === 0 && ni % 4 === 0) {
    return { bytes: data, words: new Int32Array(data.buffer, data.byteOffset, data.length / 4), stride: ni };
  }
  const stride = 4 * Math.ceil(ni / 4);
  const bytes = new Uint8Array(rows * stride);
  for (let row = 0; row < rows; row++) {
    if (data instanceof Uint8Array) bytes.set(data.subarray(row * ni, (row + 1) * ni), row * stride);
    else for (let i = 0; i < ni; i++) if (data[row * ni + i] !== 0) bytes[row * stride + i] = 1;
  }
  return { bytes, words: new Int32Array(bytes.buffer), stride };
}

/**
 * Appends the bounds of one row's runs; returns how many bounds there are now.
 *
 * A bound is written for every voxel and kept only where inside and outside meet, because a branch on each voxel of a
 * noisy mask costs more than the rest of the work. The padding of a row is 0 and ends its last run.
 */
function appendRow(
  { bytes, words, stride }: Bytes,
  row: number,
  bounds: Uint16Array | Uint32Array,
  length: number,
): number {
  const offset = row * stride;
  const lastWord = (offset + stride) >> 2;
  let n = length;
  let before = 0;
  for (let word = offset >> 2; word < lastWord; word++) {
    if (((words[word] as number) | before) === 0) {
      word = nextWord(words, word + 1, lastWord);
      if (word === lastWord) return n;
    }
    const v = 4 * word;
    const i = v - offset;
    const a = Number(bytes[v] !== 0);
    const b = Number(bytes[v + 1] !== 0);
    const c = Number(bytes[v + 2] !== 0);
    const d = Number(bytes[v + 3] !== 0);
    bounds[n] = i;
    n += before ^ a;
    bounds[n] = i + 1;
    n += a ^ b;
    bounds[n] = i + 2;
    n += b ^ c;
    bounds[n] = i + 3;
    n += c ^ d;
    before = d;
  }
  bounds[n] = stride;
  return n + before;
}

/** The first word that is not 0, or `last`. Most of a mask of lesions is empty, so four words are looked at together. */
function nextWord(words: Int32Array, from: number, last: number): number {
  let word = from;
  while (
    word + 4 <= last &&
    ((words[word] as number) |
      (words[word + 1] as number) |
      (words[word + 2] as number) |
      (words[word + 3] as number)) ===
      0
  ) {
    word += 4;
  }
  while (word < last && words[word] === 0) word++;
  return word;
}

import { type Mask, type Shape, voxelCount } from "@cmb/core";

/** A mask with one bit for each voxel; every row along i starts with a new word, at its lowest bit. */
export interface BitRows {
  readonly shape: Shape;
  readonly words: Int32Array;
  /** Words of one row. Bits beyond the end of a row mean nothing. */
  readonly perRow: number;
}

/** An empty grid. */
export function emptyRows(shape: Shape): BitRows {
  const perRow = (shape[0] + 31) >>> 5;
  return { shape, words: new Int32Array(perRow * shape[1] * shape[2]), perRow };
}

/** A bit for every voxel that is not 0. */
export function packRows({ data, shape }: Mask): BitRows {
  const rows = emptyRows(shape);
  const ni = shape[0];
  let word = 0;
  for (let start = 0; start < data.length; start += ni) {
    for (let from = start; from < start + ni; from += 32) {
      const to = Math.min(start + ni, from + 32);
      let bits = 0;
      for (let v = from; v < to; v++) bits |= Number(data[v] !== 0) << (v - from);
      rows.words[word++] = bits;
    }
  }
  return rows;
}

/** 0 and 1 for each voxel. */
export function unpackRows({ shape, words }: BitRows): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(voxelCount(shape));
  const ni = shape[0];
  let word = 0;
  for (let start = 0; start < data.length; start += ni) {
    for (let from = start; from < start + ni; from += 32) {
      const to = Math.min(start + ni, from + 32);
      const bits = words[word++] as number;
      if (bits === 0) continue;
      for (let v = from; v < to; v++) data[v] = (bits >>> (v - from)) & 1;
    }
  }
  return data;
}

/** What is not set, on the same grid. */
export function complementRows({ shape, words, perRow }: BitRows): BitRows {
  const complement = words.map((bits) => ~bits);
  const inLast = shape[0] & 31;
  if (inLast !== 0) {
    const kept = (1 << inLast) - 1;
    for (let last = perRow - 1; last < complement.length; last += perRow) {
      complement[last] = (complement[last] as number) & kept;
    }
  }
  return { shape, words: complement, perRow };
}

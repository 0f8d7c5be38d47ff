import type { LongTaskOptions, Volume } from "@cmb/core";
import { eachSlab } from "./each-slab.js";
import type { FieldRows } from "./smooth-field.js";

/** How {@link mapRows} goes. @internal */
export interface MapRowsOptions extends LongTaskOptions {
  readonly stage: string;
  /** The field along each row. */
  readonly field: FieldRows;
}

/**
 * A new volume from an old one and a field, a row at a time.
 *
 * @param volume - not touched
 * @param options - see {@link MapRowsOptions}
 * @param work - writes `out` from `start` on from the row of the field, of ni values
 * @internal
 */
export async function mapRows(
  volume: Volume,
  { stage, field, ...tools }: MapRowsOptions,
  work: (fieldRow: Float64Array, start: number, out: Float32Array) => void,
): Promise<Volume> {
  const [ni, nj, nk] = volume.shape;
  const out = new Float32Array(volume.data.length);
  const fieldRow = new Float64Array(ni);
  await eachSlab(nj * nk, { stage, slab: Math.ceil(131_072 / ni), ...tools }, (from, to) => {
    for (let row = from; row < to; row++) {
      field(row, fieldRow);
      work(fieldRow, row * ni, out);
    }
  });
  return { data: out, shape: volume.shape, affine: volume.affine };
}

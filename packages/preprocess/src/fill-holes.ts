import { componentRuns, type Mask, permuteAxes } from "@cmb/core";

/** What counts as a hole for {@link fillHoles}. @since 0.1.0 */
export interface FillHolesOptions {
  /**
   * `"volume"`: background that no path of face neighbours joins to the border of the grid. `"slices"`: the same within
   * each slice; for thick slices, where a cavity opens into the next slice, and for stacks that end inside of the head.
   */
  readonly within: "volume" | "slices";
  /** The axis across the slices, for `"slices"`; 2 (k) unless given. */
  readonly axis?: 0 | 1 | 2 | undefined;
}

/**
 * Fills the background that is enclosed by foreground.
 *
 * @param mask - 0 background, anything else foreground
 * @param options - see {@link FillHolesOptions}
 * @returns a new mask that holds all of `mask`
 * @since 0.1.0
 */
export function fillHoles(mask: Mask, { within, axis = 2 }: FillHolesOptions): Mask {
  if (within === "volume") return { ...mask, data: fillEnclosed(mask, true) };
  if (axis !== 2) {
    const [there, back] = axis === 1 ? ([ACROSS_J, ACROSS_J] as const) : ([ACROSS_I, FROM_ACROSS_I] as const);
    const turned = permuteAxes(mask, { order: there });
    return { ...permuteAxes(fillHoles(turned, { within }), { order: back }), affine: mask.affine };
  }
  const [ni, nj, nk] = mask.shape;
  const data = new Uint8Array(mask.data.length);
  for (let k = 0; k < nk; k++) {
    const slice = { ...mask, data: mask.data.subarray(ni * nj * k, ni * nj * (k + 1)), shape: [ni, nj, 1] as const };
    data.set(fillEnclosed(slice, false), ni * nj * k);
  }
  return { data, shape: mask.shape, affine: mask.affine };
}

const ACROSS_J = [0, 2, 1] as const;
const ACROSS_I = [1, 2, 0] as const;
const FROM_ACROSS_I = [2, 0, 1] as const;

/** Foreground everywhere, save for the background objects that reach the border; across k only where that is open. */
function fillEnclosed({ data, shape, affine }: Mask, openAcrossK: boolean): Uint8Array<ArrayBuffer> {
  const [ni, nj, nk] = shape;
  const background = new Uint8Array(data.length);
  for (let v = 0; v < data.length; v++) background[v] = Number(data[v] === 0);
  const { first, end, label, count } = componentRuns({ data: background, shape, affine }, { connectivity: 6 });
  const outside = new Uint8Array(count + 1);
  for (let run = 0; run < first.length; run++) {
    const row = Math.floor((first[run] as number) / ni);
    const [j, k] = [row % nj, Math.floor(row / nj)];
    const atEnd = first[run] === row * ni || end[run] === (row + 1) * ni;
    const atFace = j === 0 || j === nj - 1 || (openAcrossK && (k === 0 || k === nk - 1));
    if (atEnd || atFace) outside[label[run] as number] = 1;
  }
  const filled = background.fill(1);
  for (let run = 0; run < first.length; run++) {
    if (outside[label[run] as number] === 1) filled.fill(0, first[run], end[run]);
  }
  return filled;
}

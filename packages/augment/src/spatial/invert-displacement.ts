import { type Affine, invertAffine } from "@cmb/core";
import { newRowPositions, type RowPositions } from "@cmb/preprocess";
import type { DisplacementField } from "./displacement-field.js";
import { multiplyInto } from "./multiply-into.js";
import { addDisplacementsInto, fieldInUnits } from "./oblique-field-rows.js";

const IDENTITY: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/**
 * Shares of a step that are taken, one after the other until the search ends. Whole steps are fastest and can swing about
 * the place where a field stretches by more than its own length; shorter ones do not.
 */
const STEPS = [1, 0.6, 0.3];
const TRIES = 40;

/**
 * Replaces positions p by the places y from which the field leads to them, `y + displacement(y) = p`.
 *
 * Fixed-point iteration, which ends at a place for every field that does not fold.
 *
 * @param field - which does not fold
 * @param toleranceMm - the largest change of the last step
 */
export function displacementInverse(field: DisplacementField, toleranceMm: number): (positions: RowPositions) => void {
  const inMm = fieldInUnits(field, IDENTITY);
  const toControl = invertAffine(field.controlAffine);
  return (positions) => {
    const length = positions.i.length;
    const [control, at, reached] = [newRowPositions(length), copyOf(positions), newRowPositions(length)];
    for (const share of STEPS) {
      for (let n = 0; n < TRIES; n++) {
        multiplyInto(toControl, at, control);
        copyInto(at, reached);
        addDisplacementsInto(inMm, control, reached);
        const off = Math.max(
          stepInto(at.i, positions.i, { reached: reached.i, share }),
          stepInto(at.j, positions.j, { reached: reached.j, share }),
          stepInto(at.k, positions.k, { reached: reached.k, share }),
        );
        if (off < toleranceMm) return copyInto(at, positions);
      }
    }
    copyInto(at, positions);
  };
}

interface Step {
  /** Where the places lead. */
  readonly reached: Float64Array;
  readonly share: number;
}

/** Moves places by what they miss; returns the largest miss. */
function stepInto(at: Float64Array, wanted: Float64Array, { reached, share }: Step): number {
  let most = 0;
  for (let t = 0; t < at.length; t++) {
    const miss = (wanted[t] as number) - (reached[t] as number);
    at[t] = (at[t] as number) + share * miss;
    most = Math.max(most, Math.abs(miss));
  }
  return most;
}

function copyOf({ i, j, k }: RowPositions): RowPositions {
  return { i: i.slice(), j: j.slice(), k: k.slice() };
}

function copyInto(from: RowPositions, to: RowPositions): void {
  to.i.set(from.i);
  to.j.set(from.j);
  to.k.set(from.k);
}

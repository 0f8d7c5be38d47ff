import type { Mask, Volume } from "@cmb/core";
import { faceNeighboursInto } from "./face-neighbours.js";

/** Tissue this much darker than its surroundings is bone, air or dura when it touches the outside. */
const RIM_DARKNESS = 0.2;

/**
 * Takes out of the brain what is dark and hangs together with the outside of it, within the rim that `interior` leaves
 * out.
 *
 * A brain mask takes in some bone, air and dura, and each dent of its edge would be a dark blob. Only the rim is
 * cleared: a vein that runs inwards from there keeps its inner part.
 *
 * @param darkness - 0 outside of the mask; set to 0 where cleared
 * @param mask - the brain; set to 0 where cleared
 * @param interior - the brain without its rim
 */
export function clearRimInto(darkness: Volume, mask: Mask, interior: Mask): void {
  const { data, shape } = darkness;
  const around = new Int32Array(6);
  const reached: number[] = [];
  // Taken out of the mask at once: what lies behind it then touches the outside as well.
  const clear = (v: number): void => {
    data[v] = 0;
    mask.data[v] = 0;
    reached.push(v);
  };
  const isDark = (v: number): boolean =>
    mask.data[v] !== 0 && interior.data[v] === 0 && (data[v] as number) > RIM_DARKNESS;
  for (let v = 0; v < data.length; v++) {
    if (!isDark(v)) continue;
    const n = faceNeighboursInto(v, shape, around);
    if (around.subarray(0, n).some((w) => mask.data[w] === 0)) clear(v);
  }
  for (let v = reached.pop(); v !== undefined; v = reached.pop()) {
    const n = faceNeighboursInto(v, shape, around);
    for (const w of around.slice(0, n)) if (isDark(w)) clear(w);
  }
}

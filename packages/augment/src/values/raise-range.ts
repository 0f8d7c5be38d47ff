import type { LongTaskOptions, Volume } from "@cmb/core";
import { eachSlab } from "./each-slab.js";
import { signedPowerTable } from "./power-table.js";
import { scaleAndShift } from "./scale-and-shift.js";
import { meanAndDeviation } from "./statistics.js";

/** How {@link raiseRange} raises. @internal */
export interface Raise {
  readonly gamma: number;
  readonly retainStatistics: boolean;
  /** What becomes 0 before the power, and what the difference to the value that becomes 1 is. */
  readonly from: number;
  readonly scale: number;
}

/** Values that stay in the nearest cache between three loops over them. */
const NEAR = 4096;

/** The image with a range of it taken for 0 to 1, raised to a power and put back. @internal */
export async function raiseRange(
  volume: Volume,
  { gamma, retainStatistics, from, scale }: Raise,
  tools: LongTaskOptions,
): Promise<Volume> {
  const { data } = volume;
  if (gamma === 1 || scale === 0) return { ...volume, data: data.slice() };
  const power = signedPowerTable(gamma);
  const toUnit = 1 / scale;
  const plain = from === 0 && scale === 1;
  const out = plain ? data.slice() : new Float32Array(data.length);
  const raise = (first: number, end: number): void => {
    for (let v = first; v < end; v++) out[v] = ((data[v] as number) - from) * toUnit;
    power(out, first, end);
    for (let v = first; v < end; v++) out[v] = (out[v] as number) * scale + from;
  };
  await eachSlab(data.length, { stage: "gamma", ...tools }, (first, end) => {
    if (plain) power(out, first, end);
    else for (let v = first; v < end; v += NEAR) raise(v, Math.min(end, v + NEAR));
  });
  const raised = { ...volume, data: out };
  if (!retainStatistics) return raised;
  const before = meanAndDeviation(data);
  const after = meanAndDeviation(out);
  const factor = after.deviation === 0 ? 0 : before.deviation / after.deviation;
  return scaleAndShift(raised, factor, before.mean - after.mean * factor);
}

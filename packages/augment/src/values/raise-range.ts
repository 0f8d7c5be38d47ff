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

/** The image with a range of it taken for 0 to 1, raised to a power and put back. @internal */
export async function raiseRange(
  volume: Volume,
  { gamma, retainStatistics, from, scale }: Raise,
  tools: LongTaskOptions,
): Promise<Volume> {
  const { data } = volume;
  const out = data.slice();
  if (gamma === 1 || scale === 0) return { ...volume, data: out };
  const power = signedPowerTable(gamma);
  const toUnit = 1 / scale;
  const plain = from === 0 && scale === 1;
  await eachSlab(data.length, { stage: "gamma", ...tools }, (first, end) => {
    if (!plain) for (let v = first; v < end; v++) out[v] = ((data[v] as number) - from) * toUnit;
    power(out, first, end);
    if (!plain) for (let v = first; v < end; v++) out[v] = (out[v] as number) * scale + from;
  });
  const raised = { ...volume, data: out };
  if (!retainStatistics) return raised;
  const before = meanAndDeviation(data);
  const after = meanAndDeviation(out);
  const factor = after.deviation === 0 ? 0 : before.deviation / after.deviation;
  return scaleAndShift(raised, factor, before.mean - after.mean * factor);
}

import type { LesionChannel } from "../manifest/model-manifest.js";
import type { BlendedSlice } from "./blended-slices.js";

/**
 * The mean probabilities of several networks, slice by slice. A channel that only some of them have is the mean of those.
 *
 * @param networks - slices of the same box in the same order from each
 */
export async function* averageSlices(
  networks: readonly AsyncGenerator<BlendedSlice, void, undefined>[],
): AsyncGenerator<BlendedSlice, void, undefined> {
  for (;;) {
    const slices: BlendedSlice[] = [];
    // One after the other: two networks at once would share the processor and double the memory.
    for (const network of networks) {
      const next = await network.next();
      if (!next.done) slices.push(next.value);
    }
    const [first] = slices;
    if (first === undefined) return;
    yield slices.length === 1 ? first : meanOf(first.k, slices);
  }
}

function meanOf(k: number, slices: readonly BlendedSlice[]): BlendedSlice {
  const names = new Set(slices.flatMap(({ channels }) => Object.keys(channels) as LesionChannel[]));
  const mean: Partial<Record<LesionChannel, Float32Array>> = {};
  for (const name of names) {
    const of = slices.map(({ channels }) => channels[name]).filter((values) => values !== undefined);
    mean[name] = Float32Array.from(of[0] as Float32Array, (_, v) => {
      let sum = 0;
      for (const values of of) sum += values[v] as number;
      return sum / of.length;
    });
  }
  return { k, channels: mean };
}

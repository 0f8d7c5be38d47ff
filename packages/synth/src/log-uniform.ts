import type { Rng } from "@cmb/core";

/** From `low`, above 0, to `high`, uniform in the logarithm; one draw of the stream. @internal */
export function logUniform(rng: Rng, low: number, high: number): number {
  return low * (high / low) ** rng.uniform();
}

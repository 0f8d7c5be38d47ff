import { assertSamePlace, CmbError, type Volume, type VoxelArray } from "@cmb/core";
import { assertEchoes, assertEchoTimes } from "./combine-echoes.js";

/** What {@link combineEchoPhases} needs to know. @since 0.1.0 */
export interface CombineEchoPhasesOptions {
  readonly echoTimesMs: readonly number[];
  /** The echo time at which the phase would look like the result; the longest one unless given. */
  readonly referenceEchoTimeMs?: number | undefined;
}

/**
 * One high-passed phase out of several echoes: the field that fits all of them, as phase at a reference echo time.
 *
 * Least squares with the noise of each echo: `TE₀ Σ m² TE φ / Σ m² TE²`. CLEAR-SWI weighs the fields by `m TE` instead
 * of `m² TE²`. For phase without wraps: high-passed, or unwrapped over echoes.
 *
 * @param phases - high-passed phase of each echo in radians; an echo that is NaN in a voxel is left out there
 * @param magnitudes - one for each phase, on the same grid
 * @param options - see {@link CombineEchoPhasesOptions}
 * @returns a new float32 volume in radians; NaN where no echo has signal
 * @throws CmbError `EMPTY_VOLUME` when there is no echo, `SHAPE_MISMATCH` when grids or numbers of echoes differ,
 * `OUT_OF_RANGE` when an echo time is not above 0
 * @since 0.1.0
 */
export function combineEchoPhases(
  phases: readonly Volume<VoxelArray>[],
  magnitudes: readonly Volume<VoxelArray>[],
  { echoTimesMs, referenceEchoTimeMs = Math.max(...echoTimesMs) }: CombineEchoPhasesOptions,
): Volume {
  const first = assertEchoes("combineEchoPhases", phases);
  assertSamePlace("combineEchoPhases", first, assertEchoes("combineEchoPhases", magnitudes));
  assertEchoTimes("combineEchoPhases", echoTimesMs, phases.length);
  assertEchoTimes("combineEchoPhases", [referenceEchoTimeMs], 1);
  if (magnitudes.length !== phases.length) {
    const message = `combineEchoPhases: there are ${phases.length} phases and ${magnitudes.length} magnitudes; give one for each echo`;
    throw new CmbError("SHAPE_MISMATCH", message, { expected: [phases.length], actual: [magnitudes.length] });
  }
  const { shape, affine } = first;
  const data = new Float32Array(first.data.length);
  for (let v = 0; v < data.length; v++) {
    let sum = 0;
    let weights = 0;
    for (let echo = 0; echo < phases.length; echo++) {
      const phase = phases[echo]?.data[v] as number;
      const reach = (magnitudes[echo]?.data[v] as number) * (echoTimesMs[echo] as number);
      if (!Number.isFinite(phase) || !Number.isFinite(reach)) continue;
      sum += (reach * reach * phase) / (echoTimesMs[echo] as number);
      weights += reach * reach;
    }
    data[v] = (referenceEchoTimeMs * sum) / weights;
  }
  return { data, shape, affine };
}

import { createRng, type Rng } from "@cmb/core";
import { assertOptions, type OptionChecks, refusedOption } from "./definition/check-options.js";

/** Which sample of a training it is. @since 0.1.0 */
export interface SampleId {
  /** Name or number of the scan or patch. */
  readonly sampleId: string | number;
  /** From 0; 0 unless given. */
  readonly epoch?: number | undefined;
}

// Whole and negative numbers are told apart by the stream.
const SAMPLE_CHECKS: OptionChecks<SampleId> = {
  sampleId: { wants: "a name or a number", accepts: (value) => typeof value === "string" || typeof value === "number" },
  epoch: { wants: "a whole number from 0", accepts: (value) => typeof value === "number" },
};

/**
 * The random stream of one sample: the same in every worker, in any order, alone or with others.
 *
 * @param seed - of the training, a whole number
 * @param sample - see {@link SampleId}
 * @returns a stream for `augment`
 * @throws CmbError `INVALID_ARGUMENT` without a `sampleId`, or for a name that is unknown; `OUT_OF_RANGE` when a number is not whole or negative
 * @example
 * ```ts
 * import { augmentationRng } from "@cmb/augment";
 * const rng = augmentationRng(7, { sampleId: "sub-03", epoch: 12 });
 * rng.uint32() === augmentationRng(7, { sampleId: "sub-03", epoch: 12 }).uint32(); // => true
 * ```
 * @since 0.1.0
 */
export function augmentationRng(seed: number, sample: SampleId): Rng {
  assertOptions<SampleId>("augmentationRng", SAMPLE_CHECKS, sample);
  const { sampleId, epoch = 0 } = sample ?? {};
  // Every sample would get one stream.
  if (sampleId === undefined) throw refusedOption("augmentationRng.sampleId", sampleId, SAMPLE_CHECKS.sampleId.wants);
  return createRng(seed, "augment", sampleId, epoch);
}

import { createRng, type Rng } from "@cmb/core";

/** Which sample of a training it is. @since 0.1.0 */
export interface SampleId {
  /** Name or number of the scan or patch. */
  readonly sampleId: string | number;
  /** From 0; 0 unless given. */
  readonly epoch?: number | undefined;
}

/**
 * The random stream of one sample: the same in every worker, in any order, alone or with others.
 *
 * @param seed - of the training, a whole number
 * @param sample - see {@link SampleId}
 * @returns a stream for `augment`
 * @throws CmbError `OUT_OF_RANGE` when a number is not whole or negative
 * @example
 * ```ts
 * import { augmentationRng } from "@cmb/augment";
 * const rng = augmentationRng(7, { sampleId: "sub-03", epoch: 12 });
 * rng.uint32() === augmentationRng(7, { sampleId: "sub-03", epoch: 12 }).uint32(); // => true
 * ```
 * @since 0.1.0
 */
export function augmentationRng(seed: number, { sampleId, epoch = 0 }: SampleId): Rng {
  return createRng(seed, "augment", sampleId, epoch);
}

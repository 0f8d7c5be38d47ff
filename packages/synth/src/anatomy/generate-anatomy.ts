import { affineFromSpacing, CmbError, createVolume, type LongTaskOptions, type Shape, startLongTask } from "@cmb/core";
import type { Anatomy } from "./anatomy.js";
import { blendTissues } from "./blend-tissues.js";
import { createHead } from "./head.js";
import { TISSUES } from "./tissue.js";

/** What {@link generateAnatomy} takes. @since 0.1.0 */
export interface GenerateAnatomyOptions extends LongTaskOptions {
  /** Voxel size in mm; 1 unless given. */
  readonly spacingMm?: number | undefined;
  /** Size relative to an adult head; 1 unless given. */
  readonly headScale?: number | undefined;
}

/**
 * A whole head made by rule, no label map needed.
 *
 * @param seed - whole number; the same seed gives the same head
 * @param options - see {@link GenerateAnatomyOptions}
 * @returns tissues on an axis-aligned grid
 * @throws CmbError `OUT_OF_RANGE` when a number is not positive; the signal's reason when it was stopped
 * @since 0.1.0
 */
export async function generateAnatomy(
  seed: number,
  { spacingMm = 1, headScale = 1, signal, onProgress }: GenerateAnatomyOptions = {},
): Promise<Anatomy> {
  if (!(spacingMm > 0 && headScale > 0)) {
    throw new CmbError("OUT_OF_RANGE", "generateAnatomy: not positive", { name: "spacingMm", value: spacingMm });
  }
  const head = createHead(seed, { scale: headScale });
  const n = (extent: number): number => Math.ceil((extent * headScale) / spacingMm);
  const shape: Shape = [n(170), n(210), n(165)];
  const origin = [-(shape[0] - 1) / 2, -(shape[1] - 1) / 2, -(shape[2] - 1) / 2].map((x) => x * spacingMm);
  const affine = affineFromSpacing([spacingMm, spacingMm, spacingMm], origin as [number, number, number]);
  const data = new Uint8Array(shape[0] * shape[1] * shape[2]);
  const values = Float64Array.from(TISSUES, (_, index) => index);
  const task = startLongTask(shape[2], { signal, onProgress });
  let v = 0;
  for (let k = 0; k < shape[2]; k++) {
    await task.advance("Anatomy", k);
    for (let j = 0; j < shape[1]; j++) {
      for (let i = 0; i < shape[0]; i++, v++) {
        const point = [affine[3] + i * spacingMm, affine[7] + j * spacingMm, affine[11] + k * spacingMm] as const;
        data[v] = Math.round(blendTissues(head, point, { values, rampMm: 1e-9 }));
      }
    }
  }
  await task.advance("Anatomy", shape[2]);
  return { tissues: createVolume(data, shape, affine) };
}

import {
  affineFromSpacing,
  CmbError,
  createRng,
  type LongTaskOptions,
  type Shape,
  startLongTask,
  voxelCount,
} from "@cmb/core";
import type { Anatomy } from "./anatomy.js";
import { generatedTissue } from "./generated/generated-tissue.js";
import { createHeadPlan } from "./generated/head-plan.js";
import { HEAD_EXTENT } from "./generated/head-surfaces.js";

/** What {@link generateAnatomy} takes. @since 0.1.0 */
export interface GenerateAnatomyOptions extends LongTaskOptions {
  /** Voxel size in mm; 1 unless given. */
  readonly spacingMm?: number | undefined;
  /** Size relative to an adult head; 1 unless given. A smaller head takes less time and memory. */
  readonly headScale?: number | undefined;
}

/**
 * A whole head, drawn by rule: no label map is needed.
 *
 * Cerebrum with folded cortex, nuclei, ventricles with plexus, brainstem and cerebellum with folia; falx, tentorium,
 * dura and sinuses; skull with marrow and air cells; eyes, muscles, fat and skin, down to the neck. Each seed has its
 * own folds, width of ventricles and sulci, thickness and pneumatisation of the skull, and is bent in its own way. It is
 * no atlas: places and sizes are those of a textbook, the gyri have no names.
 *
 * @param seed - a whole number, 0 to 2⁵³ − 1; the same seed gives the same head
 * @param options - see {@link GenerateAnatomyOptions}
 * @returns tissues on a grid along RAS; the origin of the world is at the anterior commissure
 * @throws CmbError `OUT_OF_RANGE` when the seed is no such number, the spacing is not from 0.3 to 5 mm or the scale not
 * from 0.1 to 2; the signal's reason when it was stopped
 * @example
 * ```ts
 * import { generateAnatomy, TISSUES } from "@cmb/synth";
 * const { tissues } = await generateAnatomy(7, { spacingMm: 4 });
 * tissues.shape; // => [45, 60, 53]
 * tissues.data.includes(TISSUES.indexOf("thalamus")); // => true
 * ```
 * @since 0.1.0
 */
export async function generateAnatomy(seed: number, options: GenerateAnatomyOptions = {}): Promise<Anatomy> {
  const { spacingMm = 1, headScale = 1 } = options;
  assertRange("spacingMm", spacingMm, [0.3, 5]);
  assertRange("headScale", headScale, [0.1, 2]);
  const plan = createHeadPlan(createRng(seed, "anatomy"));
  const { shape, firstVoxel } = gridOver(spacingMm / headScale);
  const originMm = firstVoxel.map((n) => n * spacingMm) as [number, number, number];
  const data = new Uint8Array(voxelCount(shape));
  const step = spacingMm / headScale;
  const task = startLongTask(shape[2], options);
  let v = 0;
  for (let k = 0; k < shape[2]; k++) {
    await task.advance("Anatomy", k);
    const z = (firstVoxel[2] + k) * step;
    for (let j = 0; j < shape[1]; j++) {
      const y = (firstVoxel[1] + j) * step;
      for (let i = 0; i < shape[0]; i++, v++) data[v] = generatedTissue(plan, [(firstVoxel[0] + i) * step, y, z]);
    }
  }
  await task.advance("Anatomy", shape[2]);
  return { tissues: { data, shape, affine: affineFromSpacing([spacingMm, spacingMm, spacingMm], originMm) } };
}

/** Whole multiples of the step, so that voxels lie in the midplane whatever the step. */
function gridOver(step: number): { readonly shape: Shape; readonly firstVoxel: readonly [number, number, number] } {
  const { fromMm, toMm } = HEAD_EXTENT;
  const first = (axis: 0 | 1 | 2): number => Math.floor(fromMm[axis] / step);
  const count = (axis: 0 | 1 | 2): number => Math.ceil(toMm[axis] / step) - first(axis) + 1;
  return { shape: [count(0), count(1), count(2)], firstVoxel: [first(0), first(1), first(2)] };
}

function assertRange(name: string, value: number, [minimum, maximum]: readonly [number, number]): void {
  if (value >= minimum && value <= maximum) return;
  const message = `generateAnatomy: ${name} is ${value}; give a number from ${minimum} to ${maximum}`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum, maximum });
}

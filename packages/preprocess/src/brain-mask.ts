import { type LongTaskOptions, type Mask, startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import { blockMeans } from "./block-means.js";
import { coarseGrid, interpolateToFine } from "./coarse-grid.js";
import { dilate } from "./dilate.js";
import { erode } from "./erode.js";
import { fillHoles } from "./fill-holes.js";
import { largestComponent } from "./largest-component.js";
import { otsuThreshold } from "./otsu-threshold.js";

/** What {@link brainMask} can be told. @since 0.1.0 */
export interface BrainMaskOptions extends LongTaskOptions {
  /** How far from the brain's edge `interior` stays, in mm; 3 unless given. */
  readonly edgeMm?: number | undefined;
}

/** What {@link brainMask} finds. @since 0.1.0 */
export interface BrainMask {
  /** The brain with its dark parts: veins, iron, microbleeds, ventricles. */
  readonly mask: Mask;
  /** `mask` without the rim of `edgeMm`. */
  readonly interior: Mask;
}

/** Brain region. @since 0.1.0 */
export async function brainMask(
  volume: Volume<VoxelArray>,
  { edgeMm = 3, signal, onProgress }: BrainMaskOptions = {},
): Promise<BrainMask> {
  const task = startLongTask(4, { signal, onProgress });
  const grid = coarseGrid(volume, 2);
  const coarse = blockMeans(volume, grid);
  await task.advance("brain mask", 1);
  const threshold = otsuThreshold(coarse.data);
  const head: Mask = { ...coarse, data: Uint8Array.from(coarse.data, (value) => (value > threshold ? 1 : 0)) };
  const core = largestComponent(erode(head, { radiusMm: 4 }), { connectivity: 6 });
  const brain = fillHoles(dilate(core, { radiusMm: 5 }), { within: "slices" });
  await task.advance("brain mask", 2);
  const mask = atLeastHalf(interpolateToFine(Float32Array.from(brain.data), grid));
  await task.advance("brain mask", 3);
  const inner = erode(brain, { radiusMm: edgeMm });
  const interior = atLeastHalf(interpolateToFine(Float32Array.from(inner.data), grid));
  await task.advance("brain mask", 4);
  return { mask, interior };
}

function atLeastHalf({ data, shape, affine }: Volume): Mask {
  const out = new Uint8Array(data.length);
  for (let v = 0; v < out.length; v++) out[v] = (data[v] as number) >= 0.5 ? 1 : 0;
  return { data: out, shape, affine };
}

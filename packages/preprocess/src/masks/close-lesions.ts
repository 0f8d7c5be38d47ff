import { type Components, type Mask, type RegionStatistics, regionStatistics, type Shape } from "@cmb/core";
import { fillHoles } from "../fill-holes.js";
import { largestComponent } from "../largest-component.js";
import { runAtOnce, type WorkSteps } from "../work-steps.js";
import { closeByCross } from "./cross.js";
import { boxAround, clippedBox, cutBox, forEachVoxelOfBox, type VoxelBox } from "./voxel-box.js";

/** What {@link closeLesions} can be told. @since 0.1.0 */
export interface CloseLesionsOptions {
  /** How often each lesion is dilated and then eroded by the voxel and its six face neighbours; 2 unless given. */
  readonly steps?: number | undefined;
  /** Fills the holes of each lesion after closing it; `"keep"` unless given. */
  readonly holes?: "keep" | "fill" | undefined;
  /**
   * What lies beyond the grid: `"unknown"` unless given, so that a lesion keeps its voxels at the edge of the grid;
   * `"background"` as published, where the erosion takes them away.
   */
  readonly beyondGrid?: "unknown" | "background" | undefined;
  /** Where two closed lesions meet: `"union"` unless given; `"sum"` as published, so that the mask gets values of 2 and more. */
  readonly overlap?: "union" | "sum" | undefined;
}

/**
 * Closes each lesion by itself, keeps the largest object of each by face neighbours, and puts them together.
 *
 * Closing lesion by lesion cannot bridge the gap between two; closing the mask would.
 *
 * @param components - labels from 1 to count
 * @param options - see {@link CloseLesionsOptions}
 * @returns a mask; values above 1 only with `overlap: "sum"`
 * @throws CmbError `OUT_OF_RANGE` when a label is larger than `count`
 * @since 0.1.0
 */
export function closeLesions(components: Components, options: CloseLesionsOptions = {}): Mask {
  return runAtOnce(closeLesionsSteps(components, options));
}

/** {@link closeLesions}, giving way within and between lesions. */
export function* closeLesionsSteps(components: Components, options: CloseLesionsOptions): WorkSteps<Mask> {
  const { shape, affine } = components.labels;
  const data = new Uint8Array(components.labels.data.length);
  for (const lesion of regionStatistics(components)) {
    if (lesion.sizeVoxels === 0) continue;
    const box = boxOfLesion(lesion, shape, options);
    const closed = yield* closedLesion(components, { box, label: lesion.label, options });
    forEachVoxelOfBox(box, shape, (inBox, inGrid) => {
      if (closed.data[inBox] === 0) return;
      data[inGrid] = options.overlap === "sum" ? (data[inGrid] as number) + 1 : 1;
    });
    yield;
  }
  return { data, shape, affine };
}

/** Room for the dilation; beyond the edge of the grid only where that is not background. */
function boxOfLesion(
  { boundingBox: { first, last } }: RegionStatistics,
  shape: Shape,
  { steps = 2, beyondGrid = "unknown" }: CloseLesionsOptions,
): VoxelBox {
  const box = boxAround(first, last, steps);
  return beyondGrid === "unknown" ? box : clippedBox(box, shape);
}

function* closedLesion(
  { labels }: Components,
  { box, label, options }: { readonly box: VoxelBox; readonly label: number; readonly options: CloseLesionsOptions },
): WorkSteps<Mask> {
  const { steps = 2, holes = "keep" } = options;
  const drawn = cutBox(box, labels, (v) => labels.data[v] === label);
  yield;
  const closed = yield* closeByCross(drawn, steps);
  yield;
  const largest = largestComponent(closed, { connectivity: 6 });
  yield;
  return holes === "fill" ? fillHoles(largest, { within: "volume" }) : largest;
}

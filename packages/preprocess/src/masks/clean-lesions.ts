import {
  CmbError,
  type Components,
  connectedComponents,
  type LabelMap,
  type Mask,
  type Volume,
  type VoxelArray,
} from "@cmb/core";
import { fillHoles } from "../fill-holes.js";
import { runAtOnce, type WorkSteps } from "../work-steps.js";
import { type CloseLesionsOptions, closeLesionsSteps } from "./close-lesions.js";
import { type LesionRow, type LesionTableOptions, lesionTable } from "./lesion-table.js";

/** What {@link cleanLesions} can be told; plain data, and so a step of a recipe. @since 0.1.0 */
export interface CleanLesionsOptions extends Pick<CloseLesionsOptions, "overlap" | "beyondGrid"> {
  /** Which of the two values is background: `"zero"` unless given; `"majority"` as published, the one with more voxels. */
  readonly background?: "zero" | "majority" | undefined;
  /** How often each lesion is dilated and then eroded; 2 unless given; 0 closes none, as published for VALDO and RODEJA. */
  readonly closingSteps?: number | undefined;
  /** Takes smaller lesions out of the mask; 1 unless given, which takes out none. */
  readonly minimumVoxels?: number | undefined;
  /** Takes larger lesions out of the mask; no limit unless given. */
  readonly maximumVoxels?: number | undefined;
  /** Leaves smaller lesions out of the table alone; 1 unless given; 2 as published. */
  readonly tableMinimumVoxels?: number | undefined;
  /** See {@link LesionTableOptions}. */
  readonly centres?: LesionTableOptions["centres"];
}

/** What {@link cleanLesions} makes. @since 0.1.0 */
export interface CleanedLesions {
  /** 0 and 1; values above 1 only with `overlap: "sum"`. */
  readonly mask: Mask;
  /** The lesions by face neighbours. */
  readonly labels: LabelMap;
  readonly lesions: readonly LesionRow[];
  /** The lesions before closing: closing can join two that then touch. */
  readonly lesionsBefore: number;
  /** The lesions that the size limits took out of the mask. */
  readonly removedLesions: number;
  /** The lesions that are in the mask and not in the table. */
  readonly untabledLesions: number;
}

/**
 * Makes a mask of lesions out of a drawn or grown one: two values, no holes, each lesion closed, a table of lesions.
 *
 * In this order: the background by value; holes filled (background that faces do not join to the border); lesions by face
 * neighbours; each closed by itself; size limits; the table. {@link PUBLISHED_CLEANING} does what the published masks had.
 *
 * @param mask - at most two values; any voxel type
 * @param options - see {@link CleanLesionsOptions}
 * @returns the mask, its lesions and what was done
 * @throws CmbError `INVALID_ARGUMENT` when the mask has more than two values, or two of which none is 0 with
 * `background: "zero"`
 * @see docs/concepts/upstream-pipeline.md, clean
 * @since 0.1.0
 */
export function cleanLesions(mask: Volume<VoxelArray>, options: CleanLesionsOptions = {}): CleanedLesions {
  return runAtOnce(cleanLesionsSteps(mask, options));
}

/** {@link cleanLesions}, giving way between its parts and within the closing. */
export function* cleanLesionsSteps(mask: Volume<VoxelArray>, options: CleanLesionsOptions): WorkSteps<CleanedLesions> {
  const { closingSteps = 2, minimumVoxels = 1, maximumVoxels = Number.POSITIVE_INFINITY } = options;
  const { tableMinimumVoxels = 1, overlap, beyondGrid, centres } = options;
  const drawn = binary(mask, options.background ?? "zero");
  yield;
  const filled = fillHoles(drawn, { within: "volume" });
  yield;
  const before = connectedComponents(filled, { connectivity: 6 });
  yield;
  const closing = { steps: closingSteps, overlap, beyondGrid, holes: "keep" } as const;
  const closed = closingSteps === 0 ? filled : yield* closeLesionsSteps(before, closing);
  yield;
  const after = connectedComponents(closed, { connectivity: 6 });
  yield;
  const { components, data } = withinLimits(closed, after, { minimumVoxels, maximumVoxels });
  yield;
  const lesions = lesionTable(components, { centres, minimumVoxels: tableMinimumVoxels });
  return {
    mask: { ...closed, data },
    labels: components.labels,
    lesions,
    lesionsBefore: before.count,
    removedLesions: after.count - components.count,
    untabledLesions: components.count - lesions.length,
  };
}

/** The cleaning of the published masks, each of its faults named in docs/concepts/upstream-pipeline.md. @since 0.1.0 */
export const PUBLISHED_CLEANING: CleanLesionsOptions = {
  background: "majority",
  closingSteps: 2,
  overlap: "sum",
  beyondGrid: "background",
  minimumVoxels: 1,
  tableMinimumVoxels: 2,
  centres: "truncated",
};

function binary({ data, shape, affine }: Volume<VoxelArray>, background: "zero" | "majority"): Mask {
  const [low, high] = twoValues(data, background);
  let highCount = 0;
  for (let v = 0; v < data.length; v++) if (data[v] === high) highCount++;
  // Of two equal counts the lower value is background, as NumPy's argmax has it.
  const majority = 2 * highCount > data.length ? high : low;
  const zero = background === "zero" ? 0 : majority;
  const out = new Uint8Array(data.length);
  for (let v = 0; v < data.length; v++) out[v] = data[v] === zero ? 0 : 1;
  return { data: out, shape, affine };
}

/** The lowest and the highest value, when there are no others. */
function twoValues(data: VoxelArray, background: "zero" | "majority"): readonly [low: number, high: number] {
  const first = data[0] ?? 0;
  const second = data.find((value) => value !== first) ?? first;
  const third = data.find((value) => value !== first && value !== second);
  const two = [first, second].sort((a, b) => a - b) as [number, number];
  if (third === undefined && (background === "majority" || first === second || two.includes(0))) return two;
  const has = third === undefined ? `the values ${two.join(" and ")}` : `the values ${two.join(", ")} and ${third}`;
  const message = `cleanLesions: the mask has ${has}; give one of 0 and one other value`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "mask", value: third === undefined ? two : [...two, third] });
}

function withinLimits(
  mask: Mask,
  components: Components,
  limits: { readonly minimumVoxels: number; readonly maximumVoxels: number },
): { readonly components: Components; readonly data: Uint8Array } {
  const keep = lesionTable(components)
    .filter(({ sizeVoxels }) => sizeVoxels >= limits.minimumVoxels && sizeVoxels <= limits.maximumVoxels)
    .map(({ label }) => label);
  if (keep.length === components.count) return { components, data: mask.data };
  const newLabels = new Uint32Array(components.count + 1);
  for (const [n, label] of keep.entries()) newLabels[label] = n + 1;
  const labels = components.labels.data.map((label) => newLabels[label] as number);
  return {
    components: { labels: { ...components.labels, data: labels }, count: keep.length },
    data: mask.data.map((value, v) => (labels[v] === 0 ? 0 : value)),
  };
}

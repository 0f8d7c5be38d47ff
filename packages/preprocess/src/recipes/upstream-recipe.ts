import { CmbError } from "@cmb/core";
import { assertOneOf } from "../assert-one-of.js";
import type { Recipe, RecipeStep } from "./recipe.js";

/**
 * What the published pipeline does wrong, or does in a way that changes results unnoticed; each with what is done
 * instead when it is mended.
 *
 * @since 0.1.0
 */
export const UPSTREAM_FAULTS = {
  splitInMixedUnits: "10 mm are divided by the mean voxel size and compared with millimetres; mended: 10 mm",
  voxelsAsMillimetres: "the radius of a grown region in voxels is used in mm; mended: the radius of its volume",
  halvedRadii: "radii of DOU are halved once more; mended: they are not",
  truncatedCentres: "centres are cut to whole voxels, up to a voxel too low; mended: exact, or the nearest voxel",
  displacedPruning: "balls that the edge of the grid cuts are moved inwards; mended: they are cut",
  majorityBackground: "the rarer value of a mask is called lesion; mended: the value that is not 0",
  summedClosings: "closed lesions are added, so that a mask can hold 2; mended: their union",
  erodedEdges: "closing takes away what touches the edge of the grid; mended: it does not",
  untabledSingles: "lesions of one voxel are in the mask and not in the table; mended: in both",
  croppedTo400: "axes of more than 400 voxels are cut about the centre; mended: they are kept",
  scaledWithPadding: "z-scores are taken over the padding too; mended: over the brain",
} as const;

/** The name of one of the {@link UPSTREAM_FAULTS}. @since 0.1.0 */
export type UpstreamFault = keyof typeof UPSTREAM_FAULTS;

/** How {@link upstreamRecipe} differs by dataset. @since 0.1.0 */
export type UpstreamDataset = "VALDO" | "DOU" | "MOMENI" | "sMOMENI" | "RODEJA" | "CRB" | "CRBneg";

/** What {@link upstreamRecipe} can be told. @since 0.1.0 */
export interface UpstreamRecipeOptions {
  /**
   * Leaves out the steps that this dataset did not have. Unless given, all of those for finished masks are in; for
   * labels that are points or drawn clusters name a dataset, whose recipe grows or draws lesions first. The names are
   * those of the publication; `@cmb/datasets` spells its own otherwise.
   */
  readonly dataset?: UpstreamDataset | undefined;
  /**
   * `"first"`: grown regions, for point and cluster labels; `"second"` (unless given): balls of their radius, which the
   * final data had. Only for DOU, MOMENI, sMOMENI and CRB.
   */
  readonly pass?: "first" | "second" | undefined;
  /** `"stored"` (unless given): what was written to disk; `"model"`: then padded to 400³ and scaled, as the network saw it. */
  readonly part?: "stored" | "model" | undefined;
  /** Which faults to mend; none unless given. */
  readonly mend?: readonly UpstreamFault[] | "all" | undefined;
}

/**
 * The published pipeline of 2024 as a recipe: its order, its constants, and its faults unless they are mended.
 *
 * For its skull stripping give SynthStrip's mask as a region model; without one the classical brain mask takes its place,
 * and the result differs. What cannot be repeated: the order in which its region growing tested neighbours is not known;
 * exceptions for single scans, radii that were corrected by hand among them, are not in it.
 *
 * @param options - see {@link UpstreamRecipeOptions}
 * @returns a recipe; its id names what was chosen
 * @throws CmbError `INVALID_ARGUMENT` when a fault, dataset, pass or part is unknown, or `pass` is given where nothing is
 * grown
 * @see J. del Pozo Lerida et al. 2024; docs/concepts/upstream-pipeline.md
 * @since 0.1.0
 */
export function upstreamRecipe(options: UpstreamRecipeOptions = {}): Recipe {
  const { dataset, pass, part = "stored", mend = [] } = options;
  assertKnown("dataset", dataset, DATASETS);
  assertKnown("pass", pass, ["first", "second"]);
  assertKnown("part", part, ["stored", "model"]);
  const mended = mendedFaults(mend);
  const isMended = (fault: UpstreamFault): boolean => mended.includes(fault);
  const steps = [...lesionSteps(options, isMended), ...storedSteps(dataset, isMended)];
  const suffixes = [
    dataset,
    options.pass,
    part === "model" ? "model" : undefined,
    ...mended.map((fault) => `-${fault}`),
  ];
  return {
    schemaVersion: 1,
    id: ["upstream-2024", ...suffixes.filter((suffix) => suffix !== undefined)].join(" "),
    steps: part === "stored" ? steps : [...steps, ...modelSteps(isMended)],
  };
}

const DATASETS: readonly UpstreamDataset[] = ["VALDO", "DOU", "MOMENI", "sMOMENI", "RODEJA", "CRB", "CRBneg"];

/** A name of the other spelling must not become the recipe of no dataset. */
function assertKnown(name: string, value: string | undefined, known: readonly string[]): void {
  if (value !== undefined) assertOneOf("upstreamRecipe", { name, value }, known);
}

type IsMended = (fault: UpstreamFault) => boolean;

/** In the order of the table, each once, so that equal choices give equal recipes. */
function mendedFaults(mend: readonly UpstreamFault[] | "all"): readonly UpstreamFault[] {
  const all = Object.keys(UPSTREAM_FAULTS) as UpstreamFault[];
  if (mend === "all") return all;
  const unknown = mend.find((fault) => !all.includes(fault));
  if (unknown === undefined) return all.filter((fault) => mend.includes(fault));
  const message = `upstreamRecipe: there is no fault "${unknown}"; there are ${all.join(", ")}`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "mend", value: unknown });
}

/** Step 1: what becomes of the labels before anything is masked or moved. */
function lesionSteps({ dataset, pass }: UpstreamRecipeOptions, isMended: IsMended): readonly RecipeStep[] {
  const repaired: readonly RecipeStep[] =
    dataset === "CRB" || dataset === "CRBneg" ? [] : [{ step: "repairNan", rule: "corner-median" }];
  const centres = isMended("truncatedCentres") ? "exact" : "truncated";
  if (dataset === undefined || dataset === "VALDO" || dataset === "RODEJA" || dataset === "CRBneg") {
    if (pass === undefined) return [...repaired, { step: "listLesions", by: "components", connectivity: 6, centres }];
    const message = `upstreamRecipe: pass is "${pass}" and labels of ${dataset ?? "no dataset"} are used as they are; leave it out`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "pass", value: pass });
  }
  const spheres: RecipeStep = {
    step: "drawSpheres",
    radius: isMended("voxelsAsMillimetres") ? "mm" : "voxelsAsMm",
    radiusFactor: dataset === "DOU" && !isMended("halvedRadii") ? 0.5 : 1,
    ...(dataset === "sMOMENI" ? { oversized: [3, 1] } : {}),
    centres,
  };
  return [
    ...repaired,
    ...growSteps(dataset, isMended),
    ...(pass === "first" ? [] : [spheres]),
    { step: "listLesions", by: "values", centres },
    { step: "mergeLabels" },
  ];
}

function growSteps(dataset: UpstreamDataset, isMended: IsMended): readonly RecipeStep[] {
  if (dataset === "CRB") {
    return [
      { step: "splitLabels", cutMm: 10, unit: isMended("splitInMixedUnits") ? "mm" : "published" },
      { step: "growLabels", rule: "weakLabels" },
    ];
  }
  return [
    { step: "labelLesions", by: "components", connectivity: 6 },
    { step: "growLabels", rule: "point", firstConnectivity: dataset === "DOU" ? 6 : 26 },
  ];
}

/** Steps 2 to 7: skull stripping, crop, orientation, half a millimetre, prune, clean. */
function storedSteps(dataset: UpstreamDataset | undefined, isMended: IsMended): readonly RecipeStep[] {
  const prune: RecipeStep = {
    step: "prune",
    radiusVoxels: 2,
    connectivity: 6,
    centres: isMended("truncatedCentres") ? "nearest" : "truncated",
    atEdge: isMended("displacedPruning") ? "cut" : "displaced",
  };
  const clean: RecipeStep = {
    step: "clean",
    background: isMended("majorityBackground") ? "zero" : "majority",
    closingSteps: dataset === "VALDO" || dataset === "RODEJA" ? 0 : 2,
    overlap: isMended("summedClosings") ? "union" : "sum",
    beyondGrid: isMended("erodedEdges") ? "unknown" : "background",
    tableMinimumVoxels: isMended("untabledSingles") ? 1 : 2,
    centres: isMended("truncatedCentres") ? "exact" : "truncated",
  };
  const pruned = dataset === undefined || ["RODEJA", "VALDO", "DOU", "CRB"].includes(dataset);
  return [
    { step: "brainMask", source: "modelOrClassical", input: "zScore" },
    { step: "applyMask", outside: 0 },
    { step: "cropToMask" },
    { step: "reorient", orientation: "RAS" },
    {
      step: "resample",
      grid: "worldAligned",
      spacingMm: 0.5,
      interpolation: "linear",
      outside: "minimum",
      inside: "centres",
      labelInterpolation: "nearest",
    },
    ...(pruned ? [prune] : []),
    clean,
  ];
}

/** What was done to a stored image each time that it was loaded. */
function modelSteps(isMended: IsMended): readonly RecipeStep[] {
  return [
    { step: "cropOrPad", shape: [400, 400, 400], value: 0, longer: isMended("croppedTo400") ? "keep" : "crop" },
    { step: "zScore", over: isMended("scaledWithPadding") ? "brain" : "image" },
  ];
}

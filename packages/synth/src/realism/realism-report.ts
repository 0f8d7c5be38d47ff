import { type LongTaskOptions, spacing, startLongTask, type Volume, type VoxelArray } from "@cmb/core";
import { OBJECT_CLASSES, type ObjectClass } from "../objects/scene-object.js";
import type { ObjectTruth, SyntheticScan } from "../synthetic-scan.js";
import { type BackgroundComparison, type BackgroundPair, compareScans } from "./background-comparison.js";
import { type CountComparison, compareCounts } from "./compare-counts.js";
import { compareDistributions, type DistributionComparison } from "./compare-distributions.js";
import { contactSheet, type ObjectTile, type Sheet, tileOf } from "./contact-sheet.js";
import { measureObject, type ObjectMeasures } from "./measure-object.js";
import { MEASURES, type Measure, REAL_GROUPS, type RealGroup } from "./real-distributions.js";

/** A simulated scan to be judged. @since 0.1.0 */
export interface NamedScan {
  readonly name: string;
  readonly scan: SyntheticScan;
}

/** What {@link realismReport} can be told. @since 0.1.0 */
export interface RealismOptions extends LongTaskOptions {
  /** How many scans will come, for the progress; 0 unless given. */
  readonly expectedScans?: number | undefined;
  /** 0.15 unless given. */
  readonly tolerance?: number | undefined;
  /** Of the draws that tell what chance does; 0 unless given. */
  readonly seed?: number | undefined;
  /** Real scans and simulated ones of the same protocol; none unless given. */
  readonly backgrounds?: readonly BackgroundPair[] | undefined;
  /** Scans whose count of microbleeds was drawn for a whole head, not for a part of one; none unless given. */
  readonly countsPerHead?: readonly number[] | undefined;
  /** Of each class of objects, most that are shown; 24 unless given. */
  readonly picturesPerClass?: number | undefined;
}

/** One microbleed and what it looks like. @since 0.1.0 */
export interface MeasuredObject extends ObjectMeasures {
  readonly scan: string;
  readonly id: number;
  readonly contrast: "GRE" | "SWI";
  readonly sliceMm: number;
  readonly trueRadiusMm: number;
  readonly susceptibilityPpm: number;
}

/** Simulated microbleeds beside real ones of the same kind of scan. @since 0.1.0 */
export interface GroupComparison {
  readonly name: string;
  readonly microbleeds: number;
  readonly measures: { readonly [measure in Measure]?: DistributionComparison };
  /** Whether radius and depth lie within the tolerance from p10 to p90; `undefined` where nothing real is known. */
  readonly isWithin: boolean | undefined;
}

/** How many objects of a class were simulated. @since 0.1.0 */
export interface ClassCount {
  readonly class: ObjectClass;
  readonly objects: number;
  readonly visible: number;
}

/** How near simulated scans come to real ones: plain JSON. @since 0.1.0 */
export interface RealismReport {
  readonly schemaVersion: 1;
  readonly scans: number;
  readonly tolerance: number;
  readonly classes: readonly ClassCount[];
  readonly groups: readonly GroupComparison[];
  readonly counts: CountComparison | undefined;
  readonly backgrounds: BackgroundComparison | undefined;
  /** All visible microbleeds. */
  readonly microbleeds: readonly MeasuredObject[];
}

/** A report with the pictures that belong to it. @since 0.1.0 */
export interface Realism {
  readonly report: RealismReport;
  /** One for each class of which there are objects. */
  readonly sheets: readonly Sheet[];
}

/**
 * Measures the objects of simulated scans as real microbleeds were measured, and compares both.
 *
 * Only visible microbleeds are compared: an annotator can mark no others. Of every class, microbleeds and mimics,
 * pictures are kept.
 *
 * @param scans - taken one by one; each is let go when the next comes
 * @param options - see {@link RealismOptions}
 * @returns the report and its pictures, for {@link formatRealismHtml}
 * @throws the signal's reason when aborted
 * @since 0.1.0
 */
export async function realismReport(
  scans: AsyncIterable<NamedScan> | Iterable<NamedScan>,
  options: RealismOptions = {},
): Promise<Realism> {
  const { tolerance = 0.15, seed = 0, expectedScans = 0, picturesPerClass = 24 } = options;
  const { backgrounds = [], countsPerHead } = options;
  const task = startLongTask(expectedScans + 1, options);
  const classes = new Map(OBJECT_CLASSES.map((name) => [name, { objects: 0, visible: 0 }]));
  const tiles = new Map<ObjectClass, ObjectTile[]>();
  const microbleeds: MeasuredObject[] = [];
  let count = 0;
  for await (const named of scans) {
    await task.advance("Measuring", Math.min(count++, expectedScans));
    for (const object of named.scan.truth.objects) {
      countObject(classes, object);
      keepTile(tiles, named, { object, most: picturesPerClass });
      const measured = await measuredMicrobleed(named, object);
      if (measured !== undefined) microbleeds.push(measured);
    }
  }
  const report: RealismReport = {
    schemaVersion: 1,
    scans: count,
    tolerance,
    classes: [...classes].map(([name, counts]) => ({ class: name, ...counts })),
    groups: REAL_GROUPS.map((group) => compareGroup(group, microbleeds, { tolerance, seed })),
    counts: countsPerHead === undefined ? undefined : compareCounts(countsPerHead),
    backgrounds: backgrounds.length === 0 ? undefined : await compareScans(backgrounds, options.signal),
    microbleeds,
  };
  await task.advance("Measuring", expectedScans + 1);
  return { report, sheets: [...tiles].map(([name, all]) => contactSheet(name, all)) };
}

type Counts = Map<ObjectClass, { objects: number; visible: number }>;

function countObject(classes: Counts, object: ObjectTruth): void {
  const counts = classes.get(object.class);
  if (counts === undefined) return;
  counts.objects++;
  if (object.visible) counts.visible++;
}

function keepTile(
  tiles: Map<ObjectClass, ObjectTile[]>,
  { scan }: NamedScan,
  { object, most }: { readonly object: ObjectTruth; readonly most: number },
): void {
  const kept = tiles.get(object.class) ?? [];
  if (kept.length >= most || (object.class === "microbleed" && !object.visible)) return;
  tiles.set(object.class, [...kept, tileOf(scan.image, object)]);
}

async function measuredMicrobleed({ name, scan }: NamedScan, object: ObjectTruth): Promise<MeasuredObject | undefined> {
  if (object.class !== "microbleed" || !object.visible) return undefined;
  const measures = await measureObject(scan.image, scan.truth.visibleMask, object.id);
  if (measures === undefined) return undefined;
  return {
    scan: name,
    id: object.id,
    contrast: scan.protocol.contrast,
    sliceMm: sliceSpacing(scan.image),
    trueRadiusMm: object.radiusMm,
    susceptibilityPpm: object.susceptibilityPpm,
    ...measures,
  };
}

function sliceSpacing({ affine }: Volume<VoxelArray>): number {
  return spacing(affine)[2];
}

function compareGroup(
  { name, sliceMm, contrast, measures }: RealGroup,
  all: readonly MeasuredObject[],
  options: { readonly tolerance: number; readonly seed: number },
): GroupComparison {
  const own = all.filter(
    (object) =>
      (contrast === undefined || object.contrast === contrast) &&
      (sliceMm === undefined || (object.sliceMm > sliceMm.from && object.sliceMm <= sliceMm.to)),
  );
  const compared = MEASURES.flatMap((measure) => {
    const real = measures[measure];
    const values = own.map((object) => object[measure]);
    return real === undefined ? [] : [[measure, compareDistributions(values, real, options)] as const];
  });
  const result: GroupComparison["measures"] = Object.fromEntries(compared);
  const { radiusMm, depth } = result;
  const isKnown = radiusMm !== undefined && depth !== undefined && own.length > 0;
  return {
    name,
    microbleeds: own.length,
    measures: result,
    isWithin: isKnown ? radiusMm.isWithin && depth.isWithin : undefined,
  };
}

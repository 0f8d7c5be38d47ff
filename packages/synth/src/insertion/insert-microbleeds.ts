import {
  assertSamePlace,
  CmbError,
  createRng,
  type LongTaskOptions,
  type Mask,
  type Rng,
  startLongTask,
  type Volume,
  type VoxelArray,
} from "@cmb/core";
import { percentiles } from "@cmb/preprocess";
import type { SceneObject } from "../objects/scene-object.js";
import { describeObjects } from "../truth/describe-objects.js";
import type { ObjectDepth } from "../truth/object-depth.js";
import { assertInsertion } from "./assert-insertion.js";
import { type CandidateSite, labelledSites, maskSite } from "./candidate-sites.js";
import { dipolesOnGrid } from "./dipoles-on-grid.js";
import { drawObjects, givenObject } from "./draw-objects.js";
import { findParenchyma, type Parenchyma } from "./find-parenchyma.js";
import type {
  InsertedBall,
  InsertedScan,
  InsertionPlacement,
  InsertionScan,
  InsertMicrobleedsOptions,
} from "./insertion-scan.js";
import { CALCIFICATION_SITES, MICROBLEED_SITES } from "./label-sites.js";
import { multiplyScan, type WritableScan } from "./multiply-scan.js";
import { noiseDeviation } from "./noise-deviation.js";
import { placementOf } from "./placement-of.js";
import { type SettledProtocol, settleProtocol } from "./settle-protocol.js";

/**
 * Inserts microbleeds, and calcifications as mimics, into a real scan on its own grid.
 *
 * Each object is one to five balls. Their dipole fields on a fine local grid, through the point spread of the acquisition
 * (truncated k-space in the plane, the slice profile or truncated k-space across), give the factor by which a constant
 * signal would change; the scan is multiplied by it. Texture, noise and vessels of the scan stay, voxels beyond the
 * reach of the objects keep their bytes, and where the signal vanishes noise of the measured strength takes its place.
 * Exact where the scan's signal is constant around the object; an edge within the point spread is not sharpened or
 * blurred again. Only local fields are inserted: no change of T1, no oedema, no motion.
 *
 * Places are drawn from a segmentation by the shares of real microbleeds where there is one. Without it they are uniform
 * over smooth tissue: within the brain, 4 mm from its edge, close to the local intensity, away from veins and fluid. One slice
 * alone has no such tissue: give labels.
 *
 * @param scan - magnitude, phase and SWI on one grid with any affine; any voxel type. With whole numbers the result is
 * rounded
 * @param options - see {@link InsertMicrobleedsOptions}
 * @returns new volumes of the same types, and the truth; the input is not touched
 * @throws CmbError `INVALID_ARGUMENT` when there is neither magnitude nor SWI, a phase without magnitude or
 * not in rad, no intensity above 0, an unknown option, a diamagnetic microbleed or a paramagnetic calcification, `SHAPE_MISMATCH`
 * when the grids differ, `OUT_OF_RANGE` for numbers that no scan or object has and for a ball whose centre lies outside of the scan,
 * `EMPTY_VOLUME` when no place is found for any object, or no two voxels differ; the signal's reason when aborted
 * @example
 * ```ts
 * import { insertMicrobleeds, renderPhantom } from "@cmb/synth";
 * const phantom = await renderPhantom({ seed: 7, headScale: 0.4, spacingMm: [1, 1, 2], microbleeds: 0, veins: 4 });
 * const inserted = await insertMicrobleeds({ magnitude: phantom.volume }, { seed: 1, microbleeds: 3 });
 * inserted.placement; // => { asked: 3, placed: 3, shortfall: null }
 * inserted.truth.objects.length; // => 3
 * ```
 * @see Schenck 1996, doi:10.1118/1.597854; Gudbjartsson & Patz 1995, doi:10.1002/mrm.1910340618
 * @since 0.1.0
 */
export async function insertMicrobleeds(
  scan: InsertionScan,
  options: InsertMicrobleedsOptions = {},
): Promise<InsertedScan> {
  assertInsertion(scan, options);
  const image = imageOf(scan);
  const protocol = settleProtocol(image.affine, options);
  const rng = createRng(options.seed ?? 0, "insertion", options.index ?? 0);
  const { objects, placement, noise } = await planObjects(image, rng, options);
  const written = copyScan(scan, image);
  const task = startLongTask(Math.max(1, objects.length), options);
  const inserted: InsertedObject[] = [];
  for (const object of objects) {
    await task.advance("insert", inserted.length);
    inserted.push(insertOne(object, { image, written, protocol, noise, rng: rng.at("noise", object.id) }));
  }
  await task.advance("insert", Math.max(1, objects.length));
  const volume = (data: VoxelArray | undefined): Volume<VoxelArray> | undefined =>
    data && { data, shape: image.shape, affine: image.affine };
  return {
    magnitude: volume(written.magnitude),
    phase: volume(written.phase),
    swi: volume(written.swi),
    truth: truthOf(inserted, image),
    placement,
    protocol,
    noiseDeviation: noise,
  };
}

/** The image that a reader would look at. */
function imageOf({ magnitude, phase, swi }: InsertionScan): Volume<VoxelArray> {
  const image = swi ?? magnitude;
  if (image === undefined) refuse("scan", "the scan has neither magnitude nor SWI; give one of them");
  if (phase !== undefined && magnitude === undefined)
    refuse("phase", "there is a phase without its magnitude; give both");
  for (const other of [magnitude, phase, swi]) {
    if (other !== undefined) assertSamePlace("insertMicrobleeds", image, other);
  }
  if (phase !== undefined) assertRadians(phase);
  if (!image.data.some((value) => value > 0)) {
    refuse(
      "scan",
      `no voxel of the ${swi === undefined ? "magnitude" : "SWI"} is above 0; give intensities, which are 0 or more`,
    );
  }
  return image;
}

/** Scanner numbers taken for rad would wrap thousands of times and look like noise. */
function assertRadians({ data }: Volume<VoxelArray>): void {
  let largest = 0;
  for (const value of data) if (Math.abs(value) > largest) largest = Math.abs(value);
  // A phase of 0 everywhere is that of a scan without one.
  if (largest === 0 || (largest >= LEAST_PHASE_RAD && largest <= MOST_PHASE_RAD)) return;
  const mend =
    largest < LEAST_PHASE_RAD
      ? "which is too little for rad; if these are shares of a turn or scaled otherwise, convert them with phaseToRadians of @cmb/preprocess and its option scale"
      : "which is not in rad; convert it with phaseToRadians of @cmb/preprocess";
  refuse("phase", `the largest phase is ${largest}, ${mend}`);
}

const LEAST_PHASE_RAD = 0.01;
const MOST_PHASE_RAD = 6.3;

function refuse(name: string, reason: string): never {
  throw new CmbError("INVALID_ARGUMENT", `insertMicrobleeds: ${reason}`, { name, value: undefined });
}

function copyScan({ magnitude, phase, swi }: InsertionScan, { shape, affine }: Volume<VoxelArray>): WritableScan {
  return { shape, affine, magnitude: magnitude?.data.slice(), phase: phase?.data.slice(), swi: swi?.data.slice() };
}

interface ObjectPlan {
  readonly objects: readonly SceneObject[];
  readonly placement: InsertionPlacement;
  readonly noise: number;
}

type Wanted = number | readonly InsertedBall[];

async function planObjects(
  image: Volume<VoxelArray>,
  rng: Rng,
  options: InsertMicrobleedsOptions,
): Promise<ObjectPlan> {
  const { microbleeds = 1, calcifications = 0, labels } = options;
  if (labels !== undefined) assertSamePlace("insertMicrobleeds", image, labels);
  const drawn = countOf("microbleeds", microbleeds) + countOf("calcifications", calcifications);
  const parenchyma = drawn > 0 && labels === undefined ? await findParenchyma(image, signalOf(options)) : undefined;
  const noise = options.noiseDeviation ?? noiseDeviation(image, parenchyma?.tissue ?? brightVoxels(image));
  const bleeds = objectsOf(rng, microbleeds, { kind: "microbleed", taken: [], image, options, parenchyma });
  const others = objectsOf(rng, calcifications, { kind: "calcification", taken: bleeds, image, options, parenchyma });
  const objects = [...bleeds, ...others];
  const asked = drawn + lengthOf(microbleeds) + lengthOf(calcifications);
  const where = labels === undefined ? "smooth tissue within the brain" : "labels of the sites";
  const why = `the ${where} left no place 2.5 mm from the others`;
  const count = { asked, placed: objects.length, what: "objects", why };
  return { objects, placement: placementOf("insertMicrobleeds", count, image.shape), noise };
}

function signalOf({ signal }: LongTaskOptions): LongTaskOptions {
  return { signal };
}

function lengthOf(wanted: Wanted): number {
  return typeof wanted === "number" ? 0 : wanted.length;
}

function countOf(name: string, wanted: Wanted): number {
  if (typeof wanted !== "number") return 0;
  if (Number.isInteger(wanted) && wanted >= 0 && wanted <= 1000) return wanted;
  const message = `insertMicrobleeds: ${name} is ${wanted}; give a whole number from 0 to 1000, or a list`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value: wanted, minimum: 0, maximum: 1000 });
}

interface ObjectsOf {
  readonly kind: "microbleed" | "calcification";
  readonly taken: readonly SceneObject[];
  readonly image: Volume<VoxelArray>;
  readonly options: InsertMicrobleedsOptions;
  readonly parenchyma: Parenchyma | undefined;
}

function objectsOf(
  rng: Rng,
  wanted: Wanted,
  { kind, taken, image, options, parenchyma }: ObjectsOf,
): readonly SceneObject[] {
  if (typeof wanted !== "number")
    return wanted.map((ball, n) => givenObject(ball, image, { kind, id: taken.length + n + 1 }));
  if (wanted === 0) return [];
  const sites = sitesOf(kind, options, parenchyma);
  return drawObjects(rng, { class: kind, count: wanted, grid: image, sites, taken });
}

function sitesOf(
  kind: "microbleed" | "calcification",
  { labels, sites, allowed }: InsertMicrobleedsOptions,
  parenchyma: Parenchyma | undefined,
): readonly CandidateSite[] {
  if (parenchyma !== undefined) return maskSite("parenchyma", parenchyma.mask, allowed);
  if (labels === undefined) return [];
  const shares = kind === "calcification" ? CALCIFICATION_SITES : (sites ?? MICROBLEED_SITES);
  return labelledSites(labels, shares, allowed);
}

/** For the noise alone: what is above half of the bright intensities. */
function brightVoxels(image: Volume<VoxelArray>): Mask {
  const [bright = 0] = percentiles(image.data, [95]);
  const data = new Uint8Array(image.data.length);
  for (let v = 0; v < data.length; v++) data[v] = (image.data[v] as number) > bright / 2 ? 1 : 0;
  return { data, shape: image.shape, affine: image.affine };
}

interface InsertOne {
  readonly image: Volume<VoxelArray>;
  readonly written: WritableScan;
  readonly protocol: SettledProtocol;
  readonly noise: number;
  readonly rng: Rng;
}

/** An object with what it took from the voxels around it. */
interface InsertedObject {
  readonly object: SceneObject;
  /** `undefined` where it lies beyond the grid. */
  readonly depth: ObjectDepth | undefined;
  /** Intensity of the scan over the noise per channel, around the object. */
  readonly signalToNoise: number;
}

function insertOne(object: SceneObject, { image, written, protocol, noise, rng }: InsertOne): InsertedObject {
  const factor = dipolesOnGrid(object.spheres, image, protocol);
  if (factor === undefined) return { object, depth: undefined, signalToNoise: Number.POSITIVE_INFINITY };
  const { changed, ...taken } = multiplyScan(written, factor, { protocol, noiseDeviation: noise, rng });
  const host = changed.map((v) => image.data[v] as number).filter(Number.isFinite);
  const level = host.length === 0 ? 0 : (percentiles(host, [50])[0] ?? 0);
  const signalToNoise = noise === 0 ? Number.POSITIVE_INFINITY : level / noise;
  return { object, depth: { id: object.id, ...taken }, signalToNoise };
}

/** Depth that stands out of noise: this over the signal to noise. */
const NOISE_DEPTH = 2.2;

/** As in a simulated scan, with the signal to noise at the place of each object. */
function truthOf(inserted: readonly InsertedObject[], imageGrid: Volume<VoxelArray>): InsertedScan["truth"] {
  const objects = inserted.map(({ object }) => object);
  const depths = inserted.flatMap(({ depth }) => (depth === undefined ? [] : [depth]));
  const described = describeObjects(objects, depths, { imageGrid, signalToNoise: null });
  const visible = described.objects.map((truth, n) => {
    const leastDepth = NOISE_DEPTH / (inserted[n]?.signalToNoise ?? Number.POSITIVE_INFINITY);
    return { ...truth, visible: truth.visible && truth.peakDepth > leastDepth };
  });
  return { ...described, objects: visible };
}

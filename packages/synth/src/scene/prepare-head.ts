import {
  assertKnown,
  createRng,
  type KnownKeys,
  type LongTaskOptions,
  type Rng,
  type Volume,
  type WorldPoint,
} from "@cmb/core";
import type { ProtocolPreset } from "../acquisition/draw-protocol.js";
import type { Anatomy } from "../anatomy/anatomy.js";
import { generateAnatomy } from "../anatomy/generate-anatomy.js";
import { type HeadFieldOptions, headField } from "../field/head-field.js";
import { logUniform } from "../log-uniform.js";
import type { WorldBox } from "../objects/tissue-sampler.js";
import { type GrowVeinTreesOptions, growVeinTrees } from "../vessels/grow-vein-trees.js";
import { createVeinDomain } from "../vessels/vein-domain.js";
import type { VesselPieces } from "../vessels/vessel-pieces.js";
import { cropVeins } from "./crop-veins.js";

/**
 * What all scans of one head share, and what takes longest to make.
 *
 * @since 0.1.0
 */
export interface PreparedHead {
  readonly anatomy: Anatomy;
  /**
   * Fields of air and bone in ppm for six directions of B0: x, y, z, and half-way between x and y, x and z, y and z. That of
   * any other direction is a sum of them.
   */
  readonly headFieldsPpm: readonly Volume[];
  /** Sets of veins, of which each scan has one. */
  readonly veinSets: readonly VesselPieces[];
}

const H = Math.SQRT1_2;
const DIRECTIONS: readonly WorldPoint[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [H, H, 0],
  [H, 0, H],
  [0, H, H],
];

/**
 * The fields of air and bone of a head for any direction of B0.
 *
 * @param anatomy - from `generateAnatomy` or `anatomyFromLabels`
 * @returns one field for each of six directions
 * @internal
 */
export async function headFields(
  anatomy: Anatomy,
  { signal, spacingMm }: Pick<HeadFieldOptions, "signal" | "spacingMm"> = {},
): Promise<readonly Volume[]> {
  const fields: Volume[] = [];
  for (const b0Direction of DIRECTIONS) fields.push(await headField(anatomy, { b0Direction, spacingMm, signal }));
  return fields;
}

/**
 * The field of air and bone for one direction of B0.
 *
 * The field of a dipole is a quadratic form of the direction of B0, and shimming is linear in the field, so the fields of
 * six directions give that of any other exactly.
 *
 * @param fieldsPpm - of {@link PreparedHead}
 * @param b0Direction - a unit vector
 * @internal
 */
export function headFieldAlong(fieldsPpm: readonly Volume[], [x, y, z]: WorldPoint): Volume {
  // f(b) = Σ bi bj Fij, with f of a diagonal direction = (Fii + Fjj) / 2 + Fij.
  const weights = [
    x * x - x * y - x * z,
    y * y - x * y - y * z,
    z * z - x * z - y * z,
    2 * x * y,
    2 * x * z,
    2 * y * z,
  ];
  const [first] = fieldsPpm;
  if (first === undefined) throw new RangeError("headFieldAlong: no fields");
  const data = new Float32Array(first.data.length);
  for (const [n, field] of fieldsPpm.entries()) {
    const weight = weights[n] as number;
    for (let v = 0; v < data.length; v++) data[v] = (data[v] as number) + weight * (field.data[v] as number);
  }
  return { ...first, data };
}

/** What {@link prepareHead} takes. @since 0.1.0 */
export interface PrepareHeadOptions extends LongTaskOptions {
  /** Whole number. */
  readonly seed: number;
  /** Of the scan whose head it is, 0 unless given: a scan without a head makes that of its own seed and index. */
  readonly index?: number | undefined;
  /** `generateAnatomy` of the seed, or for another index than 0 of a number drawn from seed and index, unless given. */
  readonly anatomy?: Anatomy | undefined;
  /** How many sets of veins to grow, of which each scan has one; 1 unless given. */
  readonly veinSets?: number | undefined;
  /**
   * How the veins branch, as in `growVeinTrees`; `"walk"` unless given. `"colonisation"` is for the preset `"shifted"`: its
   * veins also wind more, are wider and more numerous.
   */
  readonly veins?: "walk" | "colonisation" | undefined;
  /** Voxel size of the fields of air and bone; 2 mm unless given. */
  readonly fieldSpacingMm?: number | undefined;
}

/**
 * Makes what all scans of one head share: the head itself unless it is given, the fields of its air and bone, its veins.
 *
 * A scan to which no head is given prepares that of its seed, index and anatomy, with the veins of its preset: given this head,
 * it has the same bytes.
 *
 * @param options - see {@link PrepareHeadOptions}
 * @returns plain data, which can be sent to workers
 * @throws CmbError `INVALID_ARGUMENT` for an unknown option; as `headField`; the signal's reason when stopped
 * @since 0.1.0
 */
export async function prepareHead(options: PrepareHeadOptions): Promise<PreparedHead> {
  assertKnown<PrepareHeadOptions>("prepareHead", options, KNOWN);
  const { anatomy, veinSets = 1, veins = "walk", fieldSpacingMm, signal } = options;
  const seed = seedOfHead(options);
  const head = anatomy ?? (await generateAnatomy(seed, { signal }));
  const rng = createRng(seed, "veins");
  const domain = createVeinDomain(head);
  const sets = Array.from({ length: veinSets }, (_, n) => {
    const own = rng.at(n);
    return growVeinTrees(head, own, { ...veinStyle(veins, own), domain });
  });
  return {
    anatomy: head,
    headFieldsPpm: await headFields(head, { spacingMm: fieldSpacingMm, signal }),
    veinSets: sets,
  };
}

const KNOWN: KnownKeys<PrepareHeadOptions> = {
  ...{ seed: true, index: true, anatomy: true, veinSets: true, veins: true, fieldSpacingMm: true },
  ...{ signal: true, onProgress: true },
};

/** Index 0 has the head of `generateAnatomy(seed)`. */
function seedOfHead({ seed, index = 0 }: Pick<PrepareHeadOptions, "seed" | "index">): number {
  return index === 0 ? seed : createRng(seed, "sample", index).at("head").uint32();
}

/**
 * Trees over those of an ordinary head. One by space colonisation has two fifths of the pieces of one by a walk, so that
 * twice as many make about as much vein.
 */
const VEIN_DENSITY = { walk: [0.6, 1.6], colonisation: [1.4, 2.8] } as const;
/** Over those of the walk, which are 1. */
const SHIFTED_WIGGLE = [1.5, 2.5] as const;
const SHIFTED_RADIUS = [1.1, 1.5] as const;

function veinStyle(algorithm: "walk" | "colonisation", rng: Rng): GrowVeinTreesOptions {
  const [least, most] = VEIN_DENSITY[algorithm];
  const density = logUniform(rng.at("density"), least, most);
  if (algorithm === "walk") return { algorithm, density };
  const wiggle = rng.at("wiggle").uniform(...SHIFTED_WIGGLE);
  return { algorithm, density, wiggle, radiusScale: rng.at("radius").uniform(...SHIFTED_RADIUS) };
}

/** What a scan has of a head, or to make one of. @internal */
export interface HeadOfScan extends LongTaskOptions {
  readonly seed: number;
  readonly index?: number | undefined;
  readonly head?: PreparedHead | undefined;
  readonly anatomy?: Anatomy | undefined;
  readonly preset?: ProtocolPreset | undefined;
  readonly protocol?: unknown;
  readonly fieldSpacingMm?: number | undefined;
}

/**
 * The head of a scan: the given one, or one of its own, whose veins are others where the protocol is drawn from `"shifted"`.
 *
 * @throws CmbError as {@link prepareHead}
 * @internal
 */
export async function headOfScan(options: HeadOfScan): Promise<PreparedHead> {
  const { seed, index, head, anatomy, fieldSpacingMm, signal } = options;
  return head ?? prepareHead({ seed, index, anatomy, veins: veinsFor(options), fieldSpacingMm, signal });
}

/**
 * The veins for scans of a preset; a protocol that is given takes its place.
 *
 * @internal
 */
export function veinsFor({
  preset,
  protocol,
}: Pick<HeadOfScan, "preset" | "protocol">): NonNullable<PrepareHeadOptions["veins"]> {
  return protocol === undefined && preset === "shifted" ? "colonisation" : "walk";
}

/** Each scan keeps at least this share of the trees of its set. */
const LEAST_KEPT = 0.5;

/**
 * The veins of one scan of a head: one of its sets, from which some trees are taken.
 *
 * @param box - the part of the head that is simulated
 * @internal
 */
export function chooseVeins({ veinSets }: PreparedHead, rng: Rng, box: WorldBox): VesselPieces {
  const veins = veinSets[rng.at("set").integer(0, Math.max(0, veinSets.length - 1))] ?? NO_VEINS;
  const kept = rng.at("kept").uniform(LEAST_KEPT, 1);
  const most = veins.trees.reduce((highest, tree) => Math.max(highest, tree), 0);
  const draws = rng.at("trees");
  const keeps = Array.from({ length: most + 1 }, () => draws.uniform() < kept);
  return cropVeins(veins, { box, keepsTree: (tree) => keeps[tree] === true });
}

const NO_VEINS: VesselPieces = {
  pointsMm: new Float32Array(0),
  radiiMm: new Float32Array(0),
  trees: new Uint32Array(0),
  families: new Uint8Array(0),
  parents: new Int32Array(0),
  susceptibilitiesPpm: new Float32Array(0),
};

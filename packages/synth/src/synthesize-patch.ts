import { CmbError, createRng, createVolume, type LongTaskOptions, type WorldPoint } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { acquireNoiseFree } from "./acquisition/acquire-noise-free.js";
import { addNoise } from "./acquisition/add-noise.js";
import { drawProtocol, type ProtocolPreset } from "./acquisition/draw-protocol.js";
import { imageGridWithin } from "./acquisition/image-grid-within.js";
import type { Protocol } from "./acquisition/protocol.js";
import { toImages } from "./acquisition/to-images.js";
import type { Anatomy } from "./anatomy/anatomy.js";
import type { MicrobleedOptions } from "./objects/draw-microbleeds.js";
import type { WorldBox } from "./objects/tissue-sampler.js";
import { assertScanOptions } from "./options/assert-scan-options.js";
import { drawPatchCentre } from "./scene/draw-patch-centre.js";
import { drawScene, type MimicCounts, PATCH_MIMICS } from "./scene/draw-scene.js";
import { chooseVeins, headFieldAlong, headOfScan, type PreparedHead } from "./scene/prepare-head.js";
import { renderTile, tileSignal } from "./scene/render-tile.js";
import type { Scene } from "./scene/scene.js";
import { SIMULATION_MM } from "./scene/simulation-grid.js";
import type { SyntheticScan } from "./synthetic-scan.js";
import { averageOnto } from "./truth/average-onto.js";
import { describeObjects } from "./truth/describe-objects.js";
import { measureDepth } from "./truth/measure-depth.js";
import type { ObjectDepth } from "./truth/object-depth.js";
import { tissuesOnto } from "./truth/tissues-onto.js";

/** What both {@link synthesizePatch} and `synthesizeHead` take. @since 0.1.0 */
export interface SynthesizeOptions extends LongTaskOptions {
  /** Whole number. */
  readonly seed: number;
  /** Which sample of the seed: each can be made alone. 0 unless given. */
  readonly index?: number | undefined;
  /**
   * From `prepareHead`: saves the seconds that a head takes. That of the same seed, index and anatomy is what the scan makes of
   * its own. For `"shifted"` prepare it with `veins: "colonisation"`.
   */
  readonly head?: PreparedHead | undefined;
  /** The head to prepare; generated from seed and index unless this or `head` is given. */
  readonly anatomy?: Anatomy | undefined;
  /**
   * Protocols to draw from; `"mixed"` unless this or `protocol` is given; not both. Where the head is made here, that of `"shifted"` has
   * other veins too.
   */
  readonly preset?: ProtocolPreset | undefined;
  readonly protocol?: Protocol | undefined;
  readonly microbleeds?: MicrobleedOptions | undefined;
  readonly mimics?: MimicCounts | undefined;
}

/** @since 0.1.0 */
export interface SynthesizePatchOptions extends SynthesizeOptions {
  /** Middle of the patch; drawn so that every part of the brain has its turn unless given. */
  readonly centreMm?: WorldPoint | undefined;
  /** Edge of the image, 16 to 128; 48 unless given. */
  readonly sizeMm?: number | undefined;
}

/** Around the image: keeps out what wraps around. */
const MARGIN_MM = 8;
/** Centres of objects keep this far from the faces of the image. */
const INSIDE_MM = 2.5;

/**
 * A piece of a scan with microbleeds and what looks like them, and the truth about it.
 *
 * Tissues, veins and objects are simulated on a grid of 0.5 mm: signal at the echo time by the spoiled gradient echo, phase
 * by the field of the head and of every susceptibility, focal sources as dipoles with exact dephasing within a voxel. Then
 * comes the acquisition of the protocol. What an object shows is measured from noise-free images with and without it.
 *
 * All randomness comes from seed and index: the same options give the same bytes, and a sample the same whether it is made
 * alone or in a series.
 *
 * @param options - see {@link SynthesizePatchOptions}
 * @returns images and truth on one grid
 * @throws CmbError `OUT_OF_RANGE` when a number is out of its range, `INVALID_ARGUMENT` for an unknown option or class, a value of a
 * wrong kind, and a preset beside a protocol; as `assertProtocol`; the signal's reason when stopped
 * @since 0.1.0
 */
export async function synthesizePatch(options: SynthesizePatchOptions): Promise<SyntheticScan> {
  assertScanOptions("synthesizePatch", options);
  const { seed, index = 0, sizeMm = 48 } = options;
  if (!(sizeMm >= 16 && sizeMm <= 128)) {
    const message = `synthesizePatch: sizeMm is ${sizeMm}; give 16 to 128 mm, or synthesize a head`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "sizeMm", value: sizeMm, minimum: 16, maximum: 128 });
  }
  const rng = createRng(seed, "sample", index);
  const protocol = options.protocol ?? drawProtocol(options.preset ?? "mixed", rng.at("protocol"));
  const head = await headOfScan(options);
  const centreMm = options.centreMm ?? drawPatchCentre(head.anatomy, rng.at("centre"));
  const grid = gridAround(centreMm, sizeMm + 2 * MARGIN_MM);
  const imageGrid = imageGridWithin(grid, protocol, { marginMm: MARGIN_MM });
  const scene = drawScene({
    anatomy: head.anatomy,
    headFieldPpm: headFieldAlong(head.headFieldsPpm, protocol.b0Direction),
    veins: chooseVeins(head, rng.at("veins"), boxAbout(centreMm, sizeMm / 2 + MARGIN_MM)),
    protocol,
    stream: { seed, index },
    box: boxAbout(centreMm, sizeMm / 2 - INSIDE_MM),
    microbleeds: options.microbleeds ?? {},
    mimics: { ...PATCH_MIMICS, ...options.mimics },
  });
  return renderPatch(scene, { grid, imageGrid }, options);
}

interface PatchGrids {
  readonly grid: Grid;
  readonly imageGrid: Grid;
}

async function renderPatch(
  scene: Scene,
  { grid, imageGrid }: PatchGrids,
  { signal }: LongTaskOptions,
): Promise<SyntheticScan> {
  const { protocol, objects, stream } = scene;
  const tile = await renderTile(scene, grid, { signal });
  const acquisition = {
    protocol,
    imageGrid,
    rng: createRng(stream.seed, "sample", stream.index, "acquisition"),
    signal,
  };
  const clean = await acquireNoiseFree(tileSignal(tile, objects, protocol), acquisition);
  const images = await toImages(await addNoise(clean, acquisition), { protocol, signal });
  const depths: ObjectDepth[] = [];
  for (const object of objects) {
    const depth = await measureDepth(scene, object, { imageGrid, simulationGrid: grid, tile, signal });
    if (depth !== undefined) depths.push(depth);
  }
  const described = describeObjects(objects, depths, { imageGrid, signalToNoise: protocol.signalToNoise });
  const veins = createVolume(averageOnto(tile.veins, grid, imageGrid), imageGrid.shape, imageGrid.affine);
  return { ...images, truth: { ...described, tissues: tissuesOnto(scene.anatomy, imageGrid), veins }, protocol };
}

function gridAround([x, y, z]: WorldPoint, lengthMm: number): Grid {
  const n = 2 * Math.round(lengthMm / SIMULATION_MM / 2);
  const first = (centre: number): number => centre - ((n - 1) / 2) * SIMULATION_MM;
  const s = SIMULATION_MM;
  return { shape: [n, n, n], affine: [s, 0, 0, first(x), 0, s, 0, first(y), 0, 0, s, first(z), 0, 0, 0, 1] };
}

function boxAbout([x, y, z]: WorldPoint, halfMm: number): WorldBox {
  return {
    minimumMm: [x - halfMm, y - halfMm, z - halfMm],
    maximumMm: [x + halfMm, y + halfMm, z + halfMm],
  };
}

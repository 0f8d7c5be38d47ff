import { createRng, type LongTaskOptions, type WorldPoint } from "@cmb/core";
import { type Box, crop, type Grid } from "@cmb/preprocess";
import { acquireNoiseFree } from "../acquisition/acquire-noise-free.js";
import type { ComplexVolume } from "../acquisition/complex-volume.js";
import type { Protocol } from "../acquisition/protocol.js";
import { toImages } from "../acquisition/to-images.js";
import { tissueIndex, tissueSignals } from "../anatomy/tissue.js";
import { distanceMm } from "../objects/draw-site.js";
import { visitBall } from "../objects/layers/visit-ball.js";
import type { SceneObject } from "../objects/scene-object.js";
import { phasePerPpm } from "../physics/phase-per-ppm.js";
import { multiplyByObjects, renderTile, type Tile, tileSignal, tileWithout } from "../scene/render-tile.js";
import type { Scene } from "../scene/scene.js";
import { boxAround, fastBox, gridOfBox } from "./boxes.js";
import type { ObjectDepth } from "./object-depth.js";

/** Where an object is looked at. @internal */
export interface MeasureDepthOptions extends LongTaskOptions {
  readonly imageGrid: Grid;
  /** Of the simulation, of which the surroundings of the object are a part. */
  readonly simulationGrid: Grid;
  /** The whole simulation grid, if it was rendered already. */
  readonly tile?: Tile | undefined;
}

/** The high-pass filter of an SWI looks this far. */
const SWI_REACH_MM = 12;
/** Keeps the edges of the box away from what is measured. */
const MARGIN_MM = 4;
/** Below this share of white matter there is nothing to lose. */
const DARK_SHARE = 0.15;

/**
 * The depth `1 − with / without` of one object in the noise-free image, voxel by voxel around it.
 *
 * Its surroundings are simulated and acquired twice, with all objects and with all but this one, without noise, ghosts,
 * motion or receive field; depths are of the image that a reader sees, so of the SWI of an SWI.
 *
 * @returns depths on a box of the image grid; `undefined` where the image shows nothing of the surroundings
 * @internal
 */
export async function measureDepth(
  scene: Scene,
  object: SceneObject,
  options: MeasureDepthOptions,
): Promise<ObjectDepth | undefined> {
  const { imageGrid, simulationGrid, tile, signal } = options;
  const { acquiredSpacingMm, contrast } = scene.protocol;
  const own = objectReachMm(object, scene);
  const across = contrast === "SWI" ? Math.max(own, SWI_REACH_MM) : own;
  const reach: WorldPoint = [across, across, own + acquiredSpacingMm[2]];
  const image = boxAround(imageGrid, object.centreMm, reach);
  const margin = Math.max(MARGIN_MM, 1.6 * acquiredSpacingMm[2]);
  const wide: WorldPoint = [reach[0] + MARGIN_MM, reach[1] + MARGIN_MM, reach[2] + margin];
  const simulated = boxAround(simulationGrid, object.centreMm, wide);
  if (image === undefined || simulated === undefined) return undefined;
  const box = fastBox(simulated, simulationGrid);
  const pair = await signalPair(scene, object, { box, grid: gridOfBox(simulationGrid, box), tile, signal });
  const protocol = undisturbed(scene.protocol);
  const seen = async (complex: ComplexVolume): Promise<Float32Array> => {
    // The stream is not drawn from: there are no ghosts, no motion and no receive field.
    const settings = { protocol, imageGrid: gridOfBox(imageGrid, image), rng: createRng(0), signal };
    return (await toImages(await acquireNoiseFree(complex, settings), { protocol, signal })).image.data;
  };
  const [shown, bare] = [await seen(pair.present), await seen(pair.absent)];
  const floor = DARK_SHARE * (tissueSignals(protocol)[tissueIndex("whiteMatter")] as number);
  const depths = bare.map((before, v) => (before > floor ? 1 - (shown[v] as number) / before : 0));
  const seenGrid = gridOfBox(imageGrid, image);
  if (object.class === "air-bone-edge") clearBeyond(depths, seenGrid, { centreMm: object.centreMm, radiusMm: own });
  return { id: object.id, from: image.from, shape: seenGrid.shape, depths };
}

/** The field of a head is everywhere: only what lies near the place that was named belongs to it. */
function clearBeyond(
  depths: Float32Array,
  grid: Grid,
  { centreMm, radiusMm }: { readonly centreMm: WorldPoint; readonly radiusMm: number },
): void {
  const near = new Uint8Array(depths.length);
  visitBall(grid, { centreMm, radiusMm }, (v) => {
    near[v] = 1;
  });
  for (let v = 0; v < depths.length; v++) if (near[v] === 0) depths[v] = 0;
}

/** Without all that an observer could not tell apart from the object. @internal */
export function undisturbed(protocol: Protocol): Protocol {
  return { ...protocol, signalToNoise: null, ghost: null, motion: null, biasStrength: 0 };
}

/** How far from its centre an object can darken a voxel by much. */
function objectReachMm(object: SceneObject, { layers, protocol }: Scene): number {
  const { centreMm, spheres } = object;
  const perPpm = phasePerPpm(protocol);
  const moment = spheres.reduce((sum, ball) => sum + Math.abs(ball.susceptibilityPpm) * ball.radiusMm ** 3, 0);
  const extent = Math.max(
    ...spheres.map((ball) => distanceMm(ball.centreMm, centreMm) + ball.radiusMm),
    object.radiusMm,
  );
  const farthest = layers
    .filter(({ objectId }) => objectId === object.id)
    .map((layer) => {
      if (layer.kind === "siderosis") return layer.reachMm;
      if (layer.kind === "fluid") return distanceMm(layer.startMm, layer.endMm) / 2 + layer.radiusMm;
      return Math.max(...layer.blobs.map((blob) => distanceMm(blob.centreMm, centreMm) + 2.5 * blob.sigmaMm));
    });
  return Math.max(extent, ...farthest) + 3 + Math.min(12, Math.cbrt((2 * perPpm * moment) / 3 / 0.6));
}

interface Surroundings extends LongTaskOptions {
  readonly box: Box;
  readonly grid: Grid;
  readonly tile: Tile | undefined;
}

interface SignalPair {
  readonly present: ComplexVolume;
  readonly absent: ComplexVolume;
}

async function signalPair(
  scene: Scene,
  object: SceneObject,
  { box, grid, tile, signal }: Surroundings,
): Promise<SignalPair> {
  const others = scene.objects.filter(({ id }) => id !== object.id);
  const around = tile === undefined ? await renderTile(scene, grid, { signal }) : cropTile(tile, box);
  if (object.spheres.length === 0) {
    const without = await tileWithout(scene, object, { tile: around, signal });
    return { present: tileSignal(around, others, scene.protocol), absent: tileSignal(without, others, scene.protocol) };
  }
  const absent = tileSignal(around, others, scene.protocol);
  const present = { ...absent, real: absent.real.slice(), imaginary: absent.imaginary.slice() };
  multiplyByObjects(present, [object], scene.protocol);
  return { present, absent };
}

function cropTile({ grid, maps, fieldPpm, veins, base }: Tile, box: Box): Tile {
  const part = (data: Float32Array): Float32Array => crop({ data, ...grid }, box).data;
  const cut = gridOfBox(grid, box);
  const { amplitude, r2StarPerS, susceptibilityPpm } = maps;
  return {
    grid: cut,
    maps: {
      ...cut,
      amplitude: part(amplitude),
      r2StarPerS: part(r2StarPerS),
      susceptibilityPpm: part(susceptibilityPpm),
    },
    fieldPpm: { ...cut, data: part(fieldPpm.data) },
    veins: part(veins),
    base: { ...cut, real: part(base.real), imaginary: part(base.imaginary) },
  };
}

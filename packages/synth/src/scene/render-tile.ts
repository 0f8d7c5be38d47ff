import { createRng, type LongTaskOptions, type Volume } from "@cmb/core";
import { type Grid, resample } from "@cmb/preprocess";
import { complexSignal } from "../acquisition/complex-signal.js";
import type { ComplexVolume } from "../acquisition/complex-volume.js";
import { renderTissueMaps } from "../anatomy/render-tissue-maps.js";
import { tissueConstants } from "../anatomy/tissue.js";
import type { TissueMaps } from "../anatomy/tissue-maps.js";
import { dipoleField } from "../field/dipole-field.js";
import { dipoleFactor } from "../objects/dipole-factor.js";
import { applyLayersInto } from "../objects/layers/apply-layers.js";
import { multiplyByFactor } from "../objects/multiply-by-factor.js";
import type { SceneObject } from "../objects/scene-object.js";
import { createTissueSampler } from "../objects/tissue-sampler.js";
import { spoiledGreSignal } from "../physics/spoiled-gre-signal.js";
import { stampVessels } from "../vessels/stamp-vessels.js";
import type { Scene } from "./scene.js";

/** A part of a head at the resolution of the simulation. @internal */
export interface Tile {
  readonly grid: Grid;
  readonly maps: TissueMaps;
  readonly fieldPpm: Volume;
  /** Share of each voxel that is vein. */
  readonly veins: Float32Array;
}

/**
 * Tissue maps with veins and layers, and the field of all that is not a ball, on a grid anywhere in a scene.
 *
 * The field is that of the head at 2 mm and that of the tile's own susceptibilities, so a tile knows nothing of the
 * tissue beyond its edge: leave a margin.
 *
 * @param grid - of the simulation, 0.5 mm
 * @internal
 */
export async function renderTile(scene: Scene, grid: Grid, options: LongTaskOptions = {}): Promise<Tile> {
  const { anatomy, protocol, stream } = scene;
  const { signal } = options;
  const rng = createRng(stream.seed, "sample", stream.index, "tissue");
  const maps = await renderTissueMaps(anatomy, grid, { protocol, rng, signal });
  applyLayersInto(maps, scene.layers, { tissueAt: createTissueSampler(anatomy), settings: protocol });
  const { share, susceptibilityPpm } = stampVessels(scene.veins, grid);
  addVeins(maps, { share, susceptibilityPpm }, scene);
  const susceptibility = { data: maps.susceptibilityPpm, shape: grid.shape, affine: grid.affine };
  const own = await dipoleField(susceptibility, { b0Direction: protocol.b0Direction, signal });
  const far = await resample(scene.headFieldPpm, grid, { signal });
  for (let v = 0; v < own.data.length; v++) own.data[v] = (own.data[v] as number) + (far.data[v] as number);
  return { grid, maps, fieldPpm: own, veins: share };
}

function addVeins(
  maps: TissueMaps,
  { share, susceptibilityPpm }: { readonly share: Float32Array; readonly susceptibilityPpm: Float32Array },
  { protocol }: Scene,
): void {
  const blood = tissueConstants("venousBlood", protocol.fieldStrengthT);
  const amplitude = spoiledGreSignal(blood, { ...protocol, echoTimeMs: 0 });
  const r2StarPerS = 1000 / blood.t2StarMs;
  for (let v = 0; v < share.length; v++) {
    const part = share[v] as number;
    if (part === 0) continue;
    maps.amplitude[v] = (1 - part) * (maps.amplitude[v] as number) + part * amplitude;
    maps.r2StarPerS[v] = (1 - part) * (maps.r2StarPerS[v] as number) + part * r2StarPerS;
    maps.susceptibilityPpm[v] = (maps.susceptibilityPpm[v] as number) + (susceptibilityPpm[v] as number);
  }
}

/**
 * The complex signal of a tile with some objects made of balls.
 *
 * @param objects - those without balls are part of the tile already and change nothing
 * @returns a new complex volume on the tile's grid
 * @internal
 */
export function tileSignal(
  { maps, fieldPpm }: Pick<Tile, "maps" | "fieldPpm">,
  objects: readonly SceneObject[],
  { protocol }: Pick<Scene, "protocol">,
): ComplexVolume {
  const signal = complexSignal(maps, fieldPpm, protocol);
  multiplyByObjects(signal, objects, protocol);
  return signal;
}

/** Multiplies a signal by the factors of objects made of balls, in place and in their order. @internal */
export function multiplyByObjects(
  signal: ComplexVolume,
  objects: readonly SceneObject[],
  protocol: Scene["protocol"],
): void {
  for (const { spheres } of objects) {
    if (spheres.length === 0) continue;
    const factor = dipoleFactor(spheres, signal, protocol);
    if (factor !== undefined) multiplyByFactor(signal, signal.shape, factor);
  }
}

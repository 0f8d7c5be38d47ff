import { createRng, type LongTaskOptions, type Volume, voxelToWorld, type WorldPoint } from "@cmb/core";
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
import { createTissueSampler, type WorldBox } from "../objects/tissue-sampler.js";
import { spoiledGreSignal } from "../physics/spoiled-gre-signal.js";
import { stampVessels } from "../vessels/stamp-vessels.js";
import { cropVeins } from "./crop-veins.js";
import type { Scene } from "./scene.js";
import { sceneWithout } from "./scene-without.js";

/** A part of a head at the resolution of the simulation. @internal */
export interface Tile {
  readonly grid: Grid;
  readonly maps: TissueMaps;
  readonly fieldPpm: Volume;
  /** Share of each voxel that is vein. */
  readonly veins: Float32Array;
  /** Signal at the echo time of all that is no ball. */
  readonly base: ComplexVolume;
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
export async function renderTile(scene: Scene, grid: Grid, { signal }: LongTaskOptions = {}): Promise<Tile> {
  const { b0Direction } = scene.protocol;
  const { maps, veins } = await renderMaps(scene, grid, { signal });
  const susceptibility = { data: maps.susceptibilityPpm, shape: grid.shape, affine: grid.affine };
  const fieldPpm = await dipoleField(susceptibility, { b0Direction, signal });
  addInto(fieldPpm.data, (await resample(scene.headFieldPpm, grid, { signal })).data, 1);
  return { grid, maps, fieldPpm, veins, base: complexSignal(maps, fieldPpm, scene.protocol) };
}

/** What a part of a head has without its balls. */
async function renderMaps(
  { anatomy, protocol, stream, layers, veins }: Scene,
  grid: Grid,
  { signal }: LongTaskOptions,
): Promise<Pick<Tile, "maps" | "veins">> {
  const rng = createRng(stream.seed, "sample", stream.index, "tissue");
  const maps = await renderTissueMaps(anatomy, grid, { protocol, rng, signal });
  applyLayersInto(maps, layers, { tissueAt: createTissueSampler(anatomy), settings: protocol });
  // Of the veins of a whole head few come near a small box.
  const near = cropVeins(veins, { box: worldBox(grid), keepsTree: () => true });
  const stamped = stampVessels(near, grid);
  addVeins(maps, stamped, protocol);
  return { maps, veins: stamped.share };
}

/**
 * A tile of a scene without one object that is no ball, from the tile with it: only what the object changes is computed, so
 * that what the edges cut off is the same in both.
 *
 * @internal
 */
export async function tileWithout(
  scene: Scene,
  object: SceneObject,
  { tile, signal }: LongTaskOptions & { readonly tile: Tile },
): Promise<Tile> {
  const { grid } = tile;
  const { maps, veins } = await renderMaps(sceneWithout(scene, object), grid, { signal });
  const change = maps.susceptibilityPpm.map((ppm, v) => ppm - (tile.maps.susceptibilityPpm[v] as number));
  const susceptibility = { data: change, shape: grid.shape, affine: grid.affine };
  const fieldPpm = await dipoleField(susceptibility, { b0Direction: scene.protocol.b0Direction, signal });
  addInto(fieldPpm.data, tile.fieldPpm.data, 1);
  if (object.class === "air-bone-edge") {
    addInto(fieldPpm.data, (await resample(scene.headFieldPpm, grid, { signal })).data, -1);
  }
  return { grid, maps, fieldPpm, veins, base: complexSignal(maps, fieldPpm, scene.protocol) };
}

/** Around the centres of a grid's voxels, whatever its axes. */
function worldBox({ shape, affine }: Grid): WorldBox {
  const corners = Array.from({ length: 8 }, (_, n) =>
    voxelToWorld(affine, [n & 1 ? shape[0] - 0.5 : -0.5, n & 2 ? shape[1] - 0.5 : -0.5, n & 4 ? shape[2] - 0.5 : -0.5]),
  );
  const along = (axis: 0 | 1 | 2): readonly number[] => corners.map((corner) => corner[axis]);
  const edge = (pick: (...values: readonly number[]) => number): WorldPoint => [
    pick(...along(0)),
    pick(...along(1)),
    pick(...along(2)),
  ];
  return { minimumMm: edge(Math.min), maximumMm: edge(Math.max) };
}

function addInto(out: Float32Array, values: ArrayLike<number>, factor: 1 | -1): void {
  for (let v = 0; v < out.length; v++) out[v] = (out[v] as number) + factor * (values[v] as number);
}

function addVeins(
  maps: TissueMaps,
  { share, susceptibilityPpm }: { readonly share: Float32Array; readonly susceptibilityPpm: Float32Array },
  protocol: Scene["protocol"],
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
  { base }: Pick<Tile, "base">,
  objects: readonly SceneObject[],
  protocol: Scene["protocol"],
): ComplexVolume {
  const signal = { ...base, real: base.real.slice(), imaginary: base.imaginary.slice() };
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

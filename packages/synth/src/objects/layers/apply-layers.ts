import { TISSUES, tissueConstants } from "../../anatomy/tissue.js";
import type { TissueMaps } from "../../anatomy/tissue-maps.js";
import { type SpoiledGreSettings, spoiledGreSignal } from "../../physics/spoiled-gre-signal.js";
import { distanceMm } from "../draw-site.js";
import type { TissueSampler } from "../tissue-sampler.js";
import type { FluidLayer, IronLayer, Layer, SiderosisLayer } from "./layer.js";
import { visitBall } from "./visit-ball.js";

/** @internal */
export interface LayerSettings {
  readonly tissueAt: TissueSampler;
  readonly settings: SpoiledGreSettings;
}

/**
 * Writes layers into tissue maps, in place and in their order.
 *
 * @param maps - of any part of a head
 * @internal
 */
export function applyLayersInto(
  maps: TissueMaps,
  layers: readonly Layer[],
  { tissueAt, settings }: LayerSettings,
): void {
  for (const layer of layers) {
    if (layer.kind === "iron") applyIron(maps, layer, tissueAt);
    else if (layer.kind === "siderosis") applySiderosis(maps, layer, tissueAt);
    else applyFluid(maps, layer, settings);
  }
}

const BLOB_REACH_SIGMAS = 2.5;

function applyIron(maps: TissueMaps, { blobs, tissues }: IronLayer, tissueAt: TissueSampler): void {
  const inside = new Set(tissues.map((tissue) => TISSUES.indexOf(tissue)));
  for (const { centreMm, sigmaMm, susceptibilityPpm, r2StarPerS } of blobs) {
    visitBall(maps, { centreMm, radiusMm: BLOB_REACH_SIGMAS * sigmaMm }, (v, x, y, z) => {
      if (!inside.has(tissueAt(x, y, z))) return;
      const weight = Math.exp(-0.5 * (distanceMm([x, y, z], centreMm) / sigmaMm) ** 2);
      add(maps, v, { ppm: weight * susceptibilityPpm, r2StarPerS: weight * r2StarPerS });
    });
  }
}

/** Directions in which a voxel looks for fluid: the faces of a cube. */
const SIX = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
] as const;

function applySiderosis(maps: TissueMaps, layer: SiderosisLayer, tissueAt: TissueSampler): void {
  const cortex = new Set(
    ["cortex", "cerebellarCortex"].map((tissue) => (TISSUES as readonly string[]).indexOf(tissue)),
  );
  const fluid = TISSUES.indexOf("csf");
  const { centreMm, reachMm, thicknessMm } = layer;
  visitBall(maps, { centreMm, radiusMm: reachMm }, (v, x, y, z) => {
    if (!cortex.has(tissueAt(x, y, z))) return;
    let seen = 0;
    for (const [dx, dy, dz] of SIX) {
      if (tissueAt(x + dx * thicknessMm, y + dy * thicknessMm, z + dz * thicknessMm) === fluid) seen++;
    }
    if (seen === 0) return;
    // Fades to the rim of the ball; a surface in the plane of a face sees fluid on one side of six.
    const rim = Math.min(1, (2.5 * (reachMm - distanceMm([x, y, z], centreMm))) / reachMm);
    const weight = rim * Math.min(1, seen / 2);
    add(maps, v, { ppm: weight * layer.susceptibilityPpm, r2StarPerS: weight * layer.r2StarPerS });
  });
}

function applyFluid(maps: TissueMaps, layer: FluidLayer, settings: SpoiledGreSettings): void {
  const fluid = tissueConstants("csf", settings.fieldStrengthT);
  const amplitude = spoiledGreSignal(fluid, { ...settings, echoTimeMs: 0 });
  const { startMm, endMm, radiusMm } = layer;
  const centreMm = [0, 1, 2].map((n) => ((startMm[n] as number) + (endMm[n] as number)) / 2) as [
    number,
    number,
    number,
  ];
  const edgeMm = Math.abs(maps.affine[0]) || 0.5;
  const reach = distanceMm(startMm, endMm) / 2 + radiusMm + edgeMm;
  visitBall(maps, { centreMm, radiusMm: reach }, (v, x, y, z) => {
    const distance = distanceToSegmentMm([x, y, z], startMm, endMm);
    const share = Math.min(1, Math.max(0, 0.5 + (radiusMm - distance) / edgeMm));
    if (share === 0) return;
    mix(maps.amplitude, v, { share, value: amplitude });
    mix(maps.r2StarPerS, v, { share, value: 1000 / fluid.t2StarMs });
    mix(maps.susceptibilityPpm, v, { share, value: fluid.susceptibilityPpm });
  });
}

function add(maps: TissueMaps, v: number, change: { readonly ppm: number; readonly r2StarPerS: number }): void {
  maps.susceptibilityPpm[v] = (maps.susceptibilityPpm[v] as number) + change.ppm;
  maps.r2StarPerS[v] = (maps.r2StarPerS[v] as number) + change.r2StarPerS;
}

function mix(
  data: Float32Array,
  v: number,
  { share, value }: { readonly share: number; readonly value: number },
): void {
  data[v] = (1 - share) * (data[v] as number) + share * value;
}

function distanceToSegmentMm(
  point: readonly [number, number, number],
  start: readonly [number, number, number],
  end: readonly [number, number, number],
): number {
  const axis = end.map((value, n) => value - (start[n] as number));
  const squared = axis.reduce((sum, value) => sum + value * value, 0);
  const along = point.reduce((sum, value, n) => sum + (value - (start[n] as number)) * (axis[n] as number), 0);
  const t = squared === 0 ? 0 : Math.min(1, Math.max(0, along / squared));
  return Math.hypot(...point.map((value, n) => value - (start[n] as number) - t * (axis[n] as number)));
}

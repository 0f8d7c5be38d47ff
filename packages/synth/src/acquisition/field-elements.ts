import { type EchoSettings, phasePerPpm } from "../physics/phase-per-ppm.js";
import { staticDephasing } from "../physics/static-dephasing.js";
import type { FocalSource, Source, VeinSource } from "./sources.js";

/** Numbers of one element in the table: see the offsets below. @internal */
export const STRIDE = 16;
/** Offsets into an element. `SCALE` holds the phase at the surface's equator, `INSIDE_PHASE` the one inside. @internal */
export const AT = {
  kind: 0,
  x: 1,
  y: 2,
  z: 3,
  radius: 4,
  scale: 5,
  insidePhase: 6,
  insideSignal: 7,
  axisX: 8,
  axisY: 9,
  axisZ: 10,
  length: 11,
  freeEnds: 12,
  reach: 13,
  source: 14,
} as const;

/** @internal */
export const SPHERE = 0;
/** @internal */
export const CYLINDER = 1;

// Beyond these phases a source changes neither magnitude nor phase mask by as much as the noise does.
const NEGLIGIBLE_SPHERE_PHASE = 0.04;
const NEGLIGIBLE_CYLINDER_PHASE = 0.1;

/** Every sphere and every straight piece of vein as numbers in one table. @internal */
export interface FieldElements {
  readonly table: Float64Array;
  readonly count: number;
}

/**
 * Spheres and vein pieces with their phases at the echo.
 *
 * @param sources - the index of a source in this list is its name in the table
 * @param echo - echo time and field strength
 * @param bloodSignal - signal of venous blood over that of the tissue around it
 * @internal
 */
export function fieldElements(sources: readonly Source[], echo: EchoSettings, bloodSignal: number): FieldElements {
  const perPpm = phasePerPpm(echo);
  const rows = sources.flatMap((source, n) =>
    source.class === "vein" ? veinRows(source, n, { perPpm, bloodSignal }) : [sphereRow(source, n, { perPpm, echo })],
  );
  const table = new Float64Array(STRIDE * rows.length);
  for (const [n, row] of rows.entries()) table.set(row, STRIDE * n);
  return { table, count: rows.length };
}

function sphereRow(
  source: FocalSource,
  index: number,
  { perPpm, echo }: { readonly perPpm: number; readonly echo: EchoSettings },
): readonly number[] {
  const { radiusMm, susceptibilityPpm, protonDensity, centreMm } = source;
  const scale = (perPpm * susceptibilityPpm) / 3;
  const inside = protonDensity * staticDephasing(susceptibilityPpm, echo);
  const reach = radiusMm * Math.max(1, Math.cbrt((2 * Math.abs(scale)) / NEGLIGIBLE_SPHERE_PHASE));
  return [SPHERE, ...centreMm, radiusMm, scale, 0, inside, 0, 0, 1, 0, 0, reach, index];
}

function veinRows(
  source: VeinSource,
  index: number,
  { perPpm, bloodSignal }: { readonly perPpm: number; readonly bloodSignal: number },
): readonly (readonly number[])[] {
  const { pathMm, radiiMm, susceptibilityPpm } = source;
  return radiiMm.flatMap((radius, n) => {
    const from = pathMm[n];
    const to = pathMm[n + 1];
    if (from === undefined || to === undefined) return [];
    const length = Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
    const axis = [(to[0] - from[0]) / length, (to[1] - from[1]) / length, (to[2] - from[2]) / length] as const;
    const scale = (perPpm * susceptibilityPpm) / 2;
    const inside = (scale / 3) * (3 * axis[2] * axis[2] - 1);
    const freeEnds = (n === 0 ? 1 : 0) + (n === radiiMm.length - 1 ? 2 : 0);
    const reach = radius * Math.max(1, Math.sqrt(Math.abs(scale) / NEGLIGIBLE_CYLINDER_PHASE));
    return [[CYLINDER, ...from, radius, scale, inside, bloodSignal, ...axis, length, freeEnds, reach, index]];
  });
}

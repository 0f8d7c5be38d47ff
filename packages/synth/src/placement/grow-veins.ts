import { createRng, type Rng, type WorldPoint } from "@cmb/core";
import type { VeinSource } from "../acquisition/sources.js";
import type { Head } from "../anatomy/head.js";
import { PIAL_RADII_MM, pialDistance } from "../anatomy/pial-surface.js";
import { sulcusDistance } from "../anatomy/sulci.js";
import { tissueAt } from "../anatomy/tissue-at.js";

const STEP_MM = 1.5;
const SULCAL_SHARE = 0.62;
const MOST_TRIES = 20_000;
/** Venous blood against tissue: 4π · 0.27 ppm · haematocrit 0.4 · (1 − saturation), saturation 0.6 to 0.75. */
const SUSCEPTIBILITY_RANGE_PPM = [0.34, 0.54] as const;

/** Internal cerebral and thalamostriate veins, mm of an adult head; one side. */
const DEEP_VEINS: readonly { readonly pathMm: readonly WorldPoint[]; readonly radiusMm: number }[] = [
  {
    pathMm: [
      [2, 12, 10],
      [2, 4, 7.5],
      [2, -8, 7],
      [1.8, -18, 8],
      [1.2, -28, 10],
    ],
    radiusMm: 0.8,
  },
  {
    pathMm: [
      [15, -10, 19],
      [12, 0, 16],
      [7, 9, 12],
      [2.5, 12, 10],
    ],
    radiusMm: 0.5,
  },
];

/**
 * Veins as curved centre-lines: in the sulci, from the white matter towards the ventricles, and the deep pairs.
 *
 * A line is a walk of 1.5 mm steps that turns a little at each; in a sulcus it is drawn back to the sheet. All veins of
 * one head have nearly one oxygen saturation.
 *
 * @param count - sulcal and medullary veins together; the two deep pairs come on top unless it is 0
 * @internal
 */
export function growVeins(
  head: Head,
  { seed, count }: { readonly seed: number; readonly count: number },
): readonly VeinSource[] {
  if (count === 0) return [];
  const common = createRng(seed, "venous blood").uniform(...SUSCEPTIBILITY_RANGE_PPM);
  const veins: VeinSource[] = [];
  const sulcal = Math.round(SULCAL_SHARE * count);
  for (let n = 0; n < count; n++) {
    const rng = createRng(seed, "vein", n);
    const path = n < sulcal ? sulcalPath(head, rng) : medullaryPath(head, rng);
    if (path.length < 3) continue;
    const radius = n < sulcal ? rng.uniform(0.3, 0.8) : rng.uniform(0.18, 0.38);
    veins.push(toVein(head, path, { radius, susceptibilityPpm: common * rng.uniform(0.92, 1.08) }));
  }
  for (const { pathMm, radiusMm } of DEEP_VEINS) {
    for (const side of [1, -1]) {
      const mirrored = pathMm.map(([x, y, z]): WorldPoint => [side * x, y, z]);
      veins.push(toVein(head, mirrored, { radius: radiusMm, susceptibilityPpm: common }));
    }
  }
  return veins;
}

/** From mm of an adult head to world mm, thinner towards the start, where a vein begins in small branches. */
function toVein(
  head: Head,
  path: readonly WorldPoint[],
  { radius, susceptibilityPpm }: { readonly radius: number; readonly susceptibilityPpm: number },
): VeinSource {
  const pieces = path.length - 1;
  return {
    class: "vein",
    pathMm: path.map(([x, y, z]): WorldPoint => [x * head.scale, y * head.scale, z * head.scale]),
    radiiMm: Array.from({ length: pieces }, (_, n) => radius * (0.55 + (0.45 * (n + 1)) / pieces)),
    susceptibilityPpm,
  };
}

function sulcalPath(head: Head, rng: Rng): readonly WorldPoint[] {
  const start = findPoint(rng, (x, y, z) => {
    const depth = -pialDistance(x, y, z);
    return depth > -0.5 && depth < 0.8 * head.sulcusDepthMm && Math.abs(sulcusDistance(head.sulci, x, y, z)) < 0.7;
  });
  if (start === undefined) return [];
  const steps = Math.round(rng.uniform(10, 36) / STEP_MM);
  const path: WorldPoint[] = [start];
  let point = start;
  let direction = unit([rng.normal(), rng.normal(), rng.normal()]);
  for (let n = 0; n < steps; n++) {
    const sheet = sheetNormal(head, point);
    direction = turned(direction, rng, 0.28);
    direction = unit(minus(direction, sheet.normal, dot(direction, sheet.normal)));
    const depth = -pialDistance(...point);
    const outwards = unit(point);
    const radial = dot(direction, outwards);
    const leaves = (depth < 0.5 && radial > 0) || (depth > 0.85 * head.sulcusDepthMm && radial < 0);
    if (leaves) direction = unit(minus(direction, outwards, 1.6 * radial));
    const ahead = minus(point, direction, -STEP_MM);
    point = minus(ahead, sheet.normal, Math.max(-0.5, Math.min(0.5, sheet.distance)));
    path.push(point);
  }
  return path;
}

/** Distance to the sulcal sheet and its unit normal, by central differences over 1 mm. */
function sheetNormal(head: Head, [x, y, z]: WorldPoint): { readonly distance: number; readonly normal: WorldPoint } {
  const at = (i: number, j: number, k: number): number => sulcusDistance(head.sulci, x + i, y + j, z + k);
  const gradient: WorldPoint = [
    at(0.5, 0, 0) - at(-0.5, 0, 0),
    at(0, 0.5, 0) - at(0, -0.5, 0),
    at(0, 0, 0.5) - at(0, 0, -0.5),
  ];
  return { distance: at(0, 0, 0), normal: unit(gradient) };
}

function medullaryPath(head: Head, rng: Rng): readonly WorldPoint[] {
  const isWhite = (x: number, y: number, z: number): boolean =>
    tissueAt(head, [x * head.scale, y * head.scale, z * head.scale]) === "whiteMatter";
  const start = findPoint(
    rng,
    (x, y, z) => Math.abs(x) > 14 && z > 4 && z < 45 && Math.abs(y) < 58 && isWhite(x, y, z),
  );
  if (start === undefined) return [];
  // Towards the ventricle's wall, which lies some 12 mm from the midline and 16 mm up.
  const target: WorldPoint = [Math.sign(start[0]) * 12, 0.6 * start[1], 16];
  const length = Math.min(rng.uniform(12, 30), Math.hypot(...minus(start, target, 1)) - 3);
  const path: WorldPoint[] = [start];
  let point = start;
  let direction = unit(minus(target, start, 1));
  for (let gone = 0; gone < length; gone += STEP_MM) {
    direction = unit(minus(turned(direction, rng, 0.1), unit(minus(target, point, 1)), -0.15));
    point = minus(point, direction, -STEP_MM);
    path.push(point);
  }
  return path;
}

function findPoint(rng: Rng, accept: (x: number, y: number, z: number) => boolean): WorldPoint | undefined {
  const [rx, ry, rz] = PIAL_RADII_MM;
  for (let n = 0; n < MOST_TRIES; n++) {
    const point: WorldPoint = [rng.uniform(-rx, rx), rng.uniform(-ry, ry), rng.uniform(-rz, rz)];
    if (accept(...point)) return point;
  }
  return undefined;
}

function turned(direction: WorldPoint, rng: Rng, amount: number): WorldPoint {
  return unit(minus(direction, [rng.normal(), rng.normal(), rng.normal()], -amount));
}

/** a − factor · b. */
function minus(a: WorldPoint, b: WorldPoint, factor: number): WorldPoint {
  return [a[0] - factor * b[0], a[1] - factor * b[1], a[2] - factor * b[2]];
}

function dot(a: WorldPoint, b: WorldPoint): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function unit(vector: WorldPoint): WorldPoint {
  const length = Math.hypot(...vector);
  return length < 1e-9 ? [0, 0, 1] : [vector[0] / length, vector[1] / length, vector[2] / length];
}

import type { Rng } from "@cmb/core";
import { PIAL_RADII_MM } from "./pial-surface.js";

const PITCH_MM = 2.5;
const WAVES = 12;
const SHORTEST_WAVE_MM = 17;
const LONGEST_WAVE_MM = 28;
/** How far the folds keep to their place at the surface as they go inwards; 0 radial sheets, 1 free ones. */
const FREEDOM = 0.5;

/** Signed distance in mm to the nearest sulcal sheet, on a lattice of its own in head coordinates. @since 0.1.0 */
export interface SulcusField {
  /** Distances in mm, negative on one side of a sheet; x fastest. */
  readonly data: Float32Array;
  readonly shape: readonly [number, number, number];
  /** Position of the first value in mm of an adult head; values are 2.5 mm apart. */
  readonly originMm: readonly [number, number, number];
}

/** The surface that the folds keep to: an ellipsoid, and how far in and out folds are wanted, as shares of its radius. */
interface FoldedSurface {
  readonly centreMm: readonly [number, number, number];
  readonly radiiMm: readonly [number, number, number];
  readonly innermost: number;
  readonly outermost: number;
}

// Folds are 20 mm deep at most, and outside of the brain there are none.
const PIAL_SURFACE: FoldedSurface = { centreMm: [0, 0, 0], radiiMm: PIAL_RADII_MM, innermost: 0.35, outermost: 1.15 };

/**
 * The folding of the cortex: sheets where a sum of random plane waves is zero, which run inwards from the surface.
 *
 * The distance is the wave sum over its gradient, which is first-order exact next to a sheet.
 *
 * @internal
 */
export function createSulcusField(rng: Rng, surface: FoldedSurface = PIAL_SURFACE): SulcusField {
  const { centreMm, radiiMm, outermost } = surface;
  const half = radiiMm.map((radius) => Math.ceil((radius * (outermost / 1.15) + 6) / PITCH_MM));
  const shape = half.map((n) => 2 * n + 1) as [number, number, number];
  const originMm = half.map((n, axis) => (centreMm[axis] as number) - n * PITCH_MM) as [number, number, number];
  const sums = waveSums(rng, { shape, originMm, surface });
  return { data: overGradient(sums, shape), shape, originMm };
}

interface Wave {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly phase: number;
}

function drawWaves(rng: Rng): readonly Wave[] {
  return Array.from({ length: WAVES }, () => {
    const vector = [rng.normal(), rng.normal(), rng.normal()] as const;
    const wavenumber = (2 * Math.PI) / rng.uniform(SHORTEST_WAVE_MM, LONGEST_WAVE_MM) / Math.hypot(...vector);
    return {
      x: vector[0] * wavenumber,
      y: vector[1] * wavenumber,
      z: vector[2] * wavenumber,
      phase: rng.uniform(0, 2 * Math.PI),
    };
  });
}

interface WaveGrid extends Pick<SulcusField, "shape" | "originMm"> {
  readonly surface: FoldedSurface;
}

function waveSums(rng: Rng, { shape, originMm, surface }: WaveGrid): Float32Array {
  const waves = drawWaves(rng);
  const [ni, nj, nk] = shape;
  const sums = new Float32Array(ni * nj * nk);
  const { centreMm, radiiMm, innermost, outermost } = surface;
  const [rx, ry, rz] = radiiMm;
  let v = 0;
  for (let k = 0; k < nk; k++) {
    const z = originMm[2] - centreMm[2] + k * PITCH_MM;
    for (let j = 0; j < nj; j++) {
      const y = originMm[1] - centreMm[1] + j * PITCH_MM;
      for (let i = 0; i < ni; i++, v++) {
        const x = originMm[0] - centreMm[0] + i * PITCH_MM;
        const depth = Math.sqrt((x / rx) ** 2 + (y / ry) ** 2 + (z / rz) ** 2);
        if (depth < innermost || depth > outermost) continue;
        const toSurface = (1 - FREEDOM) / depth + FREEDOM;
        let sum = 0;
        for (const wave of waves) sum += Math.cos((wave.x * x + wave.y * y + wave.z * z) * toSurface + wave.phase);
        sums[v] = sum;
      }
    }
  }
  return sums;
}

/** Sum over gradient length; where the gradient vanishes no sheet is near, and a floor keeps the quotient finite. */
function overGradient(sums: Float32Array, [ni, nj, nk]: SulcusField["shape"]): Float32Array {
  const distances = new Float32Array(sums.length).fill(20);
  const floor = 0.25 * Math.sqrt(WAVES / 2) * ((2 * Math.PI) / LONGEST_WAVE_MM);
  const slab = ni * nj;
  for (let k = 1; k < nk - 1; k++) {
    for (let j = 1; j < nj - 1; j++) {
      for (let i = 1; i < ni - 1; i++) {
        const v = i + ni * (j + nj * k);
        const sum = sums[v] as number;
        if (sum === 0) continue;
        const gx = (sums[v + 1] as number) - (sums[v - 1] as number);
        const gy = (sums[v + ni] as number) - (sums[v - ni] as number);
        const gz = (sums[v + slab] as number) - (sums[v - slab] as number);
        const gradient = Math.sqrt(gx * gx + gy * gy + gz * gz) / (2 * PITCH_MM);
        distances[v] = sum / Math.max(gradient, floor);
      }
    }
  }
  return distances;
}

/** Signed distance in mm to the nearest sulcal sheet; 20 outside of the lattice. @internal */
export function sulcusDistance(field: SulcusField, x: number, y: number, z: number): number {
  const [ni, nj, nk] = field.shape;
  const fi = (x - field.originMm[0]) / PITCH_MM;
  const fj = (y - field.originMm[1]) / PITCH_MM;
  const fk = (z - field.originMm[2]) / PITCH_MM;
  const i = Math.floor(fi);
  const j = Math.floor(fj);
  const k = Math.floor(fk);
  if (i < 0 || j < 0 || k < 0 || i >= ni - 1 || j >= nj - 1 || k >= nk - 1) return 20;
  const v = i + ni * (j + nj * k);
  const a = fi - i;
  const b = fj - j;
  const at = (n: number): number => field.data[n] as number;
  const plane = (corner: number): number => {
    const low = at(corner) + a * (at(corner + 1) - at(corner));
    const high = at(corner + ni) + a * (at(corner + ni + 1) - at(corner + ni));
    return low + b * (high - low);
  };
  const lower = plane(v);
  return lower + (fk - k) * (plane(v + ni * nj) - lower);
}

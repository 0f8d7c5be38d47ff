import { CmbError, invertAffine, type Shape, spacing, type WorldPoint, worldToVoxel } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { type EchoSettings, phasePerPpm } from "../physics/phase-per-ppm.js";
import { staticDephasing } from "../physics/static-dephasing.js";
import type { DipoleSphere } from "./scene-object.js";

/** What balls leave of the signal in a box of a grid: complex factors, i fastest. @since 0.1.0 */
export interface DipoleFactor {
  /** First voxel of the box. */
  readonly start: Shape;
  readonly shape: Shape;
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
}

/** @since 0.1.0 */
export interface DipoleFactorSettings extends EchoSettings {
  /** Direction of B0 in world axes, a unit vector. */
  readonly b0Direction: WorldPoint;
}

/** Past the place where a ball turns the phase by less than this many rad its field is left out. */
const NEGLIGIBLE_PHASE = 0.015;
const LARGEST_REACH_MM = 22;
/** Share of the reach over which the far field fades to nothing, so that no edge of a box shows. */
const FADE = 0.35;
/** Phase may turn by this many rad between two samples of a voxel. */
const PHASE_STEP = 0.8;
const MOST_SAMPLES_PER_AXIS = 6;
/** Columns of the table of balls: world centre, squared radius, phase scale · R³, signal inside, squared reach. */
const STRIDE = 7;

/**
 * What balls of other susceptibility leave of the signal around them, as complex factors on a grid.
 *
 * Each voxel is cut into 1 to 6 samples an axis, as many as the field there needs, and `s · exp(i φ)` is averaged over
 * them: exact dephasing within the voxel, balls far smaller than a voxel included. Outside of a ball φ is the field of
 * its dipole, inside `s` is its water times `staticDephasing`. Fields of several balls add up. The far field fades
 * out within 22 mm, where it turns the phase by little.
 *
 * @param spheres - at least one
 * @param grid - where the factors are wanted; any affine, oblique too
 * @param settings - echo time in ms, field strength in T, direction of B0
 * @returns the factors of the smallest box that holds all that is changed, or `undefined` where it misses the grid
 * @throws CmbError `SINGULAR_AFFINE` when the grid is flat, `OUT_OF_RANGE` for a radius that is not above 0,
 * `INVALID_ARGUMENT` for a ball with a number that is not finite
 * @see Schenck 1996, doi:10.1118/1.597854
 * @since 0.1.0
 */
export function dipoleFactor(
  spheres: readonly DipoleSphere[],
  grid: Grid,
  settings: DipoleFactorSettings,
): DipoleFactor | undefined {
  const table = tabulate(spheres, settings);
  const box = boxAround(spheres, table, grid);
  if (box === undefined) return undefined;
  const voxels = box.shape[0] * box.shape[1] * box.shape[2];
  const factor = { ...box, real: new Float32Array(voxels), imaginary: new Float32Array(voxels) };
  fillFactor(factor, table, { grid, b0Direction: settings.b0Direction });
  return factor;
}

function tabulate(spheres: readonly DipoleSphere[], settings: DipoleFactorSettings): Float64Array {
  const table = new Float64Array(STRIDE * spheres.length);
  for (const [n, sphere] of spheres.entries()) {
    const { centreMm, radiusMm, susceptibilityPpm, protonDensity } = sphere;
    if (!(radiusMm > 0)) {
      const message = `dipoleFactor: ball ${n} has a radius of ${radiusMm} mm; give one above 0`;
      throw new CmbError("OUT_OF_RANGE", message, { name: "radiusMm", value: radiusMm, minimum: 0 });
    }
    if (![...centreMm, radiusMm, susceptibilityPpm, protonDensity].every(Number.isFinite)) {
      const message = `dipoleFactor: ball ${n} has a number that is not finite: ${JSON.stringify(sphere, shown)}`;
      throw new CmbError("INVALID_ARGUMENT", message, { name: `spheres[${n}]`, value: sphere });
    }
    const moment = (phasePerPpm(settings) * susceptibilityPpm * radiusMm ** 3) / 3;
    const reachMm = Math.min(LARGEST_REACH_MM, Math.cbrt((2 * Math.abs(moment)) / NEGLIGIBLE_PHASE));
    const inside = protonDensity * staticDephasing(susceptibilityPpm, settings);
    table.set([...centreMm, radiusMm ** 2, moment, inside, Math.max(reachMm, radiusMm * 1.01) ** 2], STRIDE * n);
  }
  return table;
}

/** JSON writes null for NaN. */
function shown(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

function boxAround(
  spheres: readonly DipoleSphere[],
  table: Float64Array,
  grid: Grid,
): { start: Shape; shape: Shape } | undefined {
  const inverse = invertAffine(grid.affine);
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const [n, { centreMm }] of spheres.entries()) {
    const at = worldToVoxel(grid.affine, centreMm);
    const reachMm = Math.sqrt(table[STRIDE * n + 6] as number);
    for (let axis = 0; axis < 3; axis++) {
      // The longest step along an axis of voxels that a ball of the world takes is the norm of the inverse's row.
      const row = Math.hypot(...inverse.slice(4 * axis, 4 * axis + 3));
      low[axis] = Math.min(low[axis] as number, (at[axis] as number) - reachMm * row);
      high[axis] = Math.max(high[axis] as number, (at[axis] as number) + reachMm * row);
    }
  }
  const start = low.map((value) => Math.max(0, Math.ceil(value)));
  const end = high.map((value, axis) => Math.min((grid.shape[axis] as number) - 1, Math.floor(value)));
  const [ni, nj, nk] = end.map((last, axis) => last - (start[axis] as number) + 1) as [number, number, number];
  if (ni < 1 || nj < 1 || nk < 1) return undefined;
  return { start: start as unknown as Shape, shape: [ni, nj, nk] };
}

interface Place {
  readonly grid: Grid;
  readonly b0Direction: WorldPoint;
}

function fillFactor(factor: DipoleFactor, table: Float64Array, { grid, b0Direction }: Place): void {
  const [ni, nj, nk] = factor.shape;
  const a = grid.affine;
  const voxelMm = Math.max(...spacing(grid.affine));
  const sum = new Float64Array(2);
  const centre = new Float64Array(3);
  for (let k = 0, v = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, v++) {
        const x = i + factor.start[0];
        const y = j + factor.start[1];
        const z = k + factor.start[2];
        centre[0] = a[0] * x + a[1] * y + a[2] * z + a[3];
        centre[1] = a[4] * x + a[5] * y + a[6] * z + a[7];
        centre[2] = a[8] * x + a[9] * y + a[10] * z + a[11];
        const samples = samplesPerAxis(table, centre, voxelMm);
        if (samples === 0) sum.fill(0)[0] = 1;
        else averageInto(sum, table, { centre, affine: a, b0Direction, samples });
        factor.real[v] = sum[0] as number;
        factor.imaginary[v] = sum[1] as number;
      }
    }
  }
}

/** 0 where no ball reaches. Next to a ball the phase turns by `6 |moment| / r⁴` rad a mm. */
function samplesPerAxis(table: Float64Array, centre: Float64Array, voxelMm: number): number {
  let samples = 0;
  for (let at = 0; at < table.length; at += STRIDE) {
    const dx = (centre[0] as number) - (table[at] as number);
    const dy = (centre[1] as number) - (table[at + 1] as number);
    const dz = (centre[2] as number) - (table[at + 2] as number);
    const squared = dx * dx + dy * dy + dz * dz;
    if (squared > (table[at + 6] as number)) continue;
    const radius = Math.sqrt(table[at + 3] as number);
    const distance = Math.sqrt(squared);
    // Half the diagonal of a voxel: a surface may cross it.
    const closest = Math.max(radius, distance - 0.87 * voxelMm);
    const turn = ((6 * Math.abs(table[at + 4] as number)) / closest ** 4) * voxelMm;
    const touches = distance < radius + 0.87 * voxelMm;
    // A ball smaller than a voxel must be hit by its share of the samples.
    const edge = touches ? Math.max(4, (1.5 * voxelMm) / radius) : 1;
    samples = Math.max(samples, Math.min(MOST_SAMPLES_PER_AXIS, Math.ceil(Math.max(turn / PHASE_STEP, edge))));
  }
  return samples;
}

interface VoxelSamples {
  readonly centre: Float64Array;
  readonly affine: Grid["affine"];
  readonly b0Direction: WorldPoint;
  readonly samples: number;
}

// kernel: the innermost loop of all focal sources; plain numbers, no allocation
function averageInto(
  sum: Float64Array,
  table: Float64Array,
  { centre, affine: a, b0Direction: [bx, by, bz], samples }: VoxelSamples,
): void {
  let real = 0;
  let imaginary = 0;
  for (let n = 0; n < samples * samples * samples; n++) {
    const sampleI = n % samples;
    const rest = (n - sampleI) / samples;
    const sampleJ = rest % samples;
    const i = (sampleI + 0.5) / samples - 0.5;
    const j = (sampleJ + 0.5) / samples - 0.5;
    const k = ((rest - sampleJ) / samples + 0.5) / samples - 0.5;
    const x = (centre[0] as number) + a[0] * i + a[1] * j + a[2] * k;
    const y = (centre[1] as number) + a[4] * i + a[5] * j + a[6] * k;
    const z = (centre[2] as number) + a[8] * i + a[9] * j + a[10] * k;
    let phase = 0;
    let signal = 1;
    for (let at = 0; at < table.length; at += STRIDE) {
      const dx = x - (table[at] as number);
      const dy = y - (table[at + 1] as number);
      const dz = z - (table[at + 2] as number);
      const squared = dx * dx + dy * dy + dz * dz;
      const reach = table[at + 6] as number;
      if (squared > reach) continue;
      if (squared < (table[at + 3] as number)) {
        signal *= table[at + 5] as number;
        continue;
      }
      const along = dx * bx + dy * by + dz * bz;
      // sphereFieldPpm, along B0 of any direction.
      const value = ((table[at + 4] as number) / (squared * Math.sqrt(squared))) * ((3 * along * along) / squared - 1);
      phase += value * fade(squared / reach);
    }
    real += signal * Math.cos(phase);
    imaginary += signal * Math.sin(phase);
  }
  const share = 1 / (samples * samples * samples);
  sum[0] = share * real;
  sum[1] = share * imaginary;
}

/** 1 up to 65 % of the reach, then smoothly to 0. */
function fade(squaredShare: number): number {
  if (squaredShare < (1 - FADE) ** 2) return 1;
  const t = Math.min(1, (1 - Math.sqrt(squaredShare)) / FADE);
  return t * t * (3 - 2 * t);
}

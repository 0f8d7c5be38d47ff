import { AT, CYLINDER, type FieldElements, STRIDE } from "./field-elements.js";
import { distanceToElement } from "./nearby-elements.js";

/** What is left of a voxel's signal, as complex factors. @internal */
export interface Attenuation {
  /** With every source. */
  real: number;
  imaginary: number;
  /** With the veins alone. */
  veinReal: number;
  veinImaginary: number;
}

const FINEST_PITCH_MM = 0.1;
const COARSEST_PITCH_MM = 0.35;
const MOST_SAMPLES_PER_AXIS = 40;

/**
 * Mean of `signal · exp(i · phase)` over one voxel, by midpoint samples on a grid that is fine next to a source.
 *
 * @param elements - all spheres and pieces of vein
 * @param near - those that reach this voxel
 * @param voxel - its centre and its size in mm
 * @param out - receives the two factors
 * @internal
 */
// kernel: the innermost loop of the renderer; plain numbers, no allocation, fields written out for both kinds
export function attenuateVoxel(
  { table }: FieldElements,
  near: readonly number[],
  voxel: {
    readonly centreMm: readonly [number, number, number];
    readonly spacingMm: readonly [number, number, number];
  },
  out: Attenuation,
): void {
  const [cx, cy, cz] = voxel.centreMm;
  const [dx, dy, dz] = voxel.spacingMm;
  const pitch = samplePitch(table, near, voxel);
  const ni = sampleCount(dx, pitch);
  const nj = sampleCount(dy, pitch);
  const nk = sampleCount(dz, pitch);
  let real = 0;
  let imaginary = 0;
  let veinReal = 0;
  let veinImaginary = 0;
  for (let sample = 0; sample < ni * nj * nk; sample++) {
    const i = sample % ni;
    const jk = (sample - i) / ni;
    const j = jk % nj;
    const x = cx + ((i + 0.5) / ni - 0.5) * dx;
    const y = cy + ((j + 0.5) / nj - 0.5) * dy;
    const z = cz + (((jk - j) / nj + 0.5) / nk - 0.5) * dz;
    let focalPhase = 0;
    let focalSignal = 1;
    let veinPhase = 0;
    let veinSignal = 1;
    for (const element of near) {
      const at = STRIDE * element;
      const px = x - (table[at + AT.x] as number);
      const py = y - (table[at + AT.y] as number);
      const pz = z - (table[at + AT.z] as number);
      const radius = table[at + AT.radius] as number;
      const scale = table[at + AT.scale] as number;
      if (table[at + AT.kind] !== CYLINDER) {
        const squared = px * px + py * py + pz * pz;
        if (squared < radius * radius) focalSignal *= table[at + AT.insideSignal] as number;
        else {
          // sphereFieldPpm
          const ratio = (radius * radius * radius) / (squared * Math.sqrt(squared));
          focalPhase += scale * ratio * ((3 * pz * pz) / squared - 1);
        }
        continue;
      }
      const uz = table[at + AT.axisZ] as number;
      const along = px * (table[at + AT.axisX] as number) + py * (table[at + AT.axisY] as number) + pz * uz;
      const fade = endFade(table, at, along);
      if (fade === 0) continue;
      const squared = px * px + py * py + pz * pz - along * along;
      if (squared < radius * radius) {
        veinPhase += fade * (table[at + AT.insidePhase] as number);
        if (fade === 1) veinSignal = table[at + AT.insideSignal] as number;
      } else {
        // cylinderFieldPpm
        const acrossB0 = pz - along * uz;
        const angular = (2 * acrossB0 * acrossB0) / squared - (1 - uz * uz);
        veinPhase += fade * scale * ((radius * radius) / squared) * angular;
      }
    }
    // Most voxels are near to one kind of source alone; sine and cosine of 0 are worth skipping.
    const veinCos = veinPhase === 0 ? veinSignal : veinSignal * Math.cos(veinPhase);
    const veinSin = veinPhase === 0 ? 0 : veinSignal * Math.sin(veinPhase);
    const focalCos = focalPhase === 0 ? focalSignal : focalSignal * Math.cos(focalPhase);
    const focalSin = focalPhase === 0 ? 0 : focalSignal * Math.sin(focalPhase);
    veinReal += veinCos;
    veinImaginary += veinSin;
    real += veinCos * focalCos - veinSin * focalSin;
    imaginary += veinCos * focalSin + veinSin * focalCos;
  }
  const samples = ni * nj * nk;
  out.real = real / samples;
  out.imaginary = imaginary / samples;
  out.veinReal = veinReal / samples;
  out.veinImaginary = veinImaginary / samples;
}

/** 1 along a piece; falls to 0 within four radii past a free end, where an infinite cylinder would go on for ever. */
function endFade(table: Float64Array, at: number, along: number): number {
  const length = table[at + AT.length] as number;
  const freeEnds = table[at + AT.freeEnds] as number;
  let past = 0;
  if (along < 0 && (freeEnds & 1) !== 0) past = -along;
  else if (along > length && (freeEnds & 2) !== 0) past = along - length;
  return past === 0 ? 1 : Math.max(0, 1 - past / (4 * (table[at + AT.radius] as number)));
}

/** A third of the radius next to a source, never below 0.1 mm; coarser where the field is smooth. */
function samplePitch(
  table: Float64Array,
  near: readonly number[],
  voxel: {
    readonly centreMm: readonly [number, number, number];
    readonly spacingMm: readonly [number, number, number];
  },
): number {
  const halfDiagonal = 0.5 * Math.hypot(...voxel.spacingMm);
  let pitch = COARSEST_PITCH_MM;
  for (const element of near) {
    const row = table.subarray(STRIDE * element, STRIDE * (element + 1));
    const radius = row[AT.radius] as number;
    const gap = distanceToElement(row, ...voxel.centreMm) - halfDiagonal;
    if (gap < 1.5 * radius) pitch = Math.min(pitch, Math.max(FINEST_PITCH_MM, radius / 3));
  }
  return pitch;
}

function sampleCount(lengthMm: number, pitchMm: number): number {
  return Math.min(MOST_SAMPLES_PER_AXIS, Math.max(2, Math.ceil(lengthMm / pitchMm - 1e-9)));
}

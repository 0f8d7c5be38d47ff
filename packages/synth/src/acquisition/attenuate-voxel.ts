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

/** A box in world space. @internal */
export interface Box {
  readonly centreMm: readonly [number, number, number];
  readonly spacingMm: readonly [number, number, number];
}

const CELL_MM = 0.4;
const PHASE_STEP = 0.8;
const FINEST_SPHERE_PITCH_MM = 0.1;
const FINEST_VEIN_PITCH_MM = 0.13;

/**
 * Mean of `signal · exp(i · phase)` over one voxel.
 *
 * The voxel is cut into cells of 0.4 mm or less, and each cell into as many midpoint samples as the field there needs.
 *
 * @param elements - all spheres and pieces of vein
 * @param near - those that reach this voxel
 * @param voxel - its centre and its size in mm
 * @param out - receives the two factors
 * @internal
 */
export function attenuateVoxel(elements: FieldElements, near: readonly number[], voxel: Box, out: Attenuation): void {
  const [cx, cy, cz] = voxel.centreMm;
  const [dx, dy, dz] = voxel.spacingMm;
  const ni = count(dx, CELL_MM);
  const nj = count(dy, CELL_MM);
  const nk = count(dz, CELL_MM);
  const spacingMm = [dx / ni, dy / nj, dz / nk] as const;
  out.real = 0;
  out.imaginary = 0;
  out.veinReal = 0;
  out.veinImaginary = 0;
  // One cell and one array for all cells: this runs millions of times.
  const centreMm: [number, number, number] = [cx, cy, cz];
  const cell = { centreMm, spacingMm };
  const mean = { out, share: 1 / (ni * nj * nk) };
  for (let n = 0; n < ni * nj * nk; n++) {
    const i = n % ni;
    const jk = (n - i) / ni;
    const j = jk % nj;
    centreMm[0] = cx + ((i + 0.5) / ni - 0.5) * dx;
    centreMm[1] = cy + ((j + 0.5) / nj - 0.5) * dy;
    centreMm[2] = cz + (((jk - j) / nj + 0.5) / nk - 0.5) * dz;
    addCell(elements.table, near, cell, mean);
  }
}

// kernel: the innermost loop of the renderer; plain numbers, no allocation, fields written out for both kinds
function addCell(
  table: Float64Array,
  near: readonly number[],
  cell: Box,
  { out, share }: { readonly out: Attenuation; readonly share: number },
): void {
  const [cx, cy, cz] = cell.centreMm;
  const [dx, dy, dz] = cell.spacingMm;
  const pitch = samplePitch(table, near, cell);
  const ni = count(dx, pitch);
  const nj = count(dy, pitch);
  const nk = count(dz, pitch);
  const weight = share / (ni * nj * nk);
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
  out.real += weight * real;
  out.imaginary += weight * imaginary;
  out.veinReal += weight * veinReal;
  out.veinImaginary += weight * veinImaginary;
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

/**
 * So fine that the phase turns by less than 0.8 rad from sample to sample where the field is steepest in the cell:
 * `6 |scale| R³/r⁴` next to a sphere, `2 |scale| a²/ρ³` next to a vein. The limits keep strong sources affordable.
 */
function samplePitch(table: Float64Array, near: readonly number[], { centreMm, spacingMm }: Box): number {
  const [dx, dy, dz] = spacingMm;
  const halfDiagonal = 0.5 * Math.sqrt(dx * dx + dy * dy + dz * dz);
  let pitch = CELL_MM;
  for (const element of near) {
    const at = STRIDE * element;
    const radius = table[at + AT.radius] as number;
    const scale = Math.abs(table[at + AT.scale] as number);
    const closest = Math.max(radius, distanceToElement(table, at, centreMm) - halfDiagonal);
    const isVein = table[at + AT.kind] === CYLINDER;
    const steepest = isVein
      ? (2 * scale * radius * radius) / (closest * closest * closest)
      : (6 * scale * radius * radius * radius) / (closest * closest * closest * closest);
    const finest = isVein ? FINEST_VEIN_PITCH_MM : FINEST_SPHERE_PITCH_MM;
    pitch = Math.min(pitch, Math.max(finest, PHASE_STEP / steepest));
  }
  return pitch;
}

function count(lengthMm: number, pitchMm: number): number {
  return Math.max(1, Math.ceil(lengthMm / pitchMm - 1e-9));
}

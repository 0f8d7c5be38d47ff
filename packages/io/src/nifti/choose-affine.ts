import { type Affine, affineDeterminant, type Shape, spacing, voxelToWorld } from "@cmb/core";
import type { NiftiWarning } from "./nifti-image.js";
import { affineOfRotation, rotationOfQuaternion } from "./quaternion.js";

/** The geometry of a header as it is stored. */
export interface StoredGeometry {
  readonly sformCode: number;
  readonly qformCode: number;
  readonly sform: Affine;
  readonly quaternion: readonly [number, number, number];
  readonly quaternionOffset: readonly [number, number, number];
  readonly pixdim: readonly number[];
  /** `dim[0]`: `pixdim` has no meaning for axes beyond it. */
  readonly axes: number;
  readonly mmPerUnit: number;
}

/** The affine that the policy picks, what else there was, and why. */
export interface Geometry {
  readonly affine: Affine;
  readonly source: "sform" | "qform" | "pixdim";
  readonly sform: Affine | null;
  readonly qform: Affine | null;
  readonly warnings: readonly NiftiWarning[];
}

/** How far the length of an sform column may be from `pixdim`, relative to the longer of the two. */
export const PIXDIM_TOLERANCE = 0.01;

// Spacing and offset beyond these are no image of a body, and products of them leave float64.
const MIN_SPACING_MM = 1e-6;
const MAX_SPACING_MM = 1e6;
const MAX_OFFSET_MM = 1e9;
// Columns that lie in one plane to float32 precision give about 1e-7.
const MIN_RELATIVE_DETERMINANT = 1e-6;

/**
 * The affine of a file: a usable sform wins, then a usable qform, then `pixdim` as in nibabel's `get_base_affine`.
 * Every step down and everything that was replaced on the way is a warning.
 */
export function chooseAffine(stored: StoredGeometry, shape: Shape): Geometry {
  const warnings: NiftiWarning[] = [];
  const lengths = spacingFromPixdim(stored, warnings);
  const sform = usableSform(stored, lengths, warnings);
  const qform = usableQform(stored, lengths, warnings);
  if (sform !== null) {
    if (qform !== null) compareForms(stored, { sform, qform, shape }, warnings);
    return { affine: sform, source: "sform", sform, qform, warnings };
  }
  if (qform !== null) return { affine: qform, source: "qform", sform, qform, warnings };
  const message = `Neither sform (code ${stored.sformCode}) nor qform (code ${stored.qformCode}) can be used; left and right are not known, and the affine is pixdim with x flipped and the centre at the origin`;
  warnings.push({ code: "AFFINE_FROM_PIXDIM", message });
  const known = lengths.map((length, n) => (n < stored.axes ? orOne(length) : 1));
  return { affine: baseAffine(shape, known), source: "pixdim", sform, qform, warnings };
}

/** Spacing in mm from `pixdim[1..3]`; NaN where it says nothing. */
function spacingFromPixdim(stored: StoredGeometry, warnings: NiftiWarning[]): readonly number[] {
  return [1, 2, 3].map((n) => {
    const value = stored.pixdim[n] ?? 0;
    if (n > stored.axes) return usableSpacing(value * stored.mmPerUnit) ? value * stored.mmPerUnit : Number.NaN;
    const length = Math.abs(value) * stored.mmPerUnit;
    if (usableSpacing(length)) {
      if (value > 0) return length;
      const message = `pixdim[${n}] is ${value}; its magnitude was taken`;
      warnings.push({ code: "PIXDIM_INVALID", message });
      return length;
    }
    const message = `pixdim[${n}] is ${value}, which is no spacing; where it is needed, 1 mm was taken`;
    warnings.push({ code: "PIXDIM_INVALID", message });
    return Number.NaN;
  });
}

function usableSpacing(lengthMm: number): boolean {
  return lengthMm >= MIN_SPACING_MM && lengthMm <= MAX_SPACING_MM;
}

function orOne(length: number): number {
  return Number.isNaN(length) ? 1 : length;
}

function usableSform(stored: StoredGeometry, lengths: readonly number[], warnings: NiftiWarning[]): Affine | null {
  if (stored.sformCode <= 0) return null;
  const scaled = stored.sform.map((value, n) => (n < 12 ? value * stored.mmPerUnit : value)) as unknown as Affine;
  const reason = whyUnusable(scaled) ?? whyNotPixdim(scaled, lengths.slice(0, stored.axes));
  if (reason === undefined) return scaled;
  warnings.push({ code: "SFORM_UNUSABLE", message: `The sform (code ${stored.sformCode}) was left aside: ${reason}` });
  return null;
}

function usableQform(stored: StoredGeometry, lengths: readonly number[], warnings: NiftiWarning[]): Affine | null {
  if (stored.qformCode <= 0) return null;
  const [b, c, d] = stored.quaternion;
  const rotation = rotationOfQuaternion(b, c, d);
  const unusable = (reason: string): null => {
    warnings.push({
      code: "QFORM_UNUSABLE",
      message: `The qform (code ${stored.qformCode}) was left aside: ${reason}`,
    });
    return null;
  };
  if (rotation === undefined) return unusable(`b, c, d are ${b}, ${c}, ${d}, which is no part of a unit quaternion`);
  const [di = 1, dj = 1, dk = 1] = lengths.map(orOne);
  const offset = stored.quaternionOffset.map((value) => value * stored.mmPerUnit) as [number, number, number];
  const affine = affineOfRotation(rotation, [di, dj, dk * qfac(stored, warnings)], offset);
  const reason = whyUnusable(affine);
  return reason === undefined ? affine : unusable(reason);
}

function qfac(stored: StoredGeometry, warnings: NiftiWarning[]): 1 | -1 {
  const value = stored.pixdim[0] ?? 0;
  if (value === -1) return -1;
  // The standard reads 0 as 1.
  if (value !== 1 && value !== 0) {
    warnings.push({ code: "QFAC_INVALID", message: `pixdim[0] is ${value} and must be 1 or -1; 1 was taken` });
  }
  return 1;
}

/** Why no reader should trust an affine, in words; `undefined` for a usable one. */
export function whyUnusable(affine: Affine): string | undefined {
  const broken = affine.find((value) => !Number.isFinite(value));
  if (broken !== undefined) return `it holds ${broken}`;
  const offset = Math.max(Math.abs(affine[3]), Math.abs(affine[7]), Math.abs(affine[11]));
  if (offset > MAX_OFFSET_MM) return `its offset is ${offset} mm`;
  const lengths = spacing(affine);
  const wrong = lengths.find((length) => !usableSpacing(length));
  if (wrong !== undefined) return `one of its columns is ${wrong} mm long`;
  const relative = affineDeterminant(affine) / (lengths[0] * lengths[1] * lengths[2]);
  if (!(Math.abs(relative) >= MIN_RELATIVE_DETERMINANT))
    return `its columns lie in one plane (determinant ${relative})`;
  return undefined;
}

function whyNotPixdim(affine: Affine, lengths: readonly number[]): string | undefined {
  const columns = spacing(affine);
  for (const [n, length] of lengths.entries()) {
    const column = columns[n] ?? 0;
    if (!(Math.abs(column - length) > PIXDIM_TOLERANCE * Math.max(column, length))) continue;
    return `its column ${n + 1} is ${column} mm long and pixdim[${n + 1}] says ${length} mm`;
  }
  return undefined;
}

interface Forms {
  readonly sform: Affine;
  readonly qform: Affine;
  readonly shape: Shape;
}

/** Two forms of the same code claim the same space; half a voxel apart at a corner they do not mean the same. */
function compareForms(stored: StoredGeometry, { sform, qform, shape }: Forms, warnings: NiftiWarning[]): void {
  if (stored.sformCode !== stored.qformCode) return;
  const furthest = furthestApart(sform, qform, shape);
  if (furthest <= Math.min(...spacing(sform)) / 2) return;
  const message = `sform and qform have code ${stored.sformCode} and lie up to ${furthest.toFixed(2)} mm apart; the sform was taken`;
  warnings.push({ code: "SFORM_QFORM_DISAGREE", message });
}

/** The largest distance in mm between where two affines put a corner of the grid. */
export function furthestApart(a: Affine, b: Affine, shape: Shape): number {
  let furthest = 0;
  for (let corner = 0; corner < 8; corner++) {
    const voxel = [corner & 1, (corner >> 1) & 1, corner >> 2].map((end, n) => end * ((shape[n] ?? 1) - 1));
    const [i = 0, j = 0, k = 0] = voxel;
    const p = voxelToWorld(a, [i, j, k]);
    const q = voxelToWorld(b, [i, j, k]);
    furthest = Math.max(furthest, Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]));
  }
  return furthest;
}

function baseAffine(shape: Shape, lengths: readonly number[]): Affine {
  const [di = 1, dj = 1, dk = 1] = lengths;
  const [x, y, z] = [((shape[0] - 1) / 2) * di, (-(shape[1] - 1) / 2) * dj, (-(shape[2] - 1) / 2) * dk];
  return [-di, 0, 0, x, 0, dj, 0, y + 0, 0, 0, dk, z + 0, 0, 0, 0, 1];
}

import { type Affine, createVolume, type Rng, type Shape, spacing, type Volume, type VoxelIndex } from "@cmb/core";
import { gzipBytes, type WriteNiftiOptions, writeNifti } from "@cmb/io";

/** A ball that stands for a microbleed. */
export interface Ball {
  readonly centre: VoxelIndex;
  readonly radiusMm: number;
}

/** Where a scan lies and how it looks. */
export interface ScanPlan {
  readonly shape: Shape;
  readonly affine: Affine;
  /** What lies outside of the brain: a scalp and noise, or one value for a brain that was cut out. */
  readonly outside: "head" | number;
}

/** Millimetres between two centres, so that no two balls touch and labels fall apart where they should. */
const APART_MM = 13;
const TRIES = 400;

/** Balls in the inner part of the brain; fewer than `count` where they do not fit. */
export function placeBalls(rng: Rng, { shape, affine }: ScanPlan, count: number): readonly Ball[] {
  const mm = spacing(affine);
  const balls: Ball[] = [];
  for (let n = 0; n < TRIES && balls.length < count; n++) {
    const draw = (axis: 0 | 1 | 2): number =>
      rng.integer(Math.ceil(shape[axis] * 0.25), Math.floor(shape[axis] * 0.75));
    const centre: VoxelIndex = [draw(0), draw(1), draw(2)];
    const isFree = balls.every(({ centre: other }) => {
      return (
        Math.hypot(...mm.map((size, axis) => ((centre[axis] as number) - (other[axis] as number)) * size)) >= APART_MM
      );
    });
    if (isFree && depthInHead(centre, shape) < 0.6) balls.push({ centre, radiusMm: rng.uniform(1.6, 2.6) });
  }
  return balls;
}

/** A smooth brain with noise, dark at the balls: not a phantom of physics, only something to read. */
export function renderScan(rng: Rng, { shape, affine, outside }: ScanPlan, balls: readonly Ball[]): Volume {
  const [ni, nj, nk] = shape;
  const data = new Float32Array(ni * nj * nk);
  rng.normalsInto(data);
  for (let v = 0; v < data.length; v++) {
    const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
    const depth = depthInHead([i, j, k], shape);
    const noise = data[v] as number;
    if (depth <= 0.8) data[v] = 300 + 25 * Math.sin(i / 7) * Math.cos(j / 9) + 15 * Math.sin(k / 4) + 6 * noise;
    else data[v] = outside === "head" ? headOutside(depth, noise) : outside;
  }
  for (const ball of balls) {
    for (const v of voxelsOf(ball, { shape, affine })) data[v] = 0.35 * (data[v] as number);
  }
  return createVolume(data, shape, affine);
}

/** An image with a value for each ball, 0 elsewhere. */
export function renderLabels(
  grid: Pick<ScanPlan, "shape" | "affine">,
  balls: readonly Ball[],
  values: readonly number[],
): Volume {
  const data = new Float32Array(grid.shape[0] * grid.shape[1] * grid.shape[2]);
  for (const [n, ball] of balls.entries()) for (const v of voxelsOf(ball, grid)) data[v] = values[n] ?? 1;
  return createVolume(data, grid.shape, grid.affine);
}

/** The voxels of a ball by the distance of their centres in millimetres; the middle one always belongs to it. */
function* voxelsOf(
  { centre, radiusMm }: Ball,
  { shape, affine }: Pick<ScanPlan, "shape" | "affine">,
): Generator<number> {
  const mm = spacing(affine);
  const first = centre.map((at, axis) => Math.max(0, at - Math.ceil(radiusMm / (mm[axis] as number)))) as Triple;
  const last = centre.map((at, axis) => {
    return Math.min((shape[axis] as number) - 1, at + Math.ceil(radiusMm / (mm[axis] as number)));
  }) as Triple;
  for (let k = first[2]; k <= last[2]; k++) {
    for (let j = first[1]; j <= last[1]; j++) {
      for (let i = first[0]; i <= last[0]; i++) {
        const distance = Math.hypot((i - centre[0]) * mm[0], (j - centre[1]) * mm[1], (k - centre[2]) * mm[2]);
        if (distance <= radiusMm) yield i + shape[0] * (j + shape[1] * k);
      }
    }
  }
}

type Triple = [number, number, number];

/** A NIfTI file, compressed when its name says so. */
export async function niftiFile(path: string, volume: Volume, options: WriteNiftiOptions): Promise<Uint8Array> {
  const bytes = writeNifti(volume, { rounding: "nearest", ...options });
  return path.endsWith(".gz") ? gzipBytes(bytes) : bytes;
}

/** 0 in the middle of the head, 1 at its surface. */
function depthInHead([i, j, k]: VoxelIndex, [ni, nj, nk]: Shape): number {
  const [x, y, z] = [(i - (ni - 1) / 2) / ni, (j - (nj - 1) / 2) / nj, (k - (nk - 1) / 2) / nk];
  return Math.sqrt(x * x + y * y + z * z) / 0.48;
}

/** Dark bone, bright scalp, air. */
function headOutside(depth: number, noise: number): number {
  if (depth > 1) return Math.abs(4 * noise);
  return depth > 0.9 ? 420 + 10 * noise : 60 + Math.abs(8 * noise);
}

import {
  type Affine,
  affineDeterminant,
  CmbError,
  eigenSymmetric3,
  spacing,
  type Volume,
  type VoxelArray,
  type VoxelIndex,
} from "@cmb/core";
import { type SurfaceMesh, surfaceMesh } from "./surface-mesh.js";

/** The 14 shape features of PyRadiomics for one lesion; lengths in mm, areas in mm², volumes in mm³. @since 0.1.0 */
export interface ShapeFeatures {
  /** Volume within the triangle mesh. */
  readonly meshVolume: number;
  /** Number of voxels times the volume of one. */
  readonly voxelVolume: number;
  readonly surfaceArea: number;
  readonly surfaceVolumeRatio: number;
  /** Surface of the ball of the same volume over the surface: 1 for a ball. */
  readonly sphericity: number;
  /** Largest distance of two mesh vertices. */
  readonly maximum3DDiameter: number;
  /** The same within a plane of constant k, j and i. */
  readonly maximum2DDiameterSlice: number;
  readonly maximum2DDiameterColumn: number;
  readonly maximum2DDiameterRow: number;
  /** `4·sqrt(λ)` of the variances of the voxel centres along the principal axes. */
  readonly majorAxisLength: number;
  readonly minorAxisLength: number;
  readonly leastAxisLength: number;
  /** Minor over major axis length; NaN for a single voxel. */
  readonly elongation: number;
  /** Least over major axis length; NaN for a single voxel. */
  readonly flatness: number;
}

/**
 * The shape of one object after PyRadiomics 3.0.1: mesh, diameters and principal axes.
 *
 * @param labels - a mask or instance labels
 * @param label - the value of the object; 1 unless given
 * @returns the 14 features
 * @throws CmbError `INVALID_ARGUMENT` when no voxel has the label
 * @see van Griethuysen et al. 2017, doi:10.1158/0008-5472.CAN-17-0339; https://pyradiomics.readthedocs.io/en/v3.0.1/features.html
 * @since 0.1.0
 */
export function shapeFeatures(labels: Volume<VoxelArray>, label = 1): ShapeFeatures {
  return shapeOfVoxels(voxelsOf(labels, label), labels.affine);
}

/** {@link shapeFeatures} of an object whose voxels are known. @internal */
export function shapeOfVoxels(voxels: readonly VoxelIndex[], affine: Affine): ShapeFeatures {
  const spacingMm = spacing(affine);
  const mesh = surfaceMesh(voxels, spacingMm);
  const [major, minor, least] = principalVariances(voxels, spacingMm);
  const axisLength = (variance: number): number => 4 * Math.sqrt(variance);
  return {
    meshVolume: mesh.volume,
    voxelVolume: voxels.length * Math.abs(affineDeterminant(affine)),
    surfaceArea: mesh.area,
    surfaceVolumeRatio: mesh.area / mesh.volume,
    sphericity: Math.cbrt(36 * Math.PI * mesh.volume ** 2) / mesh.area,
    ...maximumDiameters(mesh),
    majorAxisLength: axisLength(major),
    minorAxisLength: axisLength(minor),
    leastAxisLength: axisLength(least),
    elongation: Math.sqrt(minor / major),
    flatness: Math.sqrt(least / major),
  };
}

function voxelsOf({ data, shape }: Volume<VoxelArray>, label: number): readonly VoxelIndex[] {
  const [ni, nj] = shape;
  const voxels: VoxelIndex[] = [];
  for (let v = data.indexOf(label); v !== -1; v = data.indexOf(label, v + 1)) {
    voxels.push([v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))]);
  }
  if (voxels.length > 0) return voxels;
  throw new CmbError("INVALID_ARGUMENT", `shapeFeatures: no voxel has label ${label}`, { name: "label", value: label });
}

type Triple = readonly [number, number, number];

function principalVariances(voxels: readonly VoxelIndex[], spacingMm: Triple): Triple {
  const n = voxels.length;
  const points = voxels.map((voxel) => voxel.map((index, axis) => index * (spacingMm[axis] as number)));
  const mean = [0, 1, 2].map((axis) => points.reduce((sum, point) => sum + (point[axis] as number), 0) / n);
  const covariance = (p: number, q: number): number =>
    points.reduce(
      (sum, point) => sum + ((point[p] as number) - (mean[p] as number)) * ((point[q] as number) - (mean[q] as number)),
      0,
    ) / n;
  const { values } = eigenSymmetric3([
    covariance(0, 0),
    covariance(0, 1),
    covariance(0, 2),
    covariance(1, 1),
    covariance(1, 2),
    covariance(2, 2),
  ]);
  return [Math.max(0, values[0]), Math.max(0, values[1]), Math.max(0, values[2])];
}

type Diameters = Pick<
  ShapeFeatures,
  "maximum3DDiameter" | "maximum2DDiameterSlice" | "maximum2DDiameterColumn" | "maximum2DDiameterRow"
>;

// kernel: every pair of vertices, four maxima of squared distances kept in locals
function maximumDiameters({ vertices }: SurfaceMesh): Diameters {
  let [all, slice, column, row] = [0, 0, 0, 0];
  for (let a = 0; a < vertices.length; a++) {
    const [xa, ya, za] = vertices[a] as Triple;
    for (let b = a + 1; b < vertices.length; b++) {
      const [xb, yb, zb] = vertices[b] as Triple;
      const distance = (xa - xb) ** 2 + (ya - yb) ** 2 + (za - zb) ** 2;
      if (distance > all) all = distance;
      if (za === zb && distance > slice) slice = distance;
      if (ya === yb && distance > column) column = distance;
      if (xa === xb && distance > row) row = distance;
    }
  }
  return {
    maximum3DDiameter: Math.sqrt(all),
    maximum2DDiameterSlice: Math.sqrt(slice),
    maximum2DDiameterColumn: Math.sqrt(column),
    maximum2DDiameterRow: Math.sqrt(row),
  };
}

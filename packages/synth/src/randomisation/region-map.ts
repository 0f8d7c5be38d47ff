import { type Affine, type Rng, type Shape, spacing, type Volume, type VoxelArray, voxelToWorld } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import { rotationMatrix } from "../rotation-matrix.js";
import { type ControlField, controlShape, drawControlField, refine } from "./control-field.js";
import type { RegionParameters } from "./region-options.js";

/** The grid of a sample and where its voxels come from. @internal */
export interface RegionMap {
  readonly grid: Grid;
  /** Voxel of the sample to voxel of the labels, before bending. */
  readonly toLabels: Affine;
  /** In voxels of the labels. */
  readonly elastic: readonly ControlField[];
}

/** What {@link regionMap} needs. @internal */
export interface RegionMapOptions {
  readonly shape: Shape;
  readonly spacingMm: number;
  readonly parameters: RegionParameters;
}

/** Control points of the bending over voxels of the labels along an axis, as in SynthSeg. */
const ELASTIC_SHARE = 0.04;
/** SynthSeg interpolates its control points linearly; a cubic B-spline is flatter by this factor on average. */
const SPLINE_GAIN = 1.64;
/** Bending is computed by splines at every so many voxels, linearly between. */
const REFINED_EVERY = 4;

/**
 * Where each voxel of a sample lies in the labels: the middle of the labels comes to the middle of the sample, turned,
 * stretched, sheared, shifted and bent. A sample that is smaller than the labels shows a random part of them.
 *
 * @internal
 */
export function regionMap(
  rng: Rng,
  labels: Volume<VoxelArray>,
  { shape, spacingMm, parameters }: RegionMapOptions,
): RegionMap {
  const voxelMm = spacing(labels.affine);
  const middle = labels.shape.map((n) => (n - 1) / 2) as [number, number, number];
  const shown = rng.at("crop");
  const slackMm = labels.shape.map((n, axis) => {
    const slack = Math.max(0, n * (voxelMm[axis] as number) - (shape[axis] as number) * spacingMm);
    return shown.uniform(-slack / 2, slack / 2);
  });
  const shiftMm = slackMm.map((slack, axis) => slack + (parameters.translationMm[axis] as number));
  const turn = spatialMatrix(parameters, parameters.flipped ? leftRightAxis(labels.affine) : undefined);
  const toLabels: number[] = [];
  for (let row = 0; row < 3; row++) {
    const perVoxel = [0, 1, 2].map((axis) => ((turn[3 * row + axis] as number) * spacingMm) / (voxelMm[row] as number));
    const origin = perVoxel.reduce((sum, step, axis) => sum - step * (((shape[axis] as number) - 1) / 2), 0);
    const at = (middle[row] as number) + (shiftMm[row] as number) / (voxelMm[row] as number) + origin;
    toLabels.push(...perVoxel, at);
  }
  toLabels.push(0, 0, 0, 1);
  return {
    grid: { shape, affine: sampleAffine(labels, { shape, spacingMm, slackMm }) },
    toLabels: toLabels as unknown as Affine,
    elastic: drawElastic(rng.at("elastic"), { shape, spacingMm, parameters, voxelMm }),
  };
}

/** Shear, stretch and turn of a sample's mm into those of the labels, row-major; one axis mirrored. */
function spatialMatrix(
  { scaling, rotationDegrees, shearing }: RegionParameters,
  mirrored: number | undefined,
): readonly number[] {
  const turn = rotationMatrix(rotationDegrees);
  const [xy, xz, yz] = shearing;
  const shear = [1, xy, xz, xy, 1, yz, xz, yz, 1];
  return turn.map((_, at) => {
    const [row, column] = [Math.floor(at / 3), at % 3];
    const sum = [0, 1, 2].reduce(
      (total, n) => total + (turn[3 * row + n] as number) * (scaling[n] as number) * (shear[3 * n + column] as number),
      0,
    );
    return column === mirrored ? -sum : sum;
  });
}

/** The axis of the grid that runs most from left to right. */
function leftRightAxis(affine: Affine): number {
  const sideways = [0, 1, 2].map((axis) => Math.abs(affine[axis] as number) / (spacing(affine)[axis] as number));
  return sideways.indexOf(Math.max(...sideways));
}

interface SamplePlace {
  readonly shape: Shape;
  readonly spacingMm: number;
  readonly slackMm: readonly number[];
}

/** The axes of the labels, with the middle of the sample where the part it shows has its middle. */
function sampleAffine(labels: Volume<VoxelArray>, { shape, spacingMm, slackMm }: SamplePlace): Affine {
  const voxelMm = spacing(labels.affine);
  const middle = labels.shape.map((n, axis) => (n - 1) / 2 + (slackMm[axis] as number) / (voxelMm[axis] as number));
  const world = voxelToWorld(labels.affine, middle as unknown as readonly [number, number, number]);
  const out = [...labels.affine];
  for (let row = 0; row < 3; row++) {
    let origin = world[row] as number;
    for (let axis = 0; axis < 3; axis++) {
      const step = ((labels.affine[4 * row + axis] as number) / (voxelMm[axis] as number)) * spacingMm;
      out[4 * row + axis] = step;
      origin -= (step * ((shape[axis] as number) - 1)) / 2;
    }
    out[4 * row + 3] = origin;
  }
  return out as unknown as Affine;
}

function drawElastic(
  rng: Rng,
  { shape, spacingMm, parameters, voxelMm }: RegionMapOptions & { readonly voxelMm: readonly number[] },
): readonly ControlField[] {
  if (parameters.elasticMm === 0) return [];
  const inLabels = shape.map((n, axis) => (n * spacingMm) / (voxelMm[axis] as number)) as [number, number, number];
  const coarse = controlShape(inLabels, ELASTIC_SHARE);
  const fine = controlShape(shape, 1 / REFINED_EVERY);
  return [0, 1, 2].map((axis) => {
    const deviation = (SPLINE_GAIN * parameters.elasticMm) / (voxelMm[axis] as number);
    return refine(drawControlField(rng.at(axis), coarse, deviation), fine);
  });
}

import { type Affine, type Axis, type Shape, type Volume, type VoxelIndex, voxelToWorld } from "@cmb/core";
import { arbitraryAffine, arbitraryShape } from "@cmb/core/testing";
import fc, { type Arbitrary } from "fast-check";
import type { Edges } from "../resample/axis-positions.js";
import type { Grid } from "../resample/grid.js";

/** An image whose value at (i, j, k) is a function of it. */
export function imageOf({ shape, affine }: Grid, value: (i: number, j: number, k: number) => number): Volume {
  const [ni, nj, nk] = shape;
  const data = new Float32Array(ni * nj * nk);
  for (let v = 0; v < data.length; v++) {
    data[v] = value(v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj)));
  }
  return { data, shape, affine };
}

/** Images of whole numbers from −100 to 100, on any grid. */
export function arbitraryImage(maxLength: number): Arbitrary<Volume> {
  return fc.tuple(arbitraryShape({ maxLength }), arbitraryAffine()).chain(([shape, affine]) => {
    const size = shape[0] * shape[1] * shape[2];
    return fc
      .array(fc.integer({ min: -100, max: 100 }), { minLength: size, maxLength: size })
      .map((values) => ({ data: Float32Array.from(values), shape, affine }));
  });
}

interface Scaling {
  /** Shape of the target. */
  readonly shape: Shape;
  /** The axis of the image that target axis n runs along. */
  readonly order: readonly [Axis, Axis, Axis];
  /** Source voxels to a target voxel along each target axis, negative to run backwards. */
  readonly scale: readonly [number, number, number];
  /** Where target voxel 0 lies along each target axis, in source voxels. */
  readonly offset: readonly [number, number, number];
}

const ORDERS = [
  [0, 1, 2],
  [1, 0, 2],
  [2, 1, 0],
  [0, 2, 1],
  [1, 2, 0],
  [2, 0, 1],
] as const;

function triple(value: Arbitrary<number>): Arbitrary<readonly [number, number, number]> {
  return fc.tuple(value, value, value);
}

/** Ways to lay a grid along the axes of an image; positions are odd fractions, so that none is halfway by chance. */
export function arbitraryScaling(): Arbitrary<Scaling> {
  return fc.record({
    shape: arbitraryShape({ maxLength: 7 }),
    order: fc.constantFrom(...ORDERS),
    scale: triple(fc.integer({ min: -29, max: 29 }).map((n) => (n === 0 ? 1 : n) / 13)),
    offset: triple(fc.integer({ min: -10, max: 80 }).map((n) => n / 11 + 1e-3)),
  });
}

/** The grid that a scaling lays over an image. */
export function scaledGrid({ affine }: Grid, { shape, order, scale, offset }: Scaling): Grid {
  const row = (r: 0 | 4 | 8): readonly [number, number, number, number] => {
    const column = (n: Axis): number => affine[(r + order[n]) as 0 | 1 | 2 | 4 | 5 | 6 | 8 | 9 | 10];
    const origin = affine[(r + 3) as 3] + column(0) * offset[0] + column(1) * offset[1] + column(2) * offset[2];
    return [column(0) * scale[0], column(1) * scale[1], column(2) * scale[2], origin];
  };
  return { shape, affine: [...row(0), ...row(4), ...row(8), 0, 0, 0, 1] satisfies Affine };
}

/** Grids that lie over an image at any angle, their centres where its centre is. */
function arbitraryObliqueGrid(image: Grid): Arbitrary<Grid> {
  return fc.tuple(arbitraryShape({ maxLength: 7 }), arbitraryAffine()).map(([shape, affine]) => {
    const centre = voxelToWorld(image.affine, middleOf(image.shape));
    const off = voxelToWorld(affine, middleOf(shape));
    const [x, y, z] = [affine[3] + centre[0] - off[0], affine[7] + centre[1] - off[1], affine[11] + centre[2] - off[2]];
    const [a, b, c, , d, e, f, , g, h, i] = affine;
    return { shape, affine: [a, b, c, x, d, e, f, y, g, h, i, z, 0, 0, 0, 1] satisfies Affine };
  });
}

function middleOf([ni, nj, nk]: Shape): VoxelIndex {
  return [(ni - 1) / 2, (nj - 1) / 2, (nk - 1) / 2];
}

/** An image with a grid over it, along its axes or at any angle. */
export function arbitraryImageAndGrid(maxLength: number): Arbitrary<readonly [Volume, Grid]> {
  return arbitraryImage(maxLength).chain((image) => {
    const aligned = arbitraryScaling().map((scaling) => scaledGrid(image, scaling));
    return fc.tuple(fc.constant(image), fc.oneof(aligned, arbitraryObliqueGrid(image)));
  });
}

/** What may lie outside of an image, and where that begins. */
export function arbitraryEdges(): Arbitrary<Edges> {
  return fc.record({
    outside: fc.oneof(fc.constant(7), fc.constant("edge" as const)),
    inside: fc.constantFrom("extent", "centres"),
  });
}

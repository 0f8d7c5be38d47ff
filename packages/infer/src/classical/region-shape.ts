import {
  type LabelMap,
  type RegionStatistics,
  regionStatistics,
  type Volume,
  type VoxelArray,
  type VoxelIndex,
  voxelToWorld,
} from "@cmb/core";

/** Size and shape of a list of voxels of a grid; positions are those of that grid. */
export function regionShape({ shape, affine }: Volume<VoxelArray>, voxels: Iterable<number>): RegionStatistics {
  const [ni, nj] = shape;
  const of = (v: number): readonly [number, number, number] => [
    v % ni,
    Math.floor(v / ni) % nj,
    Math.floor(v / (ni * nj)),
  ];
  const first = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const last = [-1, -1, -1];
  for (const v of voxels) {
    for (const [axis, index] of of(v).entries()) {
      first[axis] = Math.min(first[axis] as number, index);
      last[axis] = Math.max(last[axis] as number, index);
    }
  }
  const [fi, fj, fk] = first as [number, number, number];
  const size = first.map((from, axis) => (last[axis] as number) - from + 1) as [number, number, number];
  const data = new Uint32Array(size[0] * size[1] * size[2]);
  for (const v of voxels) {
    const [i, j, k] = of(v);
    data[i - fi + size[0] * (j - fj + size[1] * (k - fk))] = 1;
  }
  const [x, y, z] = voxelToWorld(affine, [fi, fj, fk]);
  const [a, b, c, , d, e, f, , g, h, l] = affine;
  const labels: LabelMap = { data, shape: size, affine: [a, b, c, x, d, e, f, y, g, h, l, z, 0, 0, 0, 1] };
  const statistics = regionStatistics({ labels, count: 1 })[0] as RegionStatistics;
  const moved = ([i, j, k]: VoxelIndex): VoxelIndex => [i + fi, j + fj, k + fk];
  const { boundingBox, centroidVoxel } = statistics;
  return {
    ...statistics,
    centroidVoxel: moved(centroidVoxel),
    boundingBox: { first: moved(boundingBox.first), last: moved(boundingBox.last) },
  };
}

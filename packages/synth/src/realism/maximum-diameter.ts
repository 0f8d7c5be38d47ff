import { type LabelMap, spacing, type WorldPoint } from "@cmb/core";

/**
 * The largest distance between two points of a mask's surface, in mm: PyRadiomics' maximum 3-D diameter. The vertices
 * of its mesh lie halfway between a voxel inside and a face neighbour outside. @internal
 */
export function maximumDiameterMm(mask: LabelMap): number {
  const points = surfacePoints(mask);
  let largest = 0;
  for (let a = 0; a < points.length; a++) {
    const [xa, ya, za] = points[a] as WorldPoint;
    for (let b = a + 1; b < points.length; b++) {
      const [xb, yb, zb] = points[b] as WorldPoint;
      const squared = (xa - xb) ** 2 + (ya - yb) ** 2 + (za - zb) ** 2;
      if (squared > largest) largest = squared;
    }
  }
  return Math.sqrt(largest);
}

/** In mm along the axes of the grid. */
function surfacePoints({ data, shape, affine }: LabelMap): readonly WorldPoint[] {
  const [ni, nj, nk] = shape;
  const [di, dj, dk] = spacing(affine);
  const inside = (i: number, j: number, k: number): boolean =>
    i >= 0 && j >= 0 && k >= 0 && i < ni && j < nj && k < nk && data[i + ni * (j + nj * k)] !== 0;
  const points: WorldPoint[] = [];
  data.forEach((value, v) => {
    if (value === 0) return;
    const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
    for (const step of [-1, 1]) {
      if (!inside(i + step, j, k)) points.push([(i + step / 2) * di, j * dj, k * dk]);
      if (!inside(i, j + step, k)) points.push([i * di, (j + step / 2) * dj, k * dk]);
      if (!inside(i, j, k + step)) points.push([i * di, j * dj, (k + step / 2) * dk]);
    }
  });
  return points;
}

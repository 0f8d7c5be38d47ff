import { type Mask, voxelToWorld, type WorldPoint } from "@cmb/core";

/** The plane between left and right: x = offset + y · perY + z · perZ, in RAS+ mm. */
export interface Midline {
  readonly offset: number;
  readonly perY: number;
  readonly perZ: number;
}

/** Rows of the brain narrower than this say little about its middle. */
const LEAST_WIDTH_MM = 40;
const LEAST_ROWS = 20;

/**
 * The plane that halves the brain: a least-squares fit to the middles of its rows from left to right, so that a head that
 * is turned or tilted has its own midline.
 *
 * @param brain - on a grid whose i runs along x, such as that of a region network
 * @returns the plane; the middle of all voxels where the brain has few wide rows
 */
export function fitMidline(brain: Mask): Midline {
  const rows = middlesOfRows(brain);
  const wide = rows.filter(({ widthMm }) => widthMm >= LEAST_WIDTH_MM);
  if (wide.length < LEAST_ROWS) {
    const weight = rows.reduce((sum, { widthMm }) => sum + widthMm, 0);
    const offset = weight === 0 ? 0 : rows.reduce((sum, { widthMm, x }) => sum + widthMm * x, 0) / weight;
    return { offset, perY: 0, perZ: 0 };
  }
  const mean = (of: (row: Row) => number): number => wide.reduce((sum, row) => sum + of(row), 0) / wide.length;
  const [x, y, z] = [mean((row) => row.x), mean((row) => row.y), mean((row) => row.z)];
  const yy = mean((row) => (row.y - y) ** 2);
  const zz = mean((row) => (row.z - z) ** 2);
  const yz = mean((row) => (row.y - y) * (row.z - z));
  const xy = mean((row) => (row.x - x) * (row.y - y));
  const xz = mean((row) => (row.x - x) * (row.z - z));
  const determinant = yy * zz - yz * yz;
  if (!(determinant > 1e-6 * Math.max(1, yy * zz))) return { offset: x, perY: 0, perZ: 0 };
  const perY = (xy * zz - xz * yz) / determinant;
  const perZ = (xz * yy - xy * yz) / determinant;
  return { offset: x - perY * y - perZ * z, perY, perZ };
}

/** How far to the right of the midline a point lies, in mm along x; negative on the left. */
export function rightOfMidline({ offset, perY, perZ }: Midline, [x, y, z]: WorldPoint): number {
  return x - (offset + perY * y + perZ * z);
}

interface Row {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly widthMm: number;
}

function middlesOfRows({ data, shape: [ni, nj, nk], affine }: Mask): readonly Row[] {
  const rows: Row[] = [];
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const start = ni * (j + nj * k);
      const row = data.subarray(start, start + ni);
      const first = row.indexOf(1);
      if (first === -1) continue;
      const last = row.lastIndexOf(1);
      const [x, y, z] = voxelToWorld(affine, [(first + last) / 2, j, k]);
      rows.push({ x, y, z, widthMm: (last - first + 1) * Math.abs(affine[0]) });
    }
  }
  return rows;
}

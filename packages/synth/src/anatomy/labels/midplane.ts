import { CmbError, eigenSymmetric3, type Volume, type WorldPoint } from "@cmb/core";
import { forEachVoxel, maskOf } from "./label-parts.js";

/** The plane between the halves of a head. @internal */
export interface Midplane {
  readonly pointMm: WorldPoint;
  /** Unit vector to the right. */
  readonly normal: WorldPoint;
}

/**
 * The plane of symmetry of the cerebrum: through its middle, across the principal axis that lies nearest to x.
 *
 * @throws CmbError `EMPTY_VOLUME` when there is neither cortex nor white matter
 * @internal
 */
export function midplaneOf(tissues: Volume<Uint8Array>): Midplane {
  const cerebrum = maskOf(tissues, ["cortex", "whiteMatter"]);
  const first = [0, 0, 0] as [number, number, number];
  const second = new Float64Array(9);
  let count = 0;
  forEachVoxel(cerebrum, (_value, _v, point) => {
    count++;
    for (let a = 0; a < 3; a++) {
      first[a] = (first[a] as number) + (point[a] as number);
      for (let b = 0; b < 3; b++) {
        second[3 * a + b] = (second[3 * a + b] as number) + (point[a] as number) * (point[b] as number);
      }
    }
  });
  if (count === 0) {
    const message = "anatomyFromLabels: the map has neither cortex nor white matter; give a map of a head";
    throw new CmbError("EMPTY_VOLUME", message, { shape: tissues.shape });
  }
  const pointMm = first.map((sum) => sum / count) as unknown as WorldPoint;
  const spread = (a: 0 | 1 | 2, b: 0 | 1 | 2): number =>
    (second[3 * a + b] as number) / count - pointMm[a] * pointMm[b];
  const { vectors } = eigenSymmetric3([
    spread(0, 0),
    spread(0, 1),
    spread(0, 2),
    spread(1, 1),
    spread(1, 2),
    spread(2, 2),
  ]);
  const nearest = [...vectors].sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]))[0] ?? [1, 0, 0];
  const sign = nearest[0] < 0 ? -1 : 1;
  return { pointMm, normal: [sign * nearest[0], sign * nearest[1], sign * nearest[2]] };
}

/** Signed distance to the plane in mm, positive on the right. @internal */
export function fromMidplane({ pointMm, normal }: Midplane, [x, y, z]: WorldPoint): number {
  return (x - pointMm[0]) * normal[0] + (y - pointMm[1]) * normal[1] + (z - pointMm[2]) * normal[2];
}

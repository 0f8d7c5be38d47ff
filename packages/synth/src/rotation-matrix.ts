/** Row-major. @internal */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/** Rz · Ry · Rx of right-handed turns about x, y and z. @internal */
export function rotationMatrix(degrees: readonly [number, number, number]): Matrix3 {
  const [cx, cy, cz] = degrees.map((angle) => Math.cos((angle * Math.PI) / 180)) as [number, number, number];
  const [sx, sy, sz] = degrees.map((angle) => Math.sin((angle * Math.PI) / 180)) as [number, number, number];
  return [
    cz * cy,
    cz * sy * sx - sz * cx,
    cz * sy * cx + sz * sx,
    sz * cy,
    sz * sy * sx + cz * cx,
    sz * sy * cx - cz * sx,
    -sy,
    cy * sx,
    cy * cx,
  ];
}

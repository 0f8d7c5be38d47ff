import type { Affine } from "@cmb/core";
import type { RowPositions } from "@cmb/preprocess";

/** The positions multiplied by a matrix; `out` may be `positions`. */
export function multiplyInto(m: Affine, { i, j, k }: RowPositions, out: RowPositions): void {
  for (let t = 0; t < i.length; t++) {
    const x = i[t] as number;
    const y = j[t] as number;
    const z = k[t] as number;
    out.i[t] = m[0] * x + m[1] * y + m[2] * z + m[3];
    out.j[t] = m[4] * x + m[5] * y + m[6] * z + m[7];
    out.k[t] = m[8] * x + m[9] * y + m[10] * z + m[11];
  }
}

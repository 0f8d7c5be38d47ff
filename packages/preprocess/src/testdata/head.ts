import { affineFromSpacing, type Mask, type Shape, type Volume } from "@cmb/core";

/** What a head is made of for a test. */
export interface HeadOptions {
  readonly shape: Shape;
  readonly spacingMm: readonly [number, number, number];
  /** Without skull and scalp, on a background of 0. */
  readonly stripped?: boolean;
  /** Brightness is multiplied by 1 + slope · x / 100 mm. */
  readonly biasSlope?: number;
}

export interface Head {
  readonly image: Volume;
  readonly brain: Mask;
  /** A vein, a microbleed and the ventricles, further than 6 mm from the brain's edge. */
  readonly inside: Mask;
}

/** Semi-axes in mm of the brain; skull and scalp lie 7 and 6 mm outside of it. */
const BRAIN_MM = [66, 82, 60] as const;

/** An ellipsoid of tissue in a dark shell in a bright one, with noise, as on T2*: dark skull, grey scalp, dark veins. */
export function head({ shape, spacingMm, stripped = false, biasSlope = 0 }: HeadOptions): Head {
  const [ni, nj, nk] = shape;
  const image = new Float32Array(ni * nj * nk);
  const brain = new Uint8Array(image.length);
  const inside = new Uint8Array(image.length);
  let state = 1;
  const noise = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let v = 0; v < image.length; v++) {
    const x = ((v % ni) - (ni - 1) / 2) * spacingMm[0];
    const y = ((Math.floor(v / ni) % nj) - (nj - 1) / 2) * spacingMm[1];
    const z = (Math.floor(v / (ni * nj)) - (nk - 1) / 2) * spacingMm[2];
    const beyondMm = (Math.hypot(x / BRAIN_MM[0], y / BRAIN_MM[1], z / BRAIN_MM[2]) - 1) * 66;
    const vein = Math.hypot(x - 20, y + 10) < 1.5;
    const bleed = Math.hypot(x + 30, y, z) < 3;
    const ventricle = Math.hypot((Math.abs(x) - 9) / 5, y / 30, z / 8) < 1;
    let value = 4;
    if (beyondMm < 0) value = vein || bleed ? 15 : ventricle ? 130 : 100;
    else if (beyondMm >= 7 && beyondMm < 13) value = 70;
    else if (beyondMm < 7) value = 8;
    if (stripped && beyondMm >= 0) continue;
    image[v] = value * (1 + (biasSlope * x) / 100) + 8 * noise();
    if (beyondMm >= 0) continue;
    brain[v] = 1;
    if (beyondMm < -6 && (vein || bleed || ventricle)) inside[v] = 1;
  }
  const affine = affineFromSpacing(spacingMm);
  return {
    image: { data: image, shape, affine },
    brain: { data: brain, shape, affine },
    inside: { data: inside, shape, affine },
  };
}

/** Twice the common voxels over the sum of both. */
export function overlap(a: Mask, b: Mask): number {
  let common = 0;
  let sum = 0;
  for (let v = 0; v < a.data.length; v++) {
    common += (a.data[v] as number) & (b.data[v] as number);
    sum += (a.data[v] as number) + (b.data[v] as number);
  }
  return (2 * common) / sum;
}

import { affineFromSpacing, type Volume, type WorldPoint } from "@cmb/core";

/** Where the lesions of {@link slabHead} are: left thalamus, white matter on the right, front on the left. */
export const SLAB_LESIONS: readonly WorldPoint[] = [
  [-12, -14, 1],
  [36, 20, 8],
  [-28, 42, -7],
];

const SHAPE = [130, 152, 11] as const;
const SPACING_MM = [1, 1, 3] as const;
const BRAIN_MM = [52, 63] as const;
const LESION_MM = 2.2;
const SAMPLES = 3;

/** The middle 33 mm of a head without noise, in slices of 3 mm: brain, bone, scalp, three dark balls. */
export function slabHead(): Volume {
  const origin = [-64.5, -75.5, -15] as const;
  const [ni, nj, nk] = SHAPE;
  const data = Float32Array.from({ length: ni * nj * nk }, (_, v) => {
    const x = (v % ni) * SPACING_MM[0] + origin[0];
    const y = (Math.floor(v / ni) % nj) * SPACING_MM[1] + origin[1];
    const z = Math.floor(v / (ni * nj)) * SPACING_MM[2] + origin[2];
    let sum = 0;
    for (let n = 0; n < SAMPLES; n++) sum += signalAt([x, y, z + SPACING_MM[2] * ((n + 0.5) / SAMPLES - 0.5)]);
    return sum / SAMPLES;
  });
  return { data, shape: SHAPE, affine: affineFromSpacing(SPACING_MM, origin) };
}

function signalAt([x, y, z]: WorldPoint): number {
  const within = (mm: number): boolean => (x / (BRAIN_MM[0] + mm)) ** 2 + (y / (BRAIN_MM[1] + mm)) ** 2 <= 1;
  if (!within(0)) {
    if (within(6)) return 60;
    return within(11) ? 700 : 0;
  }
  const dark = SLAB_LESIONS.some(([a, b, c]) => Math.hypot(x - a, y - b, z - c) <= LESION_MM);
  // Tissue brightens a little to the right, as coils have it.
  return (dark ? 200 : 1000) * (1 + x / 1000);
}

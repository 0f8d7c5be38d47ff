import type { Affine } from "@cmb/core";
import { resample } from "../resample/resample.js";
import { fingerprint, textured } from "./smoothed.js";

/** Grids over {@link textured}: axes exchanged and reversed, and oblique. Literal numbers, since sines differ by engine. */
const GRIDS: Readonly<Record<string, Affine>> = {
  parallel: [0, 0, 0.9, 1.3, -0.83, 0, 0, 19.7, 0, 1.21, 0, 2.2, 0, 0, 0, 1],
  oblique: [0.8, -0.6, 0.05, 6.1, 0.6, 0.8, 0.1, 2.3, -0.1, 0.02, 1.1, 3.7, 0, 0, 0, 1],
};

/** The bytes of one image on both grids with each interpolation, hashed, wherever it is done. */
export async function resampledFingerprints(): Promise<Readonly<Record<string, string>>> {
  const image = textured([23, 19, 17]);
  const hashes: Record<string, string> = {};
  for (const [name, affine] of Object.entries(GRIDS)) {
    for (const interpolation of ["nearest", "linear", "cubic"] as const) {
      const { data } = await resample(image, { shape: [21, 22, 18], affine }, { interpolation });
      hashes[`${name}, ${interpolation}`] = fingerprint(data);
    }
  }
  return hashes;
}

/** {@link resampledFingerprints} of every version on every host. */
export const RESAMPLED_FINGERPRINTS: Readonly<Record<string, string>> = {
  "parallel, nearest": "31e37dfc",
  "parallel, linear": "d2709944",
  "parallel, cubic": "4508d7c2",
  "oblique, nearest": "9459ff7c",
  "oblique, linear": "74c2f96a",
  "oblique, cubic": "35376901",
};

import { fft3 } from "../fourier/fft3.js";
import { fingerprint, textured } from "./smoothed.js";

/** What transforming one made volume gives, wherever it is done. */
export async function transformedFingerprint(): Promise<string> {
  const { data, shape } = textured([30, 28, 22]);
  const { real, imaginary } = await fft3({ real: data, imaginary: data.toReversed(), shape });
  return fingerprint(Float32Array.of(...real.subarray(0, 3000), ...imaginary.subarray(9000, 12_000)));
}

/** {@link transformedFingerprint} of every version on every host. */
export const TRANSFORMED_FINGERPRINT = "30572905";

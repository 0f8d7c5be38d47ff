import { affineFromSpacing, type Shape, type Volume, voxelCount } from "@cmb/core";
import { gaussianSmooth } from "../gaussian-smooth.js";

/** Values from −50 to 250 that repeat after no axis. */
export function textured(shape: Shape): Volume {
  const data = Float32Array.from({ length: voxelCount(shape) }, (_, v) => ((v * 7919) % 3001) / 10 - 50);
  return { data, shape, affine: affineFromSpacing([0.7, 0.8, 1.9]) };
}

/** The 32-bit FNV-1a hash of the bytes of values. */
export function fingerprint(values: Float32Array): string {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer, values.byteOffset, values.byteLength)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16);
}

/** What smoothing one made volume gives, wherever it is done. */
export function smoothedFingerprint(): string {
  return fingerprint(gaussianSmooth(textured([37, 29, 23]), { sigmaMm: [1.1, 2.3, 0.9] }).data);
}

/** {@link smoothedFingerprint} of every version on every host. */
export const SMOOTHED_FINGERPRINT = "384511dd";

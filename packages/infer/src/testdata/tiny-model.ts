import type { ModelManifest } from "../manifest/model-manifest.js";
import { sha256 } from "../sha256.js";
import { WHOLE_MANIFEST } from "./model-manifest.js";
import { tinyNetwork } from "./tiny-network.js";

/** A model of one network that runs, and the bytes of its one file, `lesions.onnx`. */
export interface TinyModel {
  readonly manifest: ModelManifest;
  readonly weights: Readonly<Record<string, Uint8Array>>;
}

/** Minus ten times the voxel in the middle: what is dark is a lesion. */
const DARKNESS = Float32Array.from({ length: 27 }, (_, n) => (n === 13 ? -10 : 0));

/** A model that takes every dark voxel for a lesion: with the default recipe tissue is near 0, and a void near −1. */
export async function tinyModel(): Promise<TinyModel> {
  const bytes = tinyNetwork({ kernels: [DARKNESS] });
  const { recipe: _recipe, calibration: _calibration, ...rest } = WHOLE_MANIFEST;
  const [lesions] = WHOLE_MANIFEST.networks.lesions;
  const network = { ...lesions, sha256: await sha256(bytes), bytes: bytes.length, channels: ["lesion"] as const };
  return {
    manifest: {
      ...rest,
      networks: { lesions: [{ ...network, tile: { shape: [96, 96, 48], overlap: [16, 16, 8] } }] },
      candidates: { leastProbability: 0.95, separationMm: 2.5, most: 50, maskProbability: 0.9 },
      thresholds: { sensitive: 0.95, balanced: 0.97, specific: 0.99 },
    },
    weights: { "lesions.onnx": bytes },
  };
}

import type { ModelManifest } from "../manifest/model-manifest.js";

/** A manifest with every field, of networks that are nowhere. */
export const WHOLE_MANIFEST: ModelManifest = {
  schemaVersion: 1,
  id: "cmb-test",
  version: "0.1.0",
  description: "Finds nothing.",
  licence: "Apache-2.0",
  intendedUse: "Tests.",
  training: { trainedOn: "synthetic", validatedOnPatients: false, sources: ["none"] },
  recipe: { schemaVersion: 1, id: "none", steps: [{ step: "reorient", orientation: "RAS" }] },
  networks: {
    regions: {
      file: "regions.onnx",
      sha256: "0".repeat(64),
      bytes: 300,
      input: "image",
      output: "classes",
      spacingMm: 2,
      shape: [96, 112, 96],
      classes: ["background", "cerebral-white-matter", "cortex"],
    },
    lesions: [
      {
        file: "lesions.onnx",
        sha256: "1".repeat(64),
        bytes: 200,
        input: "image",
        output: "logits",
        channels: ["lesion", "centre", "mimic"],
        tile: { shape: [96, 96, 48], overlap: [32, 32, 16] },
      },
    ],
    verifier: {
      file: "verifier.onnx",
      sha256: "2".repeat(64),
      bytes: 100,
      input: "cube",
      score: "score",
      mask: "mask",
      cube: [32, 32, 16],
    },
  },
  candidates: { leastProbability: 0.1, separationMm: 2.5, most: 400, maskProbability: 0.5 },
  calibration: { intercept: -0.5, coefficients: { verifierLogit: 1 } },
  thresholds: { sensitive: 0.2, balanced: 0.5, specific: 0.8 },
  definiteThreshold: 0.7,
};

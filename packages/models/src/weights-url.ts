// Bundlers copy a file that they find as `new URL("…", import.meta.url)` with the name written out, so each weights
// file of the manifest has a line.
const WEIGHTS: Readonly<Record<string, () => URL>> = {
  "lesions.onnx": () => new URL("../lesions.onnx", import.meta.url),
  "regions.onnx": () => new URL("../regions.onnx", import.meta.url),
  "verifier.onnx": () => new URL("../verifier.onnx", import.meta.url),
};

/**
 * Where a weights file of the default model lies: beside the manifest in Node, an asset of its own in a bundle.
 *
 * @param file - its name, as in the manifest
 * @returns its URL; `undefined` where the package has no such file
 * @since 0.1.0
 */
export function weightsUrl(file: string): URL | undefined {
  return Object.hasOwn(WEIGHTS, file) ? WEIGHTS[file]?.() : undefined;
}

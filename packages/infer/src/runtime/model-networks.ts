import type { ModelManifest } from "../manifest/model-manifest.js";
import type { Network } from "./open-network.js";

/** The smallest block on which a lesion network of any depth that a manifest allows can run: (nk, nj, ni). */
const SMALLEST_BLOCK = [8, 16, 16] as const;

/**
 * The networks of a manifest as the runtime has to know them: lesions, then regions, then verifier.
 *
 * @param weights - the bytes of each file, by name
 */
export function modelNetworks(
  { networks: { lesions, regions, verifier } }: ModelManifest,
  weights: ReadonlyMap<string, Uint8Array>,
): readonly Network[] {
  const bytesOf = (file: string): Uint8Array => weights.get(file) ?? new Uint8Array(0);
  const networks = lesions.map(({ file, input, output, channels, tile: { shape } }, n): Network => {
    const field = `manifest.networks.lesions[${n}]`;
    const dims = ([batch, , ...block]: readonly number[]): readonly number[] => [batch ?? 1, channels.length, ...block];
    return {
      field,
      bytes: bytesOf(file),
      input: { name: input, dims: [1, 1, shape[2], shape[1], shape[0]], smallest: [1, 1, ...SMALLEST_BLOCK] },
      outputs: { [output]: { field: `${field}.output`, dims } },
    };
  });
  if (regions !== undefined) {
    const { file, input, output, classes, shape } = regions;
    const dims = [1, 1, shape[2], shape[1], shape[0]];
    networks.push({
      field: "manifest.networks.regions",
      bytes: bytesOf(file),
      input: { name: input, dims, smallest: dims },
      outputs: {
        [output]: {
          field: "manifest.networks.regions.output",
          dims: ([batch, , ...grid]) => [batch ?? 1, classes.length, ...grid],
        },
      },
    });
  }
  if (verifier !== undefined) {
    const { file, input, score, mask, cube } = verifier;
    const dims = [1, cube[2], cube[1], cube[0]];
    networks.push({
      field: "manifest.networks.verifier",
      bytes: bytesOf(file),
      input: { name: input, dims: ["any", ...dims], smallest: [1, ...dims] },
      outputs: {
        [score]: { field: "manifest.networks.verifier.score", dims: ([batch]) => [batch ?? 1, 1] },
        [mask]: { field: "manifest.networks.verifier.mask", dims: (given) => given },
      },
    });
  }
  return networks;
}

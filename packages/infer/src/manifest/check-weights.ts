import { CmbError } from "@cmb/core";
import { sha256 } from "../sha256.js";
import type { WeightsFile } from "./model-manifest.js";

/**
 * Makes sure that bytes are the weights that a manifest names, before anything else reads them.
 *
 * @param bytes - the file; the length is compared first, so that a wrong file need not be hashed
 * @throws CmbError `WEIGHTS_MISMATCH` with what was expected and what was found
 */
export async function checkWeights(
  bytes: Uint8Array,
  { file, sha256: expected, bytes: length }: WeightsFile,
): Promise<void> {
  const wanted = { bytes: length, sha256: expected };
  if (bytes.length !== length) {
    const message = `${file}: the manifest expects ${length} bytes, and there are ${bytes.length}; fetch the file again`;
    throw new CmbError("WEIGHTS_MISMATCH", message, {
      file,
      expected: wanted,
      found: { bytes: bytes.length, sha256: null },
    });
  }
  const found = await sha256(bytes);
  if (found === expected) return;
  const message = `${file}: the manifest expects SHA-256 ${expected}, and the file has ${found}; fetch the file again`;
  throw new CmbError("WEIGHTS_MISMATCH", message, { file, expected: wanted, found: { bytes: length, sha256: found } });
}

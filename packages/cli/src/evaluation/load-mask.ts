import { CmbError, isCmbError, type Volume, type VoxelArray } from "@cmb/core";
import { loadScan } from "../load-scan.js";

/**
 * The image of a file that an evaluation or a measurement reads; what is wrong with it is said with its path.
 *
 * @throws CmbError what `loadScan` throws, with the path in the message
 */
export async function loadMask(
  path: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<Volume<VoxelArray>> {
  try {
    return (await loadScan(path, { signal })).volume;
  } catch (error) {
    if (!isCmbError(error)) throw error;
    if (isCmbError(error, "VOLUME_INDEX_REQUIRED")) {
      const { volumes } = error.details;
      const message = `${path} holds ${volumes} volumes and one is scored; write it to a file of its own with cmb convert IN OUT --volume N, from 0 to ${volumes - 1}`;
      throw new CmbError("VOLUME_INDEX_REQUIRED", message, error.details, { cause: error });
    }
    if (error.message.includes(path)) throw error;
    throw new CmbError(error.code, `${path}: ${error.message}`, error.details, { cause: error });
  }
}

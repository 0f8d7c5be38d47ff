import { CmbError, isCmbError, type LongTaskOptions, type Volume, type VoxelArray } from "@cmb/core";
import { loadNifti } from "@cmb/io/node";

/** Options of {@link loadInput}. @internal */
export interface LoadInputOptions extends LongTaskOptions {
  /** Which volume of a file that holds several, from 0. */
  readonly volumeIndex?: number | undefined;
}

/**
 * A volume that samples are made of; every error names its file.
 *
 * @throws CmbError as `loadNifti`; `OUT_OF_RANGE` for voxels that are no finite numbers
 * @internal
 */
export async function loadInput(path: string, options: LoadInputOptions): Promise<Volume<VoxelArray>> {
  try {
    const { volume } = await loadNifti(path, options);
    assertFinite(path, volume.data);
    return volume;
  } catch (error) {
    if (!isCmbError(error) || error.message.includes(path)) throw error;
    if (isCmbError(error, "VOLUME_INDEX_REQUIRED")) throw severalVolumes(path, error);
    throw new CmbError(error.code, `${path}: ${error.message}`, error.details, { cause: error });
  }
}

function severalVolumes(path: string, error: CmbError<"VOLUME_INDEX_REQUIRED">): CmbError<"VOLUME_INDEX_REQUIRED"> {
  const { volumes } = error.details;
  const message = `${path} holds ${volumes} volumes; say which one of a background with volumeIndex (--volume), from 0 to ${volumes - 1}; label maps have one`;
  return new CmbError("VOLUME_INDEX_REQUIRED", message, error.details, { cause: error });
}

function assertFinite(path: string, data: VoxelArray): void {
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return;
  let wrong = 0;
  for (const value of data) if (!Number.isFinite(value)) wrong++;
  if (wrong === 0) return;
  const first = data.find((value) => !Number.isFinite(value)) as number;
  const message = `${path}: ${wrong} of ${data.length} voxels are no finite numbers (NaN or infinite; the first is ${first}); replace them first, such as with repairNan of @cmb/preprocess`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "voxel", value: first });
}

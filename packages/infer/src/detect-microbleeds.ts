import type { Volume, VoxelArray } from "@cmb/core";
import { createDetector, type DetectOptions } from "./create-detector.js";
import type { DetectorOptions } from "./open-lesion-model.js";
import type { DetectionResult } from "./report.js";

/** How {@link detectMicrobleeds} works. @since 0.1.0 */
export interface DetectMicrobleedsOptions extends DetectorOptions, DetectOptions {}

/**
 * Finds cerebral microbleeds in one T2*-weighted GRE or SWI scan.
 *
 * For many scans make one detector with {@link createDetector}.
 *
 * @param volume - magnitudes, any voxel type and unit; not touched
 * @param options - see {@link DetectMicrobleedsOptions}
 * @returns the report, with `mask` on the grid of the scan
 * @throws CmbError `UNSUITABLE_INPUT` when an input check fails and `force` is not set; those of
 * {@link createDetector}; `INVALID_ARGUMENT`; the signal's reason when aborted
 * @since 0.1.0
 */
export async function detectMicrobleeds(
  volume: Volume<VoxelArray>,
  options: DetectMicrobleedsOptions = {},
): Promise<DetectionResult> {
  const detector = await createDetector(options);
  try {
    return await detector.detect(volume, options);
  } finally {
    await detector.close();
  }
}

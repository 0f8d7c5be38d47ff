import { assertKnown, type KnownKeys, type Volume, type VoxelArray } from "@cmb/core";
import { platform } from "#platform";
import { DETECT_OPTIONS } from "./assert-detect-options.js";
import { checkScan, type DetectOptions, detectChecked } from "./create-detector.js";
import { assertDetectorOptions, DETECTOR_OPTIONS, type DetectorOptions, openLesionModel } from "./open-lesion-model.js";
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
 * {@link createDetector} and of its `detect`; the signal's reason when aborted
 * @since 0.1.0
 */
export async function detectMicrobleeds(
  volume: Volume<VoxelArray>,
  options: DetectMicrobleedsOptions = {},
): Promise<DetectionResult> {
  assertKnown<DetectMicrobleedsOptions>("detectMicrobleeds", options, OPTIONS);
  const { device, model, threads, ...detection } = options;
  const choice: DetectorOptions = { device, model, threads };
  assertDetectorOptions(choice);
  // Networks take seconds to open, and an unsuitable scan needs none.
  const scan = await checkScan(volume, detection);
  const opened = await openLesionModel(choice, platform);
  try {
    return await detectChecked(opened, scan, detection);
  } finally {
    await opened.close();
  }
}

const OPTIONS: KnownKeys<DetectMicrobleedsOptions> = { ...DETECTOR_OPTIONS, ...DETECT_OPTIONS };

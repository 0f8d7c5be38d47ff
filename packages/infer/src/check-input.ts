import { CmbError, type LongTaskOptions, type Volume, type VoxelArray } from "@cmb/core";
import { assertScan } from "./assert-scan.js";
import { checkEmptyImage } from "./checks/empty-image.js";
import { checkFewSlices } from "./checks/few-slices.js";
import { type ImageSummary, summariseImage, valueAt } from "./checks/image-summary.js";
import { checkInvertedContrast } from "./checks/inverted-contrast.js";
import { checkLabelMap } from "./checks/label-map.js";
import { checkLowSignalToNoise } from "./checks/low-signal-to-noise.js";
import { checkMinimumIntensityProjection } from "./checks/minimum-intensity-projection.js";
import { checkNanVoxels } from "./checks/nan-voxels.js";
import { checkNotABrain, checkStructure } from "./checks/not-a-brain.js";
import { checkNotMagnitude } from "./checks/not-magnitude.js";
import { checkPartialCoverage } from "./checks/partial-coverage.js";
import { checkPhaseImage } from "./checks/phase-image.js";
import { checkThickSlices } from "./checks/thick-slices.js";
import { summariseTissue } from "./checks/tissue-summary.js";
import { checkTooCoarse } from "./checks/too-coarse.js";
import { checkWrongContrast } from "./checks/wrong-contrast.js";
import type { InputCheck } from "./report.js";

/**
 * What about a volume its reader should know before detection runs on it.
 *
 * First what the voxels alone show, and of several reasons that make an image no scan at all only the first. Then, where
 * it may be one, the brain on a 2 mm grid: its size, its tissue, its fluid. `error` is kept for what is sure on every
 * scan that the limits were tried on; each limit stands with its reason in its own file. Scaling all values, turning or
 * mirroring the image changes nothing.
 *
 * What is not recognised: proton-density and early-echo images, a phase image whose background was masked out, a
 * projection that was resampled afterwards, a brain other than a human's.
 *
 * @param volume - any voxel type
 * @param options - `signal` and `onProgress`
 * @returns what was found, errors first; empty when nothing is wrong
 * @throws CmbError `INVALID_ARGUMENT`, `SHAPE_MISMATCH`, `EMPTY_VOLUME`, `OUT_OF_RANGE` or `SINGULAR_AFFINE` for what is no
 * volume; `OUT_OF_RANGE` too for voxels below 0.05 mm and for values beyond 1e30 or all below 1e-30
 * @since 0.1.0
 */
export async function checkInput(
  volume: Volume<VoxelArray>,
  options: LongTaskOptions = {},
): Promise<readonly InputCheck[]> {
  assertScan(volume);
  const summary = summariseImage(volume);
  assertMagnitudes(summary);
  const empty = checkEmptyImage(summary);
  if (empty !== undefined) return [empty];
  const noScan =
    checkStructure(summary) ??
    checkPhaseImage(summary) ??
    checkNotMagnitude(summary) ??
    checkLabelMap(summary) ??
    checkInvertedContrast(summary) ??
    checkMinimumIntensityProjection(summary);
  const found = [
    noScan,
    checkFewSlices(summary),
    checkTooCoarse(summary),
    checkThickSlices(summary),
    checkNanVoxels(summary),
  ];
  if (noScan === undefined) {
    const tissue = await summariseTissue(volume, options);
    const noBrain = checkNotABrain(tissue);
    if (noBrain !== undefined) found.push(noBrain);
    else found.push(checkWrongContrast(tissue), checkPartialCoverage(tissue), checkLowSignalToNoise(summary));
  }
  const checks = found.filter((check) => check !== undefined);
  return [...checks.filter(isError), ...checks.filter((check) => !isError(check))];
}

/** Squares of what is beyond these are no numbers in single precision. */
function assertMagnitudes({ sorted }: ImageSummary): void {
  const value = Math.max(Math.abs(valueAt(sorted, 0)), Math.abs(valueAt(sorted, 1)));
  if (!(value > LARGEST || (value > 0 && value < 1 / LARGEST))) return;
  const message = `detect: the largest value of the scan is ${value.toPrecision(2)}; scale it, such as to a maximum of 1000`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "volume.data", value, minimum: 1 / LARGEST, maximum: LARGEST });
}

const LARGEST = 1e30;

function isError({ severity }: InputCheck): boolean {
  return severity === "error";
}

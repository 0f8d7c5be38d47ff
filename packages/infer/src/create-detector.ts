import { CmbError, isCmbError, type LongTaskOptions, type Volume, type VoxelArray } from "@cmb/core";
import { platform } from "#platform";
import { assembleResult } from "./assemble-result.js";
import { assertDetectOptions } from "./assert-detect-options.js";
import { checkInput } from "./check-input.js";
import { hashVolume } from "./hash-volume.js";
import type { InferenceOptions, LesionModel } from "./lesion-model.js";
import { type DetectorOptions, openLesionModel } from "./open-lesion-model.js";
import { progressPart } from "./progress-part.js";
import type { DetectionResult, InputCheck, Preset } from "./report.js";

/** How one scan is read. @since 0.1.0 */
export interface DetectOptions extends LongTaskOptions, InferenceOptions {
  /** Where between missing none and adding none to work; `"balanced"` unless given. */
  readonly preset?: Preset | undefined;
  /** The kind of scan, where known, for the report. `"unknown"` unless given. */
  readonly sequence?: "SWI" | "GRE" | "unknown" | undefined;
  /** Detects in spite of input checks that failed; they stay in the report. False unless given. */
  readonly force?: boolean | undefined;
}

/** Holds a model for many scans. @since 0.1.0 */
export interface Detector {
  /** The model that it holds, as reports name it. */
  readonly model: { readonly id: string; readonly version: string };
  /**
   * Finds the microbleeds of one scan.
   *
   * @param volume - magnitudes of a T2*-weighted GRE or an SWI, any voxel type; not touched
   * @param options - see {@link DetectOptions}
   * @returns the report with its mask
   * @throws CmbError `UNSUITABLE_INPUT` when an input check fails and `force` is not set; `INVALID_ARGUMENT`,
   * `OUT_OF_RANGE`, `SHAPE_MISMATCH`, `EMPTY_VOLUME` or `SINGULAR_AFFINE` for what is no volume or no option, or an option
   * that the model does not have; `INVALID_MODEL` when a network answers with what is no number; `RESOURCE_CLOSED` after
   * `close`; the signal's reason when aborted
   */
  readonly detect: (volume: Volume<VoxelArray>, options?: DetectOptions) => Promise<DetectionResult>;
  /** Frees the model; a second call does nothing. */
  readonly close: () => Promise<void>;
  /** `close`, for `await using`; there only where the runtime knows `Symbol.asyncDispose`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/**
 * A detector that keeps its model for many scans.
 *
 * @param options - see {@link DetectorOptions}
 * @returns the detector; `close` it when done
 * @throws CmbError `MODEL_NOT_FOUND` for an unknown model or where a file of it is not there, `INVALID_MODEL` for a
 * manifest that describes none, `WEIGHTS_MISMATCH` for weights that are not those of the manifest,
 * `BACKEND_UNAVAILABLE` when the model cannot run on the device or its runtime is not installed, `INVALID_ARGUMENT` for
 * an unknown device
 * @since 0.1.0
 */
export async function createDetector(options: DetectorOptions = {}): Promise<Detector> {
  const model = await openLesionModel(options, platform);
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await model.close();
  };
  const detector = {
    model: { id: model.id, version: model.version },
    detect: async (volume: Volume<VoxelArray>, options: DetectOptions = {}): Promise<DetectionResult> => {
      if (closed) throw closedError();
      try {
        const result = await detectChecked(model, await checkScan(volume, options), options);
        if (closed) throw closedError();
        return result;
      } catch (error) {
        // What a runtime says of a session that was released while it ran.
        throw closed && !isCmbError(error) && options.signal?.aborted !== true ? closedError(error) : error;
      }
    },
    close,
  };
  const dispose = "asyncDispose" in Symbol ? { [Symbol.asyncDispose]: close } : {};
  return { ...detector, ...dispose } as Detector;
}

function closedError(cause?: unknown): CmbError<"RESOURCE_CLOSED"> {
  const message = "detect: the detector is closed; create another one";
  return new CmbError("RESOURCE_CLOSED", message, { resource: "detector" }, { cause });
}

/** Share of the progress that checks and hash take. */
const CHECK_SHARE = 0.05;

/** A scan that a model can be given. */
export interface CheckedScan {
  readonly volume: Volume<VoxelArray>;
  readonly checks: readonly InputCheck[];
  readonly sha256: string;
  readonly timingsMs: { readonly check: number; readonly hash: number };
}

/**
 * Options, volume and what the input checks say, before any model is asked.
 *
 * @throws CmbError as `detect` of a {@link Detector}
 */
export async function checkScan(volume: Volume<VoxelArray>, options: DetectOptions): Promise<CheckedScan> {
  assertDetectOptions(options);
  const { force = false, signal, onProgress } = options;
  signal?.throwIfAborted();
  const started = performance.now();
  const part = { stage: "input checks", from: 0, to: CHECK_SHARE, total: 1 };
  const checks = await checkInput(volume, { signal, onProgress: progressPart(onProgress, part) });
  if (!force) assertSuitable(checks);
  const checked = performance.now();
  signal?.throwIfAborted();
  const sha256 = await hashVolume(volume);
  signal?.throwIfAborted();
  return { volume, checks, sha256, timingsMs: { check: checked - started, hash: performance.now() - checked } };
}

/** What a model finds in a scan, as a report. */
export async function detectChecked(
  model: LesionModel,
  { volume, checks, sha256, timingsMs }: CheckedScan,
  { preset = "balanced", sequence = "unknown", overlap, mirror, signal, onProgress }: DetectOptions,
): Promise<DetectionResult> {
  if (model.sha256 === null) refuseNetworkOptions({ overlap, mirror });
  const started = performance.now();
  const output = await model.findCandidates(volume, {
    overlap,
    mirror,
    signal,
    onProgress: progressPart(onProgress, { from: CHECK_SHARE, to: 1 - CHECK_SHARE, total: 1 }),
  });
  const total = timingsMs.check + timingsMs.hash + performance.now() - started;
  const result = assembleResult(
    { volume, sha256, sequence, checks, model, preset, output },
    { ...timingsMs, ...output.timingsMs, total },
  );
  onProgress?.({ stage: "report", completed: 1, total: 1 });
  return result;
}

/** A model without weights has no networks for them to act on. */
function refuseNetworkOptions(options: InferenceOptions): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const message = `detect: ${name} is ${String(value)}, and this model has no networks; leave ${name} out`;
    throw new CmbError("INVALID_ARGUMENT", message, { name, value });
  }
}

function assertSuitable(checks: readonly InputCheck[]): void {
  const failed = checks.filter(({ severity }) => severity === "error");
  if (failed.length === 0) return;
  const message = `detect: ${failed.map(({ message: text }) => text).join(" ")}`;
  throw new CmbError("UNSUITABLE_INPUT", message, { checks });
}

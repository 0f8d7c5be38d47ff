import { assertKnown, CmbError, isCmbError, type KnownKeys } from "@cmb/core";
import { manifestUrl, weightsUrl } from "@cmb/models";
import { createClassicalModel } from "./classical/classical-model.js";
import { DEFAULT_MODEL } from "./default-model.js";
import { openLearnedModel } from "./learned/open-learned-model.js";
import type { LesionModel } from "./lesion-model.js";
import type { Device } from "./runtime/device.js";
import { openModel } from "./runtime/open-model.js";
import type { Platform } from "./runtime/platform.js";
import { type ModelFiles, type OwnModel, readModel } from "./runtime/read-model.js";
import { releaseSessions } from "./runtime/release-sessions.js";

/** Which model a detector holds: one of this project by its name, or one's own. @since 0.1.0 */
export type ModelChoice = "default" | "classical" | OwnModel;

/** How a detector is made. @since 0.1.0 */
export interface DetectorOptions {
  /**
   * `"auto"` unless given: the first that works of CUDA, DirectML (Windows), Core ML (macOS) and the CPU in Node, of
   * WebGPU and WebAssembly in a browser. The classical model runs on the CPU.
   */
  readonly device?: Device | undefined;
  /** `"default"` unless given: the networks of `@cmb/models`. `"classical"` needs no runtime and no weights. */
  readonly model?: ModelChoice | undefined;
  /** Threads of a model with networks; unless given one for each core, at most four. */
  readonly threads?: number | undefined;
}

const DEVICES: readonly Device[] = ["auto", "cpu", "cuda", "directml", "coreml", "webgpu", "wasm"];

/** More threads than any machine has cores. */
const MOST_THREADS = 1024;
const MODELS = ["default", "classical"] as const;

/** The options of a detector. */
export const DETECTOR_OPTIONS: KnownKeys<DetectorOptions> = { device: true, model: true, threads: true };

/**
 * Throws for an option that there is not, or of a wrong kind, before any work.
 *
 * @throws CmbError `INVALID_ARGUMENT`, `MODEL_NOT_FOUND` for a name that is not that of a model, `BACKEND_UNAVAILABLE` for
 * a device that the classical model does not run on
 */
export function assertDetectorOptions(options: unknown): asserts options is DetectorOptions {
  assertKnown<DetectorOptions>("createDetector", options, DETECTOR_OPTIONS);
  const { device = "auto", model = DEFAULT_MODEL, threads } = options;
  if (!DEVICES.some((known) => known === device)) {
    const message = `createDetector: there is no device "${String(device)}"; give one of ${DEVICES.join(", ")}`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "device", value: device });
  }
  if (
    threads !== undefined &&
    !(Number.isSafeInteger(threads) && Number(threads) > 0 && Number(threads) <= MOST_THREADS)
  ) {
    const message = `createDetector: threads is ${String(threads)}; give a whole number from 1 to ${MOST_THREADS}`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "threads", value: threads });
  }
  if (model === "classical") assertClassical(options as DetectorOptions);
  if ((typeof model === "object" && model !== null) || MODELS.some((known) => known === model)) return;
  const message = `createDetector: there is no model "${String(model)}"; give one of ${MODELS.join(", ")}, or { manifest: "manifest.json" }`;
  throw new CmbError("MODEL_NOT_FOUND", message, { model: String(model), known: MODELS });
}

/**
 * The model that a caller asked for, ready to find lesions.
 *
 * @throws CmbError `INVALID_ARGUMENT`, `MODEL_NOT_FOUND`, `INVALID_MODEL`, `WEIGHTS_MISMATCH` or `BACKEND_UNAVAILABLE`
 */
export async function openLesionModel(options: DetectorOptions, platform: Platform): Promise<LesionModel> {
  assertDetectorOptions(options);
  const { device = "auto", model = DEFAULT_MODEL, threads } = options;
  if (model === "classical") return createClassicalModel();
  const files = model === "default" ? await readDefault(platform) : await readModel(model, platform);
  const opened = await openModel(files, { platform, device, threads });
  try {
    return openLearnedModel(opened);
  } catch (error) {
    await releaseSessions(opened.sessions);
    throw error;
  }
}

/** @throws CmbError for what a model without networks cannot do */
function assertClassical({ device = "auto", threads }: DetectorOptions): void {
  if (device !== "auto" && device !== "cpu") {
    const reason = 'the classical model runs on "cpu"';
    const message = `createDetector: ${reason}, not on "${device}"; give "cpu" or "auto"`;
    throw new CmbError("BACKEND_UNAVAILABLE", message, { device, tried: [device], reasons: { [device]: reason } });
  }
  if (threads === undefined) return;
  const message = `createDetector: threads is ${threads}, and the classical model has one; leave threads out`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "threads", value: threads });
}

async function readDefault(platform: Platform): Promise<ModelFiles> {
  try {
    return await readModel({ manifest: manifestUrl() }, platform, weightsUrl);
  } catch (cause) {
    if (!isCmbError(cause) || cause.code !== "MODEL_NOT_FOUND") throw cause;
    const advice = 'install @cmb/models anew, let your bundler copy its files, or give model "classical"';
    const message = `createDetector: the files of the default model are not where they should be (${cause.message}); ${advice}`;
    throw new CmbError("MODEL_NOT_FOUND", message, { model: "default", known: MODELS }, { cause });
  }
}

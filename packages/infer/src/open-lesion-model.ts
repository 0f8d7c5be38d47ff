import { CmbError } from "@cmb/core";
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
  /** `"classical"` unless given; `"default"` is the network of `@cmb/models`. */
  readonly model?: ModelChoice | undefined;
  /** Threads of a model with networks; unless given one for each core, at most four. */
  readonly threads?: number | undefined;
}

const DEVICES: readonly Device[] = ["auto", "cpu", "cuda", "directml", "coreml", "webgpu", "wasm"];

/**
 * The model that a caller asked for, ready to find lesions.
 *
 * @throws CmbError `INVALID_ARGUMENT`, `MODEL_NOT_FOUND`, `INVALID_MODEL`, `WEIGHTS_MISMATCH` or `BACKEND_UNAVAILABLE`
 */
export async function openLesionModel(
  { device = "auto", model = DEFAULT_MODEL, threads }: DetectorOptions,
  platform: Platform,
): Promise<LesionModel> {
  if (!DEVICES.includes(device)) {
    const message = `createDetector: there is no device "${device}"; give one of ${DEVICES.join(", ")}`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "device", value: device });
  }
  if (threads !== undefined && !(Number.isSafeInteger(threads) && threads > 0)) {
    const message = `createDetector: threads is ${threads}; give a whole number of 1 or more`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "threads", value: threads });
  }
  if (model === "classical") return openClassical(device, threads);
  const opened = await openModel(await readFiles(model, platform), { platform, device, threads });
  try {
    return openLearnedModel(opened);
  } catch (error) {
    await releaseSessions(opened.sessions);
    throw error;
  }
}

function openClassical(device: Device, threads: number | undefined): LesionModel {
  if (device !== "auto" && device !== "cpu") {
    const reason = 'the classical model runs on "cpu"';
    const message = `createDetector: ${reason}, not on "${device}"; give "cpu" or "auto"`;
    throw new CmbError("BACKEND_UNAVAILABLE", message, { device, tried: [device], reasons: { [device]: reason } });
  }
  if (threads !== undefined) {
    const message = `createDetector: threads is ${threads}, and the classical model has one; leave threads out`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "threads", value: threads });
  }
  return createClassicalModel();
}

function readFiles(model: Exclude<ModelChoice, "classical">, platform: Platform): Promise<ModelFiles> {
  if (model === "default") return readModel({ manifest: manifestUrl() }, platform, weightsUrl);
  if (typeof model === "object" && model !== null) return readModel(model, platform);
  const known = ["default", "classical"];
  const message = `createDetector: there is no model "${model}"; give one of ${known.join(", ")}, or { manifest: "manifest.json" }`;
  throw new CmbError("MODEL_NOT_FOUND", message, { model: String(model), known });
}

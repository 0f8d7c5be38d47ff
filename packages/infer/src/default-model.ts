import { manifestUrl } from "@cmb/models";
import { platform } from "#platform";
import { readManifest } from "./runtime/read-model.js";

/** The model of detectors that are not told which: the one of `@cmb/models`. */
export const DEFAULT_MODEL = "default";

/**
 * Which model detectors take that are not told which. Reads its manifest and opens nothing, so that it needs no runtime.
 *
 * @returns the model as reports name it
 * @throws CmbError `MODEL_NOT_FOUND` or `INVALID_MODEL`
 * @since 0.1.0
 */
export async function defaultModel(): Promise<{ readonly id: string; readonly version: string }> {
  const { id, version } = await readManifest(manifestUrl(), platform);
  return { id, version };
}

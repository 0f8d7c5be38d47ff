import { CmbError } from "@cmb/core";
import type { Device } from "./device.js";
import type { Platform } from "./platform.js";

/** The error where the package that runs networks is not installed, or cannot be loaded on this machine. */
export function missingRuntime(
  name: Platform["runtimePackage"],
  device: Device,
  cause: unknown,
): CmbError<"BACKEND_UNAVAILABLE"> {
  const why = (cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "";
  const message =
    `createDetector: this model runs on ${name}, which could not be loaded (${why}); ` +
    `npm install ${name}, or give model "classical"`;
  return new CmbError("BACKEND_UNAVAILABLE", message, { device, tried: [], reasons: { [name]: why } }, { cause });
}

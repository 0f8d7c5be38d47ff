import { open } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CmbError } from "@cmb/core";
import type { Device, NamedDevice } from "./device.js";
import { fetchBytes } from "./fetch-bytes.js";
import { missingRuntime } from "./missing-runtime.js";
import { ortSession, sessionOptions } from "./ort-session.js";
import type { Platform, Runtime } from "./platform.js";
import { defaultThreads, threadsText } from "./threads.js";

/** What ONNX Runtime calls the devices. */
const PROVIDERS: Readonly<Record<Exclude<NamedDevice, "wasm">, string>> = {
  cpu: "cpu",
  cuda: "cuda",
  directml: "dml",
  coreml: "coreml",
  webgpu: "webgpu",
};

/** Where each operating system has a device besides the processor that is worth a try. */
const AUTOMATIC: Readonly<Partial<Record<NodeJS.Platform, readonly NamedDevice[]>>> = {
  linux: ["cuda", "cpu"],
  win32: ["cuda", "directml", "cpu"],
  darwin: ["coreml", "cpu"],
};

/** Node: files, and the native ONNX Runtime. */
export const platform: Platform = {
  runtimePackage: "onnxruntime-node",
  automatic: () => AUTOMATIC[process.platform] ?? ["cpu"],
  refusal: (device) => {
    return Promise.resolve(device === "wasm" ? 'it is for browsers; in Node give "cpu"' : undefined);
  },
  loadRuntime,
  toUrl: (location) => {
    if (location instanceof URL) return location;
    // One letter and a colon is a drive of Windows.
    return /^[a-z][a-z\d+.-]+:/i.test(location) ? new URL(location) : pathToFileURL(resolve(location));
  },
  readBytes: (url, most) =>
    url.protocol === "file:" ? readFileBytes(fileURLToPath(url), most) : fetchBytes(url, most),
};

async function loadRuntime(device: Device, threads = defaultThreads(availableParallelism())): Promise<Runtime> {
  const { env, InferenceSession, Tensor } = await importRuntime(device);
  // The first session takes this level for the whole process: what goes wrong is also thrown, and a device that is not
  // there is no news. A level that somebody has set stays.
  if (env.logLevel === "warning") env.logLevel = "fatal";
  return {
    name: () => `onnxruntime-node ${env.versions.node ?? env.versions.common}, ${threadsText(threads)}`,
    open: async (bytes, named) => {
      const provider = named === "wasm" ? named : PROVIDERS[named];
      const options = { ...sessionOptions(threads), executionProviders: [provider] };
      return ortSession(await InferenceSession.create(bytes, options), Tensor);
    },
  };
}

async function importRuntime(device: Device): Promise<typeof import("onnxruntime-node")> {
  try {
    return await import("onnxruntime-node");
  } catch (cause) {
    throw missingRuntime("onnxruntime-node", device, cause);
  }
}

async function readFileBytes(path: string, most: number): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const bytes = new Uint8Array(Math.min(size, most));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CmbError("FILE_NOT_READABLE", `${path} could not be read (${why})`, { path }, { cause });
  }
}

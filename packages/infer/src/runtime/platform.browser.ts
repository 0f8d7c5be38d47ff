import { CmbError } from "@cmb/core";
import type { Device, NamedDevice } from "./device.js";
import { fetchBytes } from "./fetch-bytes.js";
import { missingRuntime } from "./missing-runtime.js";
import { ortSession, sessionOptions } from "./ort-session.js";
import type { Platform, Runtime } from "./platform.js";
import { defaultThreads, threadsText } from "./threads.js";

/** Browsers and what is like them: URLs, and ONNX Runtime in WebAssembly and on WebGPU. */
export const platform: Platform = {
  runtimePackage: "onnxruntime-web",
  automatic: () => ["webgpu", "wasm"],
  refusal,
  loadRuntime,
  toUrl: (location) => new URL(location, globalThis.location?.href),
  readBytes: fetchBytes,
};

/** What this needs of WebGPU, which the compiler's library does not have. */
interface Gpu {
  readonly requestAdapter: () => Promise<{
    readonly isFallbackAdapter?: boolean;
    readonly info?: { readonly isFallbackAdapter?: boolean; readonly vendor: string; readonly architecture: string };
  } | null>;
}

async function refusal(device: NamedDevice, asked: Device): Promise<string | undefined> {
  if (device === "wasm") return undefined;
  if (device !== "webgpu") return 'it is for Node; in a browser give "webgpu" or "wasm"';
  const { gpu } = navigator as { readonly gpu?: Gpu };
  if (gpu === undefined) return "this browser has no WebGPU, or the page is not from a secure origin";
  const adapter = await gpu.requestAdapter();
  if (adapter === null) return "there is no graphics adapter for WebGPU";
  const isSoftware = adapter.info?.isFallbackAdapter ?? adapter.isFallbackAdapter ?? false;
  // It computes on the processor, and slower than WebAssembly does.
  if (isSoftware && asked === "auto") return "the only graphics adapter is software";
  return undefined;
}

async function loadRuntime(device: Device, threads: number | undefined): Promise<Runtime> {
  const { env, InferenceSession, Tensor } = await importRuntime(device);
  const inUse = fixThreads(env.wasm, threads);
  // As in Node: what goes wrong is thrown.
  if (env.logLevel === "warning") env.logLevel = "fatal";
  return {
    name: () => `onnxruntime-web ${env.versions.web ?? env.versions.common}, ${threadsText(inUse)}`,
    open: async (bytes, provider) => {
      const options = { ...sessionOptions(inUse), executionProviders: [provider] };
      return ortSession(await InferenceSession.create(bytes, options), Tensor);
    },
  };
}

/**
 * The build without WebGPU where that will not be tried: half as large to load and to hold. The plain `onnxruntime-web`
 * runs 3-D networks on an older WebGPU back end that throws or gives wrong numbers, so it is never this one. In a `try`,
 * so that bundlers warn where the package is not installed, and do not fail.
 */
async function importRuntime(device: Device): Promise<typeof import("onnxruntime-web/webgpu")> {
  const isBare = device === "wasm" || (device === "auto" && (await refusal("webgpu", device)) !== undefined);
  try {
    return await (isBare ? import("onnxruntime-web/wasm") : import("onnxruntime-web/webgpu"));
  } catch (cause) {
    throw missingRuntime("onnxruntime-web", device, cause);
  }
}

/** All sessions of a build share their threads, which the first one starts; a page that is not isolated has but one. */
function fixThreads(wasm: { numThreads?: number }, threads: number | undefined): number {
  const isolated = globalThis.crossOriginIsolated;
  wasm.numThreads ||= isolated ? (threads ?? defaultThreads(navigator.hardwareConcurrency)) : 1;
  if (threads !== undefined && threads !== wasm.numThreads) {
    const why = isolated ? "its first session started so many" : "it is not cross-origin isolated";
    const message = `createDetector: threads is ${threads}, and this page has ${wasm.numThreads}, since ${why}; leave threads out`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "threads", value: threads });
  }
  return wasm.numThreads;
}

import type { Device, NamedDevice } from "./device.js";
import type { NetworkSession } from "./network-session.js";

/** A session, with what its network calls its tensors. */
export interface RuntimeSession extends NetworkSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** The size of each axis of an input: a number, or the name of one that is free; `undefined` where it is not told. */
  readonly inputShape: (name: string) => readonly (number | string)[] | undefined;
}

/** ONNX Runtime, loaded. */
export interface Runtime {
  /** Package, version and threads, for the report; known for sure once a session is open. */
  readonly name: () => string;
  /** @throws what the runtime throws when the device, or the network on it, does not work */
  readonly open: (bytes: Uint8Array, device: NamedDevice) => Promise<RuntimeSession>;
}

/** What differs between Node and browsers. */
export interface Platform {
  /** The optional peer that is needed to run networks. */
  readonly runtimePackage: "onnxruntime-node" | "onnxruntime-web";
  /** What `"auto"` tries, the fastest first. */
  readonly automatic: () => readonly NamedDevice[];
  /** Why a device need not be tried; `undefined` where it may work. `asked` is what the caller gave. */
  readonly refusal: (device: NamedDevice, asked: Device) => Promise<string | undefined>;
  /** `device` is what was asked for. @throws CmbError `BACKEND_UNAVAILABLE` when the package cannot be loaded */
  readonly loadRuntime: (device: Device, threads: number | undefined) => Promise<Runtime>;
  /** A path (Node) or a URL, as a whole URL. */
  readonly toUrl: (location: string | URL) => URL;
  /** Reads no more than `most` bytes. @throws CmbError `FILE_NOT_READABLE` or `FETCH_FAILED` */
  readonly readBytes: (url: URL, most: number) => Promise<Uint8Array>;
}

import type { ModelManifest } from "../manifest/model-manifest.js";
import type { NetworkSession } from "../runtime/network-session.js";

/** A model whose networks are ready to run. */
export interface OpenedModel {
  readonly manifest: ModelManifest;
  /** Of the weights of all networks: SHA-256 of theirs, of lesions, regions and verifier, a line each. */
  readonly sha256: string;
  /** The runtime and its version, such as `"onnxruntime-node 1.30.0"`. */
  readonly runtime: string;
  readonly device: string;
  /** Devices that were tried, in order. */
  readonly tried: readonly string[];
  /** One for each network of the manifest. */
  readonly sessions: {
    readonly regions?: NetworkSession;
    readonly lesions: readonly NetworkSession[];
    readonly verifier?: NetworkSession;
  };
}

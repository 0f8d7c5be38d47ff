/** What a model can run on. @since 0.1.0 */
export type Device = "auto" | "cpu" | "cuda" | "directml" | "coreml" | "webgpu" | "wasm";

/** A device that was asked for, or that `"auto"` came to. */
export type NamedDevice = Exclude<Device, "auto">;

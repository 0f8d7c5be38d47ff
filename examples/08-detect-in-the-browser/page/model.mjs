// What runs: a model of `@cmb/infer`, and the devices that a browser has for it.

/** @type {import("@cmb/infer").ModelChoice} */
export const MODEL = "default";

/** @type {readonly (readonly [device: import("@cmb/infer").Device, label: string])[]} */
export const DEVICES = [
  ["auto", "Fastest that works"],
  ["webgpu", "Graphics card"],
  ["wasm", "Processor"],
];

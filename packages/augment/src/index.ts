export type { Scene } from "./scene.js";
export type { Transform } from "./transform.js";

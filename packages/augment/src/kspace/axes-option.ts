import type { Axis } from "@cmb/core";
import { anyOption, type Option } from "../definition/option.js";

/** Voxel axes of which one is drawn. @internal */
export function axesOption(fallback: readonly Axis[]): Option<readonly Axis[]> {
  return anyOption<readonly Axis[]>(fallback, "a list of different axes among 0, 1 and 2, at least one", (value) => {
    if (!Array.isArray(value) || value.length === 0 || new Set(value).size !== value.length) return false;
    return value.every((axis) => axis === 0 || axis === 1 || axis === 2);
  });
}

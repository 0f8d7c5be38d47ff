import { CmbError, type Shape } from "@cmb/core";
import type { Box } from "@cmb/preprocess";

/** Throws unless a box holds at least one voxel and lies within the grid. */
export function assertSceneBox(operation: string, box: Box, shape: Shape): void {
  const fits = ([0, 1, 2] as const).every((axis) => {
    const [from, to] = [box.from[axis], box.to[axis]];
    return Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && to > from && to <= shape[axis];
  });
  if (fits) return;
  const message = `${operation}: the box from ${box.from.join()} to ${box.to.join()} does not lie within ${shape.join("×")} voxels; give whole numbers within it`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "box", value: box });
}

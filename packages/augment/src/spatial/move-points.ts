import { invertAffine, voxelToWorld, type WorldPoint } from "@cmb/core";
import type { WorldBox } from "../scene.js";
import { displacementAt } from "./displacement-field.js";
import type { WorldMap } from "./spatial-move.js";

/** Where positions of the input go: the inverse of the maps from the result to the input. */
export function movePoints(points: readonly WorldPoint[], toInput: readonly WorldMap[]): readonly WorldPoint[] {
  const inverses = [...toInput].reverse().map(inverseOfMap);
  return points.map((point) => inverses.reduce<WorldPoint>((at, inverse) => inverse(at), point));
}

/** The box about the moved corners of each box. */
export function moveBoxes(boxes: readonly WorldBox[], toInput: readonly WorldMap[]): readonly WorldBox[] {
  return boxes.map(({ fromMm, toMm }) => {
    const corners = [0, 1, 2, 3, 4, 5, 6, 7].map(
      (n): WorldPoint => [n & 1 ? toMm[0] : fromMm[0], n & 2 ? toMm[1] : fromMm[1], n & 4 ? toMm[2] : fromMm[2]],
    );
    const moved = movePoints(corners, toInput);
    const along = (axis: 0 | 1 | 2): readonly number[] => moved.map((corner) => corner[axis]);
    const [x, y, z] = [along(0), along(1), along(2)];
    return {
      fromMm: [Math.min(...x), Math.min(...y), Math.min(...z)],
      toMm: [Math.max(...x), Math.max(...y), Math.max(...z)],
    };
  });
}

/** Steps of the fixed-point search; each brings a displacement that does not fold nearer by its steepest slope. */
const MAX_STEPS = 100;
/** mm: far below a voxel, far above float64's rounding at some hundred mm. */
const TOLERANCE_MM = 1e-9;

/** From the input to the result. */
function inverseOfMap(map: WorldMap): (point: WorldPoint) => WorldPoint {
  if (map.kind === "affine") {
    const inverse = invertAffine(map.matrix);
    return (point) => voxelToWorld(inverse, point);
  }
  const shiftAt = displacementAt(map.field);
  return (point) => {
    let at: WorldPoint = point;
    for (let step = 0; step < MAX_STEPS; step++) {
      const [x, y, z] = shiftAt(at);
      const next: WorldPoint = [point[0] - x, point[1] - y, point[2] - z];
      const moved = Math.hypot(next[0] - at[0], next[1] - at[1], next[2] - at[2]);
      at = next;
      if (moved < TOLERANCE_MM) break;
    }
    return at;
  };
}

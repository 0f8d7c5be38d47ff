import { invertAffine, type WorldPoint } from "@cmb/core";
import { newRowPositions, type RowPositions } from "@cmb/preprocess";
import type { WorldBox } from "../scene.js";
import { addDisplacementAt } from "./displacement-field.js";
import { displacementInverse } from "./invert-displacement.js";
import { multiplyInto } from "./multiply-into.js";
import type { WorldMap } from "./spatial-move.js";

/** mm: far below a voxel, and above float64's rounding at some hundred mm. */
const TOLERANCE_MM = 1e-9;

/** Where points of the result come from. */
export function pointsBefore(points: readonly WorldPoint[], toInput: readonly WorldMap[]): readonly WorldPoint[] {
  return through(points, toInput);
}

/** Where points of the input go: the inverse of the maps from the result to the input. */
export function movePoints(points: readonly WorldPoint[], toInput: readonly WorldMap[]): readonly WorldPoint[] {
  return through(points, [...toInput].reverse().map(inverseOf));
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

/** The map back. */
export function inverseOf(map: WorldMap): WorldMap {
  if (map.kind === "affine") return { kind: "affine", matrix: invertAffine(map.matrix) };
  return { kind: map.kind === "inverse" ? "displacement" : "inverse", field: map.field };
}

/** One point after the other: none must depend on how many steps another takes. */
function through(points: readonly WorldPoint[], maps: readonly WorldMap[]): readonly WorldPoint[] {
  const stages = maps.map(stageOf);
  return points.map((point) => {
    const at = newRowPositions(1);
    at.i[0] = point[0];
    at.j[0] = point[1];
    at.k[0] = point[2];
    for (const stage of stages) stage(at);
    return [at.i[0] as number, at.j[0] as number, at.k[0] as number];
  });
}

function stageOf(map: WorldMap): (at: RowPositions) => void {
  if (map.kind === "affine") return (at) => multiplyInto(map.matrix, at, at);
  return map.kind === "displacement" ? addDisplacementAt(map.field) : displacementInverse(map.field, TOLERANCE_MM);
}

import { type Affine, composeAffines, invertAffine } from "@cmb/core";
import { type Grid, newRowPositions, type RowPositions } from "@cmb/preprocess";
import { alignedFieldRows } from "./aligned-field-rows.js";
import { addDisplacementAt } from "./displacement-field.js";
import { displacementInverse } from "./invert-displacement.js";
import { multiplyInto } from "./multiply-into.js";
import { addDisplacementsInto, fieldInUnits } from "./oblique-field-rows.js";
import type { WorldMap } from "./spatial-move.js";

/** Writes where the voxels of row (j, k) of a grid come from, in voxels of the source. */
export type RowMapper = (j: number, k: number, out: RowPositions) => void;

interface RowMaps {
  readonly grid: Grid;
  /** World of the grid to world of the source. */
  readonly maps: readonly WorldMap[];
  /** World of the source to its voxels. */
  readonly toVoxel: Affine;
}

const IDENTITY: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/**
 * A mapper through any maps.
 *
 * Positions come from products, not from running sums: a row does not depend on the others. The usual chain, affine maps
 * with one displacement in their midst, is one matrix product and one spline to a voxel.
 */
export function createRowMapper({ grid, maps, toVoxel }: RowMaps): RowMapper {
  const n = maps.findIndex(isBent);
  const first = maps[n];
  if (first === undefined) {
    const matrix = composeAffines(composeAffines(toVoxel, product(maps)), grid.affine);
    return (j, k, out) => placeRowInto(matrix, { j, k }, out);
  }
  const toField = composeAffines(product(maps.slice(0, n)), grid.affine);
  if (first.kind !== "displacement") {
    const stages = furtherStages(maps.slice(n), toVoxel);
    return (j, k, out) => {
      placeRowInto(toField, { j, k }, out);
      for (const stage of stages) stage(out);
    };
  }
  const rest = maps.slice(n + 1);
  const further = rest.findIndex(isBent);
  const units = further < 0 ? composeAffines(toVoxel, product(rest)) : product(rest.slice(0, further));
  const placed = composeAffines(units, toField);
  const field = fieldInUnits(first.field, units);
  const toControl = composeAffines(invertAffine(first.field.controlAffine), toField);
  const aligned = alignedFieldRows(field, { toControl, shape: grid.shape });
  const control = newRowPositions(grid.shape[0]);
  const addField =
    aligned ??
    ((j: number, k: number, out: RowPositions): void => {
      placeRowInto(toControl, { j, k }, control);
      addDisplacementsInto(field, control, out);
    });
  const others = further < 0 ? [] : furtherStages(rest.slice(further), toVoxel);
  return (j, k, out) => {
    placeRowInto(placed, { j, k }, out);
    addField(j, k, out);
    for (const stage of others) stage(out);
  };
}

function isBent({ kind }: WorldMap): boolean {
  return kind !== "affine";
}

/** The affine maps of a list, the first one applied first. */
function product(maps: readonly WorldMap[]): Affine {
  return maps.reduce((matrix, map) => (map.kind === "affine" ? composeAffines(map.matrix, matrix) : matrix), IDENTITY);
}

/** mm: what an inverse may be off its place where a volume is interpolated at it. */
const INVERSE_TOLERANCE_MM = 1e-3;

/** What follows where there is more than one displacement, or an inverse: one map after the other, in the world. */
function furtherStages(maps: readonly WorldMap[], toVoxel: Affine): readonly ((out: RowPositions) => void)[] {
  const stages = maps.map((map) => {
    if (map.kind === "affine") return (out: RowPositions) => multiplyInto(map.matrix, out, out);
    if (map.kind === "inverse") return displacementInverse(map.field, INVERSE_TOLERANCE_MM);
    return addDisplacementAt(map.field);
  });
  return [...stages, (out) => multiplyInto(toVoxel, out, out)];
}

interface RowPlace {
  readonly j: number;
  readonly k: number;
}

function placeRowInto(m: Affine, { j, k }: RowPlace, { i: x, j: y, k: z }: RowPositions): void {
  const [a, b, c] = [m[0], m[4], m[8]];
  const x0 = m[1] * j + m[2] * k + m[3];
  const y0 = m[5] * j + m[6] * k + m[7];
  const z0 = m[9] * j + m[10] * k + m[11];
  for (let t = 0; t < x.length; t++) {
    x[t] = a * t + x0;
    y[t] = b * t + y0;
    z[t] = c * t + z0;
  }
}

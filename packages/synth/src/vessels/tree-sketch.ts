import type { Affine } from "@cmb/core";
import { plus, type Vec } from "./scalar-field.js";
import { VEIN_FAMILIES, type VeinFamily, type VesselPieces } from "./vessel-pieces.js";

/** A tree as it grows, in the frame of its domain: one entry per piece, six for its ends. @internal */
export interface TreeSketch {
  readonly family: VeinFamily;
  readonly points: number[];
  readonly radiiMm: number[];
  readonly parents: number[];
}

/** @internal */
export function createTreeSketch(family: VeinFamily): TreeSketch {
  return { family, points: [], radiiMm: [], parents: [] };
}

/** Where a branch begins. */
interface BranchRoot {
  /** The piece of the sketch at whose end it begins; −1 for the first branch. */
  readonly parent: number;
}

/**
 * Adds a path as pieces.
 *
 * @param sketch - receives the pieces
 * @param path - points from the root to the tip
 * @param branch - the piece that it goes on from, and the radius in mm at the end of each of its pieces
 * @returns the number of the first piece
 * @internal
 */
export function addBranch(
  sketch: TreeSketch,
  path: readonly Vec[],
  { parent, radiusMm }: BranchRoot & { readonly radiusMm: (piece: number) => number },
): number {
  const first = sketch.radiiMm.length;
  for (let n = 0; n + 1 < path.length; n++) {
    sketch.points.push(...(path[n] as Vec), ...(path[n + 1] as Vec));
    sketch.radiiMm.push(radiusMm(n));
    sketch.parents.push(n === 0 ? parent : first + n - 1);
  }
  return first;
}

/** One tree in the array of trees, with what all its pieces share. */
interface GrownTree {
  readonly number: number;
  readonly sketch: TreeSketch;
  readonly susceptibilityPpm: number;
}

/** All trees as flat arrays in world mm. @internal */
export function packTrees(
  trees: readonly GrownTree[],
  { affine, spacingMm }: { readonly affine: Affine; readonly spacingMm: readonly [number, number, number] },
): VesselPieces {
  const count = trees.reduce((sum, { sketch }) => sum + sketch.radiiMm.length, 0);
  const pieces = {
    pointsMm: new Float32Array(6 * count),
    radiiMm: new Float32Array(count),
    trees: new Uint32Array(count),
    families: new Uint8Array(count),
    parents: new Int32Array(count),
    susceptibilitiesPpm: new Float32Array(count),
  };
  let from = 0;
  for (const { number, sketch, susceptibilityPpm } of trees) {
    const to = from + sketch.radiiMm.length;
    pieces.radiiMm.set(sketch.radiiMm, from);
    pieces.parents.set(
      sketch.parents.map((parent) => (parent < 0 ? -1 : parent + from)),
      from,
    );
    pieces.trees.fill(number, from, to);
    pieces.families.fill(VEIN_FAMILIES.indexOf(sketch.family), from, to);
    pieces.susceptibilitiesPpm.fill(susceptibilityPpm, from, to);
    for (let n = 0; n < sketch.points.length; n += 3) {
      const point = sketch.points.slice(n, n + 3) as Vec;
      pieces.pointsMm.set(frameToWorld({ affine, spacingMm }, point), 6 * from + n);
    }
    from = to;
  }
  return pieces;
}

function frameToWorld(
  { affine, spacingMm }: { readonly affine: Affine; readonly spacingMm: readonly [number, number, number] },
  point: Vec,
): Vec {
  const [i, j, k] = [point[0] / spacingMm[0], point[1] / spacingMm[1], point[2] / spacingMm[2]];
  return plus(
    [
      affine[0] * i + affine[1] * j + affine[2] * k,
      affine[4] * i + affine[5] * j + affine[6] * k,
      affine[8] * i + affine[9] * j + affine[10] * k,
    ],
    [affine[3], affine[7], affine[11]],
  );
}

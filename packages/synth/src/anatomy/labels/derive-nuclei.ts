import { invertAffine, spacing, type Volume, voxelToWorld, type WorldPoint } from "@cmb/core";
import { distanceTransform } from "@cmb/preprocess";
import { ellipsoidDistance } from "../shapes.js";
import { TISSUES, type Tissue, tissueIndex } from "../tissue.js";
import { forEachVoxel, inverted, maskOf } from "./label-parts.js";
import { fromMidplane, type Midplane } from "./midplane.js";

const CHOROID_MM = 1.6;
const DENTATE_SHEET_MM = 1.9;

/** Where a small body lies, from the middle of a larger one on its side: away from the midline, forwards and upwards. */
interface Neighbour {
  readonly tissue: Tissue;
  readonly offsetMm: WorldPoint;
  readonly radiiMm: WorldPoint;
  /** What it may take the place of. */
  readonly within: readonly Tissue[];
  /** Only this much of it under its surface, where it is a sheet. */
  readonly sheetMm?: number;
}

const MIDBRAIN: readonly Tissue[] = ["ventralDiencephalon", "brainstem", "whiteMatter"];
const BESIDE_VENTRAL_DIENCEPHALON: readonly Neighbour[] = [
  { tissue: "substantiaNigra", offsetMm: [-1.5, -2, -4], radiiMm: [5.4, 3, 3.4], within: MIDBRAIN },
  { tissue: "redNucleus", offsetMm: [-6, -6, -1], radiiMm: [3, 3, 3.2], within: MIDBRAIN },
  { tissue: "subthalamicNucleus", offsetMm: [0, 2, 2], radiiMm: [4.2, 3.2, 2.2], within: MIDBRAIN },
];
const BESIDE_CEREBELLAR_WHITE_MATTER: readonly Neighbour[] = [
  {
    tissue: "dentateNucleus",
    offsetMm: [-4, 1, 1],
    radiiMm: [7.5, 8, 5.4],
    within: ["cerebellarWhiteMatter"],
    sheetMm: DENTATE_SHEET_MM,
  },
];
const FROM_THALAMI: Neighbour = {
  tissue: "pineal",
  offsetMm: [0, -13.5, -4],
  radiiMm: [3, 4, 3],
  within: ["csf", "ventricle"],
};

/** Nuclei of the midbrain and dentate nuclei, where the map has none, and the pineal gland. @internal */
export function deriveNuclei(tissues: Volume<Uint8Array>, midplane: Midplane): void {
  const middles = middlesOf(tissues, midplane);
  for (const side of [1, -1] as const) {
    const at = (tissue: Tissue): WorldPoint | undefined => middles(tissue, side);
    const missing = (list: readonly Neighbour[]): readonly Neighbour[] => list.filter(({ tissue }) => !at(tissue));
    paintBeside(tissues, missing(BESIDE_VENTRAL_DIENCEPHALON), { from: at("ventralDiencephalon"), side });
    paintBeside(tissues, missing(BESIDE_CEREBELLAR_WHITE_MATTER), { from: at("cerebellarWhiteMatter"), side });
  }
  const [right, left] = [middles("thalamus", 1), middles("thalamus", -1)];
  if (right === undefined || left === undefined || tissues.data.includes(tissueIndex("pineal"))) return;
  const from: WorldPoint = [0.5 * (right[0] + left[0]), 0.5 * (right[1] + left[1]), 0.5 * (right[2] + left[2])];
  paintBeside(tissues, [FROM_THALAMI], { from, side: 1 });
}

/** The middle of each tissue on each side of the midplane, in world mm. */
function middlesOf(
  tissues: Volume<Uint8Array>,
  midplane: Midplane,
): (tissue: Tissue, side: 1 | -1) => WorldPoint | undefined {
  const sums = new Float64Array(2 * 4 * TISSUES.length);
  forEachVoxel(tissues, (tissue, _v, point) => {
    const at = 4 * (2 * tissue + (fromMidplane(midplane, point) > 0 ? 1 : 0));
    sums[at] = (sums[at] as number) + 1;
    for (let axis = 0; axis < 3; axis++) {
      sums[at + 1 + axis] = (sums[at + 1 + axis] as number) + (point[axis] as number);
    }
  });
  return (tissue, side) => {
    const at = 4 * (2 * tissueIndex(tissue) + (side > 0 ? 1 : 0));
    const [count, x, y, z] = sums.subarray(at, at + 4) as unknown as [number, number, number, number];
    return count === 0 ? undefined : [x / count, y / count, z / count];
  };
}

interface Beside {
  readonly from: WorldPoint | undefined;
  readonly side: 1 | -1;
}

function paintBeside(tissues: Volume<Uint8Array>, neighbours: readonly Neighbour[], { from, side }: Beside): void {
  if (from === undefined) return;
  for (const neighbour of neighbours) {
    const { offsetMm } = neighbour;
    paintAt(tissues, neighbour, [from[0] + side * offsetMm[0], from[1] + offsetMm[1], from[2] + offsetMm[2]]);
  }
}

function paintAt(tissues: Volume<Uint8Array>, neighbour: Neighbour, centre: WorldPoint): void {
  const { data, shape, affine } = tissues;
  const { radiiMm, sheetMm = Number.POSITIVE_INFINITY } = neighbour;
  const allowed = new Set(neighbour.within.map(tissueIndex));
  const tissue = tissueIndex(neighbour.tissue);
  const body = { centre, radii: radiiMm };
  const middle = voxelToWorld(invertAffine(affine), centre);
  const reach = Math.ceil(Math.max(...radiiMm) / Math.min(...spacing(affine))) + 1;
  const low = (axis: 0 | 1 | 2): number => Math.max(0, Math.floor(middle[axis]) - reach);
  const high = (axis: 0 | 1 | 2): number => Math.min(shape[axis] - 1, Math.ceil(middle[axis]) + reach);
  for (let k = low(2); k <= high(2); k++) {
    for (let j = low(1); j <= high(1); j++) {
      for (let i = low(0); i <= high(0); i++) {
        const v = i + shape[0] * (j + shape[1] * k);
        if (!allowed.has(data[v] as number)) continue;
        const distance = ellipsoidDistance(body, ...voxelToWorld(affine, [i, j, k]));
        if (distance < 0 && distance > -sheetMm) data[v] = tissue;
      }
    }
  }
}

/** Choroid plexus where the map has none: what of the ventricles lies on thalamus and hippocampus. @internal */
export function deriveChoroid(tissues: Volume<Uint8Array>, midplane: Midplane): void {
  const { data, shape, affine } = tissues;
  const choroid = tissueIndex("choroidPlexus");
  const ventricle = tissueIndex("ventricle");
  const floor = maskOf(tissues, ["thalamus", "hippocampus"]);
  if (data.includes(choroid) || !floor.data.includes(1)) return;
  const fromFloor = distanceTransform(inverted(floor)).data;
  // One voxel at least.
  const thickness = Math.max(CHOROID_MM, 1.01 * Math.max(...spacing(affine)));
  let v = 0;
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      for (let i = 0; i < shape[0]; i++, v++) {
        if (data[v] !== ventricle || (fromFloor[v] as number) > thickness) continue;
        // The third ventricle, between the thalami, has its plexus in the roof alone.
        if (Math.abs(fromMidplane(midplane, voxelToWorld(affine, [i, j, k]))) > 4) data[v] = choroid;
      }
    }
  }
}

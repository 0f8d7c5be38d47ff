import { type Volume, voxelToWorld, type WorldPoint } from "@cmb/core";
import { distanceTransform } from "@cmb/preprocess";
import { ellipsoidDistance } from "../shapes.js";
import { type Tissue, tissueIndex } from "../tissue.js";
import { inverted, maskOf, middleOf } from "./label-parts.js";
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
  for (const side of [1, -1] as const) {
    const sided = (tissue: Tissue): WorldPoint | undefined => {
      return middleOf(maskOf(tissues, [tissue]), (point) => side * fromMidplane(midplane, point) > 0);
    };
    const missing = (list: readonly Neighbour[]): readonly Neighbour[] => {
      return list.filter(({ tissue }) => sided(tissue) === undefined);
    };
    paintBeside(tissues, missing(BESIDE_VENTRAL_DIENCEPHALON), { from: sided("ventralDiencephalon"), side });
    paintBeside(tissues, missing(BESIDE_CEREBELLAR_WHITE_MATTER), { from: sided("cerebellarWhiteMatter"), side });
  }
  const thalami = middleOf(maskOf(tissues, ["thalamus"]));
  if (thalami === undefined || tissues.data.includes(tissueIndex("pineal"))) return;
  const { normal } = midplane;
  const aside = fromMidplane(midplane, thalami);
  const middle: WorldPoint = [
    thalami[0] - aside * normal[0],
    thalami[1] - aside * normal[1],
    thalami[2] - aside * normal[2],
  ];
  paintBeside(tissues, [FROM_THALAMI], { from: middle, side: 1 });
}

function paintBeside(
  tissues: Volume<Uint8Array>,
  neighbours: readonly Neighbour[],
  { from, side }: { readonly from: WorldPoint | undefined; readonly side: 1 | -1 },
): void {
  if (from === undefined) return;
  const { data, shape, affine } = tissues;
  for (const { tissue, offsetMm, radiiMm, within, sheetMm = Number.POSITIVE_INFINITY } of neighbours) {
    const centre: WorldPoint = [from[0] + side * offsetMm[0], from[1] + offsetMm[1], from[2] + offsetMm[2]];
    const allowed = new Set(within.map(tissueIndex));
    const shapeOf = { centre, radii: radiiMm };
    const index = tissueIndex(tissue);
    let v = 0;
    for (let k = 0; k < shape[2]; k++) {
      for (let j = 0; j < shape[1]; j++) {
        for (let i = 0; i < shape[0]; i++, v++) {
          if (!allowed.has(data[v] as number)) continue;
          const distance = ellipsoidDistance(shapeOf, ...voxelToWorld(affine, [i, j, k]));
          if (distance < 0 && distance > -sheetMm) data[v] = index;
        }
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
  let v = 0;
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      for (let i = 0; i < shape[0]; i++, v++) {
        if (data[v] !== ventricle || (fromFloor[v] as number) > CHOROID_MM) continue;
        // The third ventricle, between the thalami, has its plexus in the roof alone.
        if (Math.abs(fromMidplane(midplane, voxelToWorld(affine, [i, j, k]))) > 4) data[v] = choroid;
      }
    }
  }
}

/** Thin parts of what a map calls sinus are the dura around it. @internal */
export function thinSinusToDura(tissues: Volume<Uint8Array>): void {
  const { data } = tissues;
  const sinus = tissueIndex("sinus");
  const dura = tissueIndex("dura");
  const mask = maskOf(tissues, ["sinus"]);
  if (!mask.data.includes(1)) return;
  const depth = distanceTransform(mask);
  const core = { ...mask, data: Uint8Array.from(depth.data, (mm) => (mm > 1.5 ? 1 : 0)) };
  if (!core.data.includes(1)) return;
  const fromCore = distanceTransform(inverted(core)).data;
  for (let v = 0; v < data.length; v++) {
    if (data[v] === sinus && (fromCore[v] as number) > 2.3) data[v] = dura;
  }
}

import { connectedComponents, spacing, type Volume } from "@cmb/core";
import { BRAIN_TISSUES } from "../brain-tissues.js";
import { type Tissue, tissueIndex } from "../tissue.js";
import { maskOf } from "./label-parts.js";

/** What no brain has inside, with the largest size in mm³ at which it is taken for a gap of the map. */
const SPECKS: readonly (readonly [Tissue, largestMm3: number])[] = [
  ["air", 500],
  ["skull", 20],
  ["marrow", 20],
  ["softTissue", 20],
  ["mucosa", 20],
  // Pieces of veins: whole ones are grown later.
  ["sinus", 60],
];
const INTRACRANIAL: readonly Tissue[] = [...BRAIN_TISSUES, "csf", "choroidPlexus"];
/** At least this share of what lies around a speck is brain or fluid. */
const LEAST_INSIDE = 0.5;

/**
 * In place: single voxels and small holes without a label, or with one of bone, in brain and fluid take the tissue around
 * them.
 *
 * Maps that were joined from several have hundreds of them where the parts meet. An air bubble of 1 mm has the field and
 * the look of a microbleed.
 *
 * @returns how many voxels were filled
 * @internal
 */
export function fillSpecks(tissues: Volume<Uint8Array>): number {
  const inside = new Uint8Array(256);
  for (const tissue of INTRACRANIAL) inside[tissueIndex(tissue)] = 1;
  const voxelMm3 = spacing(tissues.affine).reduce((product, mm) => product * mm, 1);
  let filled = 0;
  for (const [tissue, largestMm3] of SPECKS) {
    const components = connectedComponents(maskOf(tissues, [tissue]), { connectivity: 6 });
    for (const voxels of smallComponents(components, largestMm3 / voxelMm3)) {
      if (shareInside(tissues, voxels, { own: tissueIndex(tissue), inside }) < LEAST_INSIDE) continue;
      fillFromAround(tissues, voxels, inside);
      filled += voxels.length;
    }
  }
  return filled;
}

/** The voxels of each component of at most so many. */
function smallComponents(
  { labels, count }: ReturnType<typeof connectedComponents>,
  mostVoxels: number,
): readonly (readonly number[])[] {
  const sizes = new Uint32Array(count + 1);
  for (const label of labels.data) sizes[label] = (sizes[label] as number) + 1;
  const found = new Map<number, number[]>();
  for (let v = 0; v < labels.data.length; v++) {
    const label = labels.data[v] as number;
    if (label === 0 || (sizes[label] as number) > mostVoxels) continue;
    const voxels = found.get(label);
    if (voxels === undefined) found.set(label, [v]);
    else voxels.push(v);
  }
  return [...found.values()];
}

/** Of the 26 neighbours of each voxel that are not of its own tissue, how many are intracranial. */
function shareInside(
  { data, shape }: Volume<Uint8Array>,
  voxels: readonly number[],
  { own, inside }: { readonly own: number; readonly inside: Uint8Array },
): number {
  let around = 0;
  let intracranial = 0;
  for (const v of voxels) {
    forEachNeighbour(v, shape, (w) => {
      const tissue = data[w] as number;
      if (tissue === own) return;
      around++;
      intracranial += inside[tissue] as number;
    });
  }
  return around === 0 ? 0 : intracranial / around;
}

/** Each voxel takes the commonest intracranial tissue of its neighbours, from the rim inwards. */
function fillFromAround({ data, shape }: Volume<Uint8Array>, voxels: readonly number[], inside: Uint8Array): void {
  let left = voxels;
  while (left.length > 0) {
    const values = left.map((v) => commonest(neighbourTissues(data, v, { shape, inside })));
    for (const [n, v] of left.entries()) {
      const value = values[n];
      if (value !== undefined) data[v] = value;
    }
    const next = left.filter((_, n) => values[n] === undefined);
    if (next.length === left.length) return;
    left = next;
  }
}

function neighbourTissues(
  data: Uint8Array,
  v: number,
  { shape, inside }: { readonly shape: Volume["shape"]; readonly inside: Uint8Array },
): readonly number[] {
  const tissues: number[] = [];
  forEachNeighbour(v, shape, (w) => {
    const tissue = data[w] as number;
    if (inside[tissue] === 1) tissues.push(tissue);
  });
  return tissues;
}

/** The commonest value, the smallest of equals; `undefined` of none. */
function commonest(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.entries()].sort(([a, n], [b, m]) => m - n || a - b)[0]?.[0];
}

function forEachNeighbour(v: number, [ni, nj, nk]: Volume["shape"], use: (w: number) => void): void {
  const i = v % ni;
  const j = Math.floor(v / ni) % nj;
  const k = Math.floor(v / (ni * nj));
  for (let c = Math.max(0, k - 1); c <= Math.min(nk - 1, k + 1); c++) {
    for (let b = Math.max(0, j - 1); b <= Math.min(nj - 1, j + 1); b++) {
      for (let a = Math.max(0, i - 1); a <= Math.min(ni - 1, i + 1); a++) {
        const w = a + ni * (b + nj * c);
        if (w !== v) use(w);
      }
    }
  }
}

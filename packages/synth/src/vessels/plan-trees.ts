import { SIDES, type Side } from "./vein-landmarks.js";
import type { TreePlan } from "./vein-style.js";
import type { VeinFamily } from "./vessel-pieces.js";

interface Course {
  readonly family: VeinFamily;
  readonly site: string;
  /** Trees in one half of a head at density 1. */
  readonly count: number;
}

const COURSES: readonly Course[] = [
  { family: "medullary", site: "ventricle", count: 75 },
  { family: "medullary", site: "cortex", count: 90 },
  { family: "cortical", site: "sagittal", count: 13 },
  { family: "cortical", site: "medial", count: 5 },
  { family: "cortical", site: "groove", count: 6 },
  { family: "cortical", site: "sylvian", count: 4 },
  { family: "cerebellar", site: "vermis", count: 1 },
  { family: "cerebellar", site: "superior", count: 5 },
  { family: "cerebellar", site: "inferior", count: 4 },
  { family: "brainstem", site: "along", count: 2 },
  { family: "brainstem", site: "around", count: 3 },
];

const LARGEST_DENSITY = 4;

/**
 * The trees of a head: the deep tree first, then side by side along the lines that they drain to.
 *
 * A number always means the same tree: a lower density leaves out trees of a higher one, and moves none.
 *
 * @internal
 */
export function planTrees(density: number): readonly { readonly number: number; readonly plan: TreePlan }[] {
  const trees: { readonly number: number; readonly plan: TreePlan }[] = [
    { number: 0, plan: { family: "deep", site: "deep", side: 1, share: 0 } },
  ];
  let number = 1;
  for (const { family, site, count } of COURSES) {
    for (const side of SIDES) {
      const wanted = Math.max(1, Math.round(count * density));
      for (let n = 0; n < count * LARGEST_DENSITY; n++, number++) {
        if (n < wanted) trees.push({ number, plan: { family, site, side: side satisfies Side, share: evenly(n) } });
      }
    }
  }
  return trees;
}

/** Places 0 to 1 of which any number from the first lie about evenly: multiples of the golden section. */
function evenly(n: number): number {
  return (0.5 + n * 0.6180339887498949) % 1;
}

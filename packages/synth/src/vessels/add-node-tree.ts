import type { NodeTree } from "./colonise-space.js";
import { plus, type Vec } from "./scalar-field.js";
import { addBranch, type TreeSketch } from "./tree-sketch.js";

/** How thick a tree is. */
interface TreeCalibre {
  readonly rootRadiusMm: number;
  readonly tipRadiusMm: number;
}

/** A vein divides so that the sum of the radii to this power stays: between area and Murray's law and beyond. */
const EXPONENTS = [2, 4] as const;

/**
 * Adds a tree of nodes to a sketch, branch by branch, thickest first.
 *
 * Radii come from the tips: `rᵉ` of a node is the sum over its tips, with e such that the root has the radius asked
 * for, between 2 and 4.
 *
 * @internal
 */
export function addNodeTree(sketch: TreeSketch, tree: NodeTree, { rootRadiusMm, tipRadiusMm }: TreeCalibre): void {
  const { points, parents } = tree;
  if (points.length < 4) return;
  const tips = tipsBehind(parents);
  const wanted = Math.log(tips[0] as number) / Math.log(rootRadiusMm / tipRadiusMm);
  const exponent = Math.min(EXPONENTS[1], Math.max(EXPONENTS[0], Number.isFinite(wanted) ? wanted : EXPONENTS[1]));
  const radiusOf = (node: number): number =>
    Math.min(rootRadiusMm, tipRadiusMm * (tips[node] as number) ** (1 / exponent));
  const children: number[][] = points.map(() => []);
  for (let n = 1; n < points.length; n++) (children[parents[n] as number] as number[]).push(n);
  for (const siblings of children) siblings.sort((a, b) => (tips[b] as number) - (tips[a] as number) || a - b);
  const smooth = smoothNodes(tree, children);
  // The branches still to be drawn: the node that one leaves, its first own node, and the piece that ends at the former.
  const open = [{ from: 0, node: children[0]?.[0], parent: -1 }];
  for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
    const nodes = [branch.from];
    for (let node = branch.node; node !== undefined; node = children[node]?.[0]) nodes.push(node);
    const path = nodes.map((node) => smooth[node] as Vec);
    const first = addBranch(sketch, path, {
      parent: branch.parent,
      radiusMm: (n) => radiusOf(nodes[n + 1] as number),
    });
    for (let n = nodes.length - 1; n > 0; n--) {
      const from = nodes[n] as number;
      for (const node of (children[from] as number[]).slice(1)) open.push({ from, node, parent: first + n - 1 });
    }
  }
}

function tipsBehind(parents: readonly number[]): number[] {
  const tips = new Array<number>(parents.length).fill(0);
  for (let n = parents.length - 1; n >= 0; n--) {
    if (tips[n] === 0) tips[n] = 1;
    const parent = parents[n] as number;
    if (parent >= 0) tips[parent] = (tips[parent] as number) + (tips[n] as number);
  }
  return tips;
}

/** Each node drawn half-way to the middle of its neighbours along its branch, three times; root and tips stay. */
function smoothNodes({ points, parents }: NodeTree, children: readonly (readonly number[])[]): Vec[] {
  let current = [...points];
  for (let pass = 0; pass < 3; pass++) {
    current = current.map((point, n) => {
      const before = current[parents[n] as number];
      const after = current[children[n]?.[0] ?? -1];
      if (before === undefined || after === undefined) return point;
      return plus(plus(plus([0, 0, 0], point, 0.5), before, 0.25), after, 0.25);
    });
  }
  return current;
}

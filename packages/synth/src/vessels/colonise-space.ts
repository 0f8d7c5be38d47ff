import type { Rng } from "@cmb/core";
import { distance, type FieldGrid, groupAt, plus, unit, type Vec } from "./scalar-field.js";
import { settled, type Walk } from "./walk-path.js";

/** What a tree grows towards, and where it may. */
interface Colony {
  readonly root: Vec;
  readonly direction: Vec;
  /** Points that are to have a vein nearby. */
  readonly attractors: readonly Vec[];
  /** A point is served by a vein within this distance. */
  readonly servedMm: number;
  readonly wiggle: number;
  readonly allowed: number;
  readonly surface?: Walk["surface"];
}

/** A tree of nodes, each after its parent; the root first, with parent −1. @internal */
export interface NodeTree {
  readonly points: Vec[];
  readonly parents: number[];
}

/** mm from node to node. */
const NODE_STEP_MM = 1;
const MOST_ROUNDS = 220;
const MOST_CHILDREN = 3;
/** Weight of the direction so far against the pull of the points. */
const PERSISTENCE = 0.8;

/**
 * Space colonisation: in each round every point pulls at the node nearest to it, each node that is pulled at sends
 * out a new one, and points that a node has come near to are served and pull no more.
 *
 * @see Runions et al. 2005, Modeling and visualization of leaf venation patterns, doi:10.1145/1073204.1073251
 * @internal
 */
export function coloniseSpace(grid: FieldGrid & { readonly groups: Uint16Array }, colony: Colony, rng: Rng): NodeTree {
  const tree = createTree(colony);
  const waiting: Pull[] = colony.attractors.map((point) => ({ point, node: 0, mm: distance(point, colony.root) }));
  const blocked = new Set<number>();
  for (let round = 0; round < MOST_ROUNDS && waiting.length > 0; round++) {
    const before = tree.points.length;
    for (const [node, pull] of pullsOn(tree, waiting)) {
      if (blocked.has(node)) continue;
      if (!sprout({ grid, tree, colony, rng }, node, pull)) blocked.add(node);
    }
    if (tree.points.length === before) break;
    attach(tree, waiting, before);
    for (let n = waiting.length - 1; n >= 0; n--) {
      const { mm, node } = waiting[n] as Pull;
      if (mm < colony.servedMm || blocked.has(node)) waiting.splice(n, 1);
    }
  }
  return { points: tree.points, parents: tree.parents };
}

interface GrowingTree extends NodeTree {
  readonly directions: Vec[];
  readonly children: number[];
}

function createTree({ root, direction }: Colony): GrowingTree {
  return { points: [root], parents: [-1], directions: [unit(direction)], children: [0] };
}

/** A point that is not served yet, with the node nearest to it. */
interface Pull {
  readonly point: Vec;
  node: number;
  mm: number;
}

function pullsOn({ points }: NodeTree, waiting: readonly Pull[]): Map<number, Vec> {
  const pulls = new Map<number, Vec>();
  for (const { point, node } of waiting) {
    const towards = unit(plus(point, points[node] as Vec, -1));
    pulls.set(node, plus(pulls.get(node) ?? [0, 0, 0], towards));
  }
  return pulls;
}

interface Growth {
  readonly grid: FieldGrid & { readonly groups: Uint16Array };
  readonly tree: GrowingTree;
  readonly colony: Colony;
  readonly rng: Rng;
}

/** Adds a node behind one; false where none fits. */
function sprout({ grid, tree, colony, rng }: Growth, node: number, pull: Vec): boolean {
  if ((tree.children[node] as number) >= MOST_CHILDREN) return false;
  const from = tree.points[node] as Vec;
  // A node that has a child already divides, and does not go on straight.
  const keep = tree.children[node] === 0 ? PERSISTENCE : 0;
  const jitter: Vec = [rng.normal(), rng.normal(), rng.normal()];
  const ahead = plus(plus(unit(pull), tree.directions[node] as Vec, keep), jitter, 0.12 * colony.wiggle);
  const point = settled(grid, colony.surface, plus(from, unit(ahead), NODE_STEP_MM));
  if ((groupAt(grid, point) & colony.allowed) === 0) return false;
  if (distance(point, from) < 0.4 * NODE_STEP_MM) return false;
  for (let n = node + 1; n < tree.points.length; n++) {
    if (tree.parents[n] === node && distance(tree.points[n] as Vec, point) < 0.6 * NODE_STEP_MM) return false;
  }
  tree.children[node] = (tree.children[node] as number) + 1;
  tree.points.push(point);
  tree.parents.push(node);
  tree.directions.push(unit(plus(point, from, -1)));
  tree.children.push(0);
  return true;
}

/** Lets the points look at the nodes that are new. */
function attach({ points }: NodeTree, waiting: readonly Pull[], from: number): void {
  for (const pull of waiting) {
    for (let n = from; n < points.length; n++) {
      const mm = distance(pull.point, points[n] as Vec);
      if (mm >= pull.mm) continue;
      pull.mm = mm;
      pull.node = n;
    }
  }
}

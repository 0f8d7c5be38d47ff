/** Sets of numbers 0…n−1 that can be joined. @internal */
export interface DisjointSets {
  /** The smallest member of the set. */
  readonly rootOf: (member: number) => number;
  readonly join: (a: number, b: number) => void;
}

/** n sets of one member each. */
export function createDisjointSets(n: number): DisjointSets {
  const parent = Int32Array.from({ length: n }, (_, member) => member);
  const rootOf = (member: number): number => {
    let current = member;
    while (parent[current] !== current) {
      parent[current] = parent[parent[current] as number] as number;
      current = parent[current] as number;
    }
    return current;
  };
  return {
    rootOf,
    join: (a, b) => {
      const [rootA, rootB] = [rootOf(a), rootOf(b)];
      parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    },
  };
}

/**
 * Distance from each point to the nearest of other points, exact.
 *
 * The others are arranged as a k-d tree in place of a copy; each search starts from what the one before found, because
 * points come in the order of the grid.
 *
 * @param from - x, y, z of one point after the other
 * @param to - the same for the points to be found
 * @returns one distance for each point of `from`; Infinity where `to` is empty
 * @see Bentley 1975, Multidimensional binary search trees used for associative searching, doi:10.1145/361002.361007
 * @internal
 */
export function nearestDistances(from: Float64Array, to: Float64Array): Float64Array {
  const distances = new Float64Array(from.length / 3).fill(Number.POSITIVE_INFINITY);
  if (to.length === 0) return distances;
  const nearestSquare = createSearch(arrange(to.slice()));
  for (let n = 0; n < distances.length; n++) {
    distances[n] = Math.sqrt(
      nearestSquare(from[3 * n] as number, from[3 * n + 1] as number, from[3 * n + 2] as number),
    );
  }
  return distances;
}

/** So many points are looked at one by one. */
const LEAF = 8;

/** The search for the nearest point of a tree; keeps the last one found. */
function createSearch(tree: Float64Array): (x: number, y: number, z: number) => number {
  const query = new Float64Array(3);
  let nearest = 0;
  let best = 0;
  const look = (point: number): void => {
    const dx = (query[0] as number) - (tree[3 * point] as number);
    const dy = (query[1] as number) - (tree[3 * point + 1] as number);
    const dz = (query[2] as number) - (tree[3 * point + 2] as number);
    const square = dx * dx + dy * dy + dz * dz;
    if (square >= best) return;
    best = square;
    nearest = point;
  };
  const descend = (first: number, last: number, axis: number): void => {
    if (last - first < LEAF) {
      for (let point = first; point <= last; point++) look(point);
      return;
    }
    const middle = (first + last) >> 1;
    const across = (query[axis] as number) - (tree[3 * middle + axis] as number);
    const next = axis === 2 ? 0 : axis + 1;
    look(middle);
    if (across < 0) descend(first, middle - 1, next);
    else descend(middle + 1, last, next);
    if (across * across >= best) return;
    if (across < 0) descend(middle + 1, last, next);
    else descend(first, middle - 1, next);
  };
  return (x, y, z) => {
    query[0] = x;
    query[1] = y;
    query[2] = z;
    best = Number.POSITIVE_INFINITY;
    look(nearest);
    descend(0, tree.length / 3 - 1, 0);
    return best;
  };
}

/** Puts the median along x in the middle, then the medians along y into the middles of the halves, and so on. */
function arrange(points: Float64Array): Float64Array {
  const halve = (first: number, last: number, axis: number): void => {
    if (last - first < LEAF) return;
    const middle = (first + last) >> 1;
    select(points, axis, middle, { first, last });
    const next = axis === 2 ? 0 : axis + 1;
    halve(first, middle - 1, next);
    halve(middle + 1, last, next);
  };
  halve(0, points.length / 3 - 1, 0);
  return points;
}

/** Hoare's selection: afterwards no point before `wanted` is beyond it along the axis, and none after it is before it. */
function select(
  points: Float64Array,
  axis: number,
  wanted: number,
  range: { readonly first: number; readonly last: number },
): void {
  let { first, last } = range;
  while (first < last) {
    const pivot = points[3 * ((first + last) >> 1) + axis] as number;
    let low = first;
    let high = last;
    while (low <= high) {
      while ((points[3 * low + axis] as number) < pivot) low++;
      while ((points[3 * high + axis] as number) > pivot) high--;
      if (low <= high) swap(points, low++, high--);
    }
    if (wanted <= high) last = high;
    else if (wanted >= low) first = low;
    else return;
  }
}

function swap(points: Float64Array, a: number, b: number): void {
  for (let n = 0; n < 3; n++) {
    const kept = points[3 * a + n] as number;
    points[3 * a + n] = points[3 * b + n] as number;
    points[3 * b + n] = kept;
  }
}

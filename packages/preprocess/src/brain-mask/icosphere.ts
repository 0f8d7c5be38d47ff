/** A closed surface of triangles. */
export interface Mesh {
  /** x, y, z of each vertex. */
  readonly vertices: Float64Array;
  /** Three vertex numbers a triangle, counter-clockwise from outside. */
  readonly triangles: Int32Array;
  /** The six vertices around each vertex, −1 after the fifth where there are only five. */
  readonly neighbours: Int32Array;
}

const GOLDEN = (1 + Math.sqrt(5)) / 2;
const CORNERS = [
  [-1, GOLDEN, 0],
  [1, GOLDEN, 0],
  [-1, -GOLDEN, 0],
  [1, -GOLDEN, 0],
  [0, -1, GOLDEN],
  [0, 1, GOLDEN],
  [0, -1, -GOLDEN],
  [0, 1, -GOLDEN],
  [GOLDEN, 0, -1],
  [GOLDEN, 0, 1],
  [-GOLDEN, 0, -1],
  [-GOLDEN, 0, 1],
].flat();
const FACES = [
  [0, 11, 5],
  [0, 5, 1],
  [0, 1, 7],
  [0, 7, 10],
  [0, 10, 11],
  [1, 5, 9],
  [5, 11, 4],
  [11, 10, 2],
  [10, 7, 6],
  [7, 1, 8],
  [3, 9, 4],
  [3, 4, 2],
  [3, 2, 6],
  [3, 6, 8],
  [3, 8, 9],
  [4, 9, 5],
  [2, 4, 11],
  [6, 2, 10],
  [8, 6, 7],
  [9, 8, 1],
].flat();

/** A unit sphere: an icosahedron whose triangles are split into four `divisions` times. */
export function icosphere(divisions: number): Mesh {
  let mesh = meshOf(CORNERS, FACES);
  for (let division = 0; division < divisions; division++) mesh = splitTriangles(mesh);
  const { vertices } = mesh;
  for (let v = 0; v < vertices.length; v += 3) {
    const length = Math.hypot(vertices[v] as number, vertices[v + 1] as number, vertices[v + 2] as number);
    for (let axis = 0; axis < 3; axis++) vertices[v + axis] = (vertices[v + axis] as number) / length;
  }
  return mesh;
}

/** The same surface with four triangles for each one; new vertices in the middle of the edges, after the old ones. */
export function splitTriangles({ vertices, triangles }: Mesh): Mesh {
  const points = [...vertices];
  const middles = new Map<string, number>();
  const middle = (a: number, b: number): number => {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const known = middles.get(key);
    if (known !== undefined) return known;
    for (let axis = 0; axis < 3; axis++) {
      points.push(((points[3 * a + axis] as number) + (points[3 * b + axis] as number)) / 2);
    }
    middles.set(key, points.length / 3 - 1);
    return points.length / 3 - 1;
  };
  const faces: number[] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    const [a = 0, b = 0, c = 0] = triangles.subarray(t, t + 3);
    const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
    faces.push(a, ab, ca, b, bc, ab, c, ca, bc, ab, bc, ca);
  }
  return meshOf(points, faces);
}

function meshOf(vertices: readonly number[], triangles: readonly number[]): Mesh {
  return {
    vertices: Float64Array.from(vertices),
    triangles: Int32Array.from(triangles),
    neighbours: neighboursOf(triangles, vertices.length / 3),
  };
}

function neighboursOf(triangles: readonly number[], count: number): Int32Array {
  const sets = Array.from({ length: count }, () => new Set<number>());
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = triangles.slice(t, t + 3);
    for (const a of corners) for (const b of corners) if (a !== b) sets[a]?.add(b);
  }
  const out = new Int32Array(6 * count).fill(-1);
  sets.forEach((set, v) => {
    out.set([...set], 6 * v);
  });
  return out;
}

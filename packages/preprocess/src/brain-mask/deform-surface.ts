import { type LongTask, spacing, type Volume } from "@cmb/core";
import type { HeadIntensities } from "./head-intensities.js";
import { icosphere, type Mesh, splitTriangles } from "./icosphere.js";

/** Of the head's radius; BET's half puts the first vertices nearer to the ventricles, which stop it where they are dark. */
const START_FRACTION = 0.65;
/** First with few vertices, 642, while the surface travels, then with 2,562 for the details. */
const COARSE_ITERATIONS = 600;
const FINE_ITERATIONS = 200;
/** Mean step of a vertex below which the surface counts as settled, in mm. */
const SETTLED_MM = 0.005;
/** How far inward the surface looks for dark and for bright, in mm. */
const DARK_REACH_MM = 20;
const BRIGHT_REACH_MM = 10;
/** Brightness, as a fraction of the brightest tissue just inside, below which the surface takes a voxel for skull. */
const DARK_FRACTION = 0.5;
/** Radii of curvature between which the surface turns from stiff to free, in mm. */
const STIFF_RADIUS_MM = 3.33;
const FREE_RADIUS_MM = 10;
/** How far beyond the grid the surface may go, in mm; far enough that a thin stack is cut by its middle. */
const MARGIN_MM = 60;

/** What `task` counts a deformation as. */
export const DEFORM_WORK: number = COARSE_ITERATIONS + 4 * FINE_ITERATIONS;

/**
 * A sphere at the head's centre of gravity that grows until it meets the dark layer around the brain.
 *
 * Each vertex follows three forces: along the surface towards the middle of its neighbours, across it towards them where
 * the surface is bent tightly, and outward or inward by whether a dark voxel lies within 20 mm behind it. Beyond the grid
 * the nearest voxel is repeated.
 *
 * @see Smith 2002, Fast robust automated brain extraction, doi:10.1002/hbm.10062; equations 1 to 13
 */
export async function deformSurface(volume: Volume, { intensities, task }: DeformOptions): Promise<Mesh> {
  const { centreMm, radiusMm } = intensities;
  const sphere = icosphere(3);
  const vertices = sphere.vertices.map((x, v) => (centreMm[v % 3] as number) + x * START_FRACTION * radiusMm);
  const coarse = { ...sphere, vertices };
  const iterate = async (mesh: Mesh, iterations: number, work: (iteration: number) => number): Promise<void> => {
    const state = createState(volume, intensities, mesh);
    for (let iteration = 1; iteration <= iterations; iteration++) {
      if (moveVertices(state) < SETTLED_MM) return;
      if (iteration % 20 === 0) await task.advance("brain surface", work(iteration));
    }
  };
  await iterate(coarse, COARSE_ITERATIONS, (iteration) => iteration);
  const fine = splitTriangles(coarse);
  await iterate(fine, FINE_ITERATIONS, (iteration) => COARSE_ITERATIONS + 4 * iteration);
  return fine;
}

/** What {@link deformSurface} needs. */
export interface DeformOptions {
  readonly intensities: HeadIntensities;
  readonly task: LongTask;
}

interface SurfaceState {
  readonly volume: Volume;
  readonly spacingMm: readonly [number, number, number];
  readonly intensities: HeadIntensities;
  readonly mesh: Mesh;
  /** The vertices before the step. */
  readonly before: Float64Array;
  readonly normals: Float64Array;
}

function createState(volume: Volume, intensities: HeadIntensities, mesh: Mesh): SurfaceState {
  const { vertices } = mesh;
  const normals = new Float64Array(vertices.length);
  return { volume, spacingMm: spacing(volume.affine), intensities, mesh, before: vertices.slice(), normals };
}

/** Unit normals, the sum over the triangles around each vertex. */
function normalsInto({ vertices, triangles }: Mesh, normals: Float64Array): void {
  normals.fill(0);
  const at = (v: number): number => vertices[v] as number;
  for (let t = 0; t < triangles.length; t += 3) {
    const a = 3 * (triangles[t] as number);
    const b = 3 * (triangles[t + 1] as number);
    const c = 3 * (triangles[t + 2] as number);
    const ux = at(b) - at(a);
    const uy = at(b + 1) - at(a + 1);
    const uz = at(b + 2) - at(a + 2);
    const vx = at(c) - at(a);
    const vy = at(c + 1) - at(a + 1);
    const vz = at(c + 2) - at(a + 2);
    for (let corner = 0; corner < 3; corner++) {
      const v = corner === 0 ? a : corner === 1 ? b : c;
      normals[v] = (normals[v] as number) + uy * vz - uz * vy;
      normals[v + 1] = (normals[v + 1] as number) + uz * vx - ux * vz;
      normals[v + 2] = (normals[v + 2] as number) + ux * vy - uy * vx;
    }
  }
  for (let v = 0; v < normals.length; v += 3) {
    const length = lengthOf(normals[v] as number, normals[v + 1] as number, normals[v + 2] as number) || 1;
    normals[v] = (normals[v] as number) / length;
    normals[v + 1] = (normals[v + 1] as number) / length;
    normals[v + 2] = (normals[v + 2] as number) / length;
  }
}

/** Moves all vertices by one step and returns the mean length of the steps. */
// kernel: one step of all vertices, equations 1 to 9
function moveVertices(state: SurfaceState): number {
  const { mesh, before, normals } = state;
  const { vertices, neighbours } = mesh;
  normalsInto(mesh, normals);
  before.set(vertices);
  const edge = meanEdgeLength(before, neighbours);
  const stiffness = 6 / (1 / STIFF_RADIUS_MM - 1 / FREE_RADIUS_MM);
  const middleCurvature = (1 / STIFF_RADIUS_MM + 1 / FREE_RADIUS_MM) / 2;
  let moved = 0;
  for (let v = 0; v < vertices.length; v += 3) {
    const x = before[v] as number;
    const y = before[v + 1] as number;
    const z = before[v + 2] as number;
    let mx = 0;
    let my = 0;
    let mz = 0;
    let n = 0;
    for (let e = 2 * v; e < 2 * v + 6; e++) {
      const w = 3 * (neighbours[e] as number);
      if (w < 0) continue;
      mx += before[w] as number;
      my += before[w + 1] as number;
      mz += before[w + 2] as number;
      n++;
    }
    const sx = mx / n - x;
    const sy = my / n - y;
    const sz = mz / n - z;
    const nx = normals[v] as number;
    const ny = normals[v + 1] as number;
    const nz = normals[v + 2] as number;
    const across = sx * nx + sy * ny + sz * nz;
    // Curvature is 2 |s_n| / l²; the tanh lets the pull across the surface through only where it is high.
    const curvature = (2 * Math.abs(across)) / (edge * edge);
    const pull = ((1 + Math.tanh(stiffness * (curvature - middleCurvature))) / 2) * across;
    const step = pull + 0.05 * edge * outwardForce(state, v) - 0.5 * across;
    vertices[v] = withinReach(state, 0, x + 0.5 * sx + step * nx);
    vertices[v + 1] = withinReach(state, 1, y + 0.5 * sy + step * ny);
    vertices[v + 2] = withinReach(state, 2, z + 0.5 * sz + step * nz);
    moved += lengthOf((vertices[v] as number) - x, (vertices[v + 1] as number) - y, (vertices[v + 2] as number) - z);
  }
  return moved / (vertices.length / 3);
}

/** What `Math.hypot` gives, which takes ten times as long. */
function lengthOf(x: number, y: number, z: number): number {
  return Math.sqrt(x * x + y * y + z * z);
}

function withinReach({ volume, spacingMm }: SurfaceState, axis: 0 | 1 | 2, position: number): number {
  return Math.min((volume.shape[axis] - 1) * spacingMm[axis] + MARGIN_MM, Math.max(-MARGIN_MM, position));
}

function meanEdgeLength(vertices: Float64Array, neighbours: Int32Array): number {
  let sum = 0;
  let count = 0;
  for (let e = 0; e < neighbours.length; e++) {
    const w = 3 * (neighbours[e] as number);
    if (w < 0) continue;
    const v = 3 * Math.floor(e / 6);
    sum += lengthOf(
      (vertices[v] as number) - (vertices[w] as number),
      (vertices[v + 1] as number) - (vertices[w + 1] as number),
      (vertices[v + 2] as number) - (vertices[w + 2] as number),
    );
    count++;
  }
  return sum / count;
}

/** Equations 10 to 13: positive where all within reach is bright, negative where something dark lies behind. */
function outwardForce({ volume, spacingMm, intensities, before, normals }: SurfaceState, v: number): number {
  const { low, median, threshold } = intensities;
  const [ni, nj, nk] = volume.shape;
  const [di, dj, dk] = spacingMm;
  let darkest = median;
  let brightest = threshold;
  // In voxels, and half a voxel on, so that cutting off the fraction rounds.
  const stepI = (normals[v] as number) / di;
  const stepJ = (normals[v + 1] as number) / dj;
  const stepK = (normals[v + 2] as number) / dk;
  let x = (before[v] as number) / di + 0.5;
  let y = (before[v + 1] as number) / dj + 0.5;
  let z = (before[v + 2] as number) / dk + 0.5;
  for (let d = 1; d <= DARK_REACH_MM; d++) {
    x -= stepI;
    y -= stepJ;
    z -= stepK;
    const i = x < 0 ? 0 : x >= ni ? ni - 1 : x | 0;
    const j = y < 0 ? 0 : y >= nj ? nj - 1 : y | 0;
    const k = z < 0 ? 0 : z >= nk ? nk - 1 : z | 0;
    const value = volume.data[i + ni * (j + nj * k)] as number;
    if (value < darkest) darkest = value;
    if (value > brightest && d <= BRIGHT_REACH_MM) brightest = value;
  }
  darkest = Math.max(low, darkest);
  brightest = Math.min(median, brightest);
  const limit = (brightest - low) * DARK_FRACTION + low;
  return brightest > low ? (2 * (darkest - limit)) / (brightest - low) : -1;
}

import { type Grid, smoothLength } from "@cmb/preprocess";
import { imageGridWithin } from "../acquisition/image-grid-within.js";
import { BRAIN_TISSUES } from "../anatomy/brain-tissues.js";
import { TISSUES, type Tissue } from "../anatomy/tissue.js";
import { headBox } from "../objects/head-box.js";
import type { Scene } from "./scene.js";
import { SIMULATION_MM } from "./simulation-grid.js";

/** How the scan of a head is split into parts that can be simulated alone; plain data. @since 0.1.0 */
export interface HeadPlan {
  readonly scene: Scene;
  /** All of the simulation; never in memory as a whole. */
  readonly grid: Grid;
  readonly imageGrid: Grid;
  /** Planes of the simulation along its third axis, which follow each other without gaps. */
  readonly slabs: readonly HeadSlab[];
}

/** @since 0.1.0 */
export interface HeadSlab {
  readonly firstPlane: number;
  readonly planes: number;
}

/** Planes of a slab: what is in memory at a time is this and the halo. */
const SLAB_PLANES = 48;
/** Air around the head, along x and y. */
const AIR_MM = 6;
/** Around the brain along z, where the image ends. */
const BESIDE_BRAIN_MM = 4;
/** Between the faces of image and simulation. */
const MARGIN_MM = [2, 2, 8] as const;

/** What the image has to hold along z: the brainstem goes on into the neck, which no protocol covers. */
const COVERED: readonly Tissue[] = [
  ...BRAIN_TISSUES.filter((tissue) => tissue !== "brainstem"),
  ...(["choroidPlexus", "pineal"] as const),
];

/**
 * Splits a head into slabs.
 *
 * The image covers the head along x and y, and cerebrum and cerebellum along z.
 *
 * @param scene - see {@link Scene}
 * @returns grids and slabs; they depend on the scene alone
 * @throws CmbError `SINGULAR_AFFINE` when the affine of the anatomy cannot be inverted
 * @internal
 */
export function planHead(scene: Scene): HeadPlan {
  const head = headBox(
    scene.anatomy,
    TISSUES.map((tissue) => tissue !== "air"),
  );
  const brain = headBox(
    scene.anatomy,
    TISSUES.map((tissue) => COVERED.includes(tissue)),
  );
  const x = axisOf(head.minimumMm[0] - AIR_MM, head.maximumMm[0] + AIR_MM);
  const y = axisOf(head.minimumMm[1] - AIR_MM, head.maximumMm[1] + AIR_MM);
  const beside = BESIDE_BRAIN_MM + MARGIN_MM[2];
  const z = axisOf(brain.minimumMm[2] - beside, brain.maximumMm[2] + beside);
  const s = SIMULATION_MM;
  const grid: Grid = {
    shape: [x.count, y.count, z.count],
    affine: [s, 0, 0, x.first, 0, s, 0, y.first, 0, 0, s, z.first, 0, 0, 0, 1],
  };
  const imageGrid = imageGridWithin(grid, scene.protocol, { marginMm: MARGIN_MM });
  return { scene, grid, imageGrid, slabs: slabsOf(z.count) };
}

/** An even number of voxels at which Fourier transforms are fast. */
function axisOf(minimumMm: number, maximumMm: number): { readonly first: number; readonly count: number } {
  const count = 2 * smoothLength(Math.ceil((maximumMm - minimumMm) / SIMULATION_MM / 2));
  const centre = (minimumMm + maximumMm) / 2;
  return { first: centre - ((count - 1) / 2) * SIMULATION_MM, count };
}

function slabsOf(planes: number): readonly HeadSlab[] {
  const count = Math.max(1, Math.round(planes / SLAB_PLANES));
  return Array.from({ length: count }, (_, n) => {
    const firstPlane = Math.round((n * planes) / count);
    return { firstPlane, planes: Math.round(((n + 1) * planes) / count) - firstPlane };
  });
}

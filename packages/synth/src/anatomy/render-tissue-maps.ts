import {
  type Affine,
  composeAffines,
  invertAffine,
  type LongTaskOptions,
  type Rng,
  type Shape,
  voxelCount,
  voxelToWorld,
  type WorldPoint,
} from "@cmb/core";
import { type Grid, resample } from "@cmb/preprocess";
import type { SpoiledGreSettings } from "../physics/spoiled-gre-signal.js";
import type { Anatomy } from "./anatomy.js";
import { softenBorders } from "./soften-borders.js";
import type { TissueMaps } from "./tissue-maps.js";
import { createTissueTextures, type TextureValues } from "./tissue-textures.js";
import { tissueValues } from "./tissue-values.js";
import { drawTissueVariation, type TissueVariation } from "./tissue-variation.js";

/** What {@link renderTissueMaps} takes. @since 0.1.0 */
export interface RenderTissueMapsOptions extends LongTaskOptions {
  /** Repetition time, flip angle and field strength count; a `Protocol` is one. */
  readonly protocol: SpoiledGreSettings;
  /** Keys the variation; what it has drawn before does not matter. */
  readonly rng: Rng;
  /** Drawn from `rng` unless given; see `drawTissueVariation`. */
  readonly variation?: TissueVariation | undefined;
}

/**
 * Signal, R2* and susceptibility on any grid.
 *
 * Every tissue has values of its own, which the rng jitters; smooth textures that depend on the position in the world
 * are laid over them at the voxels of the anatomy, borders are softened by half a voxel so that steps do not show, and
 * the grid's voxels lie linearly between those values, which gives partial volume. So the same seed gives the same value at a point of the world, whatever the grid: patches
 * and slabs fit together to float32 rounding. Outside of the anatomy is air.
 *
 * @param anatomy - from `generateAnatomy` or `anatomyFromLabels`
 * @param grid - the wanted shape and affine
 * @param options - see {@link RenderTissueMapsOptions}
 * @returns new maps on the grid
 * @throws CmbError `OUT_OF_RANGE` when the field is not from 1 to 9.4 T, `SINGULAR_AFFINE` when the affine of the anatomy
 * cannot be inverted, `TOO_LARGE` when a map takes more than 4 GiB; the signal's reason when it was stopped
 * @since 0.1.0
 */
export async function renderTissueMaps(
  anatomy: Anatomy,
  grid: Grid,
  options: RenderTissueMapsOptions,
): Promise<TissueMaps> {
  const { protocol, rng, signal, onProgress } = options;
  const variation = options.variation ?? drawTissueVariation(rng.at("variation"));
  const box = boxAround(anatomy.tissues, grid);
  const coarse = coarseMaps(anatomy, box, {
    values: tissueValues(protocol, variation, rng),
    textures: createTissueTextures(variation, rng.at("texture")),
  });
  signal?.throwIfAborted();
  const onto = (data: Float32Array<ArrayBuffer>): Promise<Float32Array> => {
    return resample({ data, shape: box.shape, affine: box.affine }, grid, { signal }).then((volume) => volume.data);
  };
  const amplitude = await onto(coarse.amplitude);
  const r2StarPerS = await onto(coarse.r2StarPerS);
  const susceptibilityPpm = await onto(coarse.susceptibilityPpm);
  onProgress?.({ stage: "Tissue maps", completed: 1, total: 1 });
  return { shape: grid.shape, affine: grid.affine, amplitude, r2StarPerS, susceptibilityPpm };
}

interface CoarseBox extends Grid {
  /** Voxel of the anatomy that is the first one of the box; may lie outside. */
  readonly from: WorldPoint;
}

/** The voxels of the anatomy between which those of the grid lie. */
function boxAround(anatomy: Grid, grid: Grid): CoarseBox {
  const toCoarse = composeAffines(invertAffine(anatomy.affine), grid.affine);
  const last = grid.shape.map((n) => n - 1) as [number, number, number];
  const corners = Array.from({ length: 8 }, (_, n) => {
    return voxelToWorld(toCoarse, [n & 1 ? last[0] : 0, n & 2 ? last[1] : 0, n & 4 ? last[2] : 0]);
  });
  const along = (axis: 0 | 1 | 2): readonly number[] => corners.map((corner) => corner[axis]);
  // One voxel more on each side for the softening of borders.
  const low = (axis: 0 | 1 | 2): number => Math.floor(Math.min(...along(axis)) - 1e-3) - 1;
  const high = (axis: 0 | 1 | 2): number => Math.ceil(Math.max(...along(axis)) + 1e-3) + 1;
  const from: WorldPoint = [low(0), low(1), low(2)];
  const shape: Shape = [high(0) - low(0) + 1, high(1) - low(1) + 1, high(2) - low(2) + 1];
  return { from, shape, affine: shifted(anatomy.affine, from) };
}

function shifted(affine: Affine, from: WorldPoint): Affine {
  const [x, y, z] = voxelToWorld(affine, from);
  const [a, b, c, , d, e, f, , g, h, i] = affine;
  return [a, b, c, x, d, e, f, y, g, h, i, z, 0, 0, 0, 1];
}

type Maps = Readonly<Record<"amplitude" | "r2StarPerS" | "susceptibilityPpm", Float32Array<ArrayBuffer>>>;

interface Painting {
  readonly values: ReturnType<typeof tissueValues>;
  readonly textures: ReturnType<typeof createTissueTextures>;
}

function coarseMaps({ tissues }: Anatomy, box: CoarseBox, { values, textures }: Painting): Maps {
  const voxels = voxelCount(box.shape);
  const amplitude = new Float32Array(voxels);
  const r2StarPerS = new Float32Array(voxels);
  const susceptibilityPpm = new Float32Array(voxels);
  const [ni, nj, nk] = tissues.shape;
  const [dx, , , , dy, , , , dz] = box.affine;
  const out: TextureValues = [1, 1, 0];
  let v = 0;
  for (let k = 0; k < box.shape[2]; k++) {
    for (let j = 0; j < box.shape[1]; j++) {
      const [x, y, z] = voxelToWorld(box.affine, [0, j, k]);
      const jj = j + box.from[1];
      const kk = k + box.from[2];
      const row = jj >= 0 && jj < nj && kk >= 0 && kk < nk ? ni * (jj + nj * kk) : -1;
      for (let i = 0; i < box.shape[0]; i++, v++) {
        const ii = i + box.from[0];
        const tissue = row >= 0 && ii >= 0 && ii < ni ? (tissues.data[row + ii] as number) : 0;
        const signal = values.amplitude[tissue] as number;
        if (signal > 0) textures.at(tissue, [x + i * dx, y + i * dy, z + i * dz], out);
        amplitude[v] = signal * out[0];
        r2StarPerS[v] = (values.r2StarPerS[tissue] as number) * out[1];
        susceptibilityPpm[v] = (values.susceptibilityPpm[tissue] as number) + (signal > 0 ? out[2] : 0);
      }
    }
  }
  for (const map of [amplitude, r2StarPerS, susceptibilityPpm]) softenBorders(map, box.shape);
  return { amplitude, r2StarPerS, susceptibilityPpm };
}

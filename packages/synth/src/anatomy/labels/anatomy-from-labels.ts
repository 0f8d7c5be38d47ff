import {
  CmbError,
  type LongTaskOptions,
  reorient,
  type Shape,
  spacing,
  startLongTask,
  type Volume,
  type VoxelArray,
  voxelToWorld,
} from "@cmb/core";
import { boundingBox, crop, type Grid, gridOfSpacing, resampleLabels } from "@cmb/preprocess";
import type { Anatomy } from "../anatomy.js";
import { type Tissue, tissueIndex } from "../tissue.js";
import type { AnatomyJitter } from "./anatomy-jitter.js";
import { deriveAir } from "./derive-air.js";
import { deriveChoroid, deriveNuclei } from "./derive-nuclei.js";
import { deriveFat, thinSinusToDura } from "./derive-outside.js";
import { deriveDura, deriveFalx, deriveTentorium } from "./derive-sheets.js";
import { fillSpecks } from "./fill-specks.js";
import { freesurferTissues } from "./freesurfer-tissues.js";
import { midplaneOf } from "./midplane.js";
import { warpLabels } from "./warp-labels.js";

/** What {@link anatomyFromLabels} takes. @since 0.1.0 */
export interface AnatomyFromLabelsOptions extends LongTaskOptions {
  /** The tissue of every label, for numbers that are not FreeSurfer's. */
  readonly table?: Readonly<Record<number, Tissue>> | undefined;
  /** Voxel size of the result in mm; 1 unless given. A map within a fifth of it keeps its own voxels. */
  readonly spacingMm?: number | undefined;
  /** Whether to add what most maps lack, see {@link anatomyFromLabels}; true unless given. */
  readonly derive?: boolean | undefined;
  /** Turns, stretches and bends the head; from `drawAnatomyJitter`. None unless given. */
  readonly jitter?: AnatomyJitter | undefined;
}

const MARGIN_MM = 6;

/**
 * A head from a map of labels.
 *
 * The numbers are FreeSurfer's, with those that SynthSeg's training maps give to what lies around the brain, unless a
 * table says otherwise. The result has axes along RAS and voxels of 1 mm or those of the map where they are near that,
 * cut to the head.
 *
 * What most maps lack is drawn in where tissue allows: dura at the skull, falx in the middle of the gap between the
 * hemispheres, tentorium between cerebellum and cerebrum, plexus on the floor of the ventricles, pineal gland, substantia
 * nigra, red and subthalamic and dentate nuclei at their usual distance from what is labelled, air where "bone" is
 * thicker than any bone, and fat under the skin and around the eyes. Small holes of the map in brain and fluid are filled.
 *
 * @param labels - whole numbers, any orientation
 * @param options - see {@link AnatomyFromLabelsOptions}
 * @returns tissues
 * @throws CmbError `INVALID_ARGUMENT` when the map holds labels that the table does not, with their numbers;
 * `EMPTY_VOLUME` when every voxel is air; the signal's reason when it was stopped
 * @since 0.1.0
 */
export async function anatomyFromLabels(
  labels: Volume<VoxelArray>,
  options: AnatomyFromLabelsOptions = {},
): Promise<Anatomy> {
  const { signal, jitter, spacingMm = 1 } = options;
  const mapped = cutToHead(reorient(toTissues(labels, options.table), "RAS"));
  fillSpecks(mapped);
  const grid = isotropic(mapped, spacingMm);
  const task = startLongTask(jitter === undefined ? 1 : enlarged(grid).shape[2], options);
  const tissues =
    jitter !== undefined
      ? cutToHead(await warpLabels(mapped, enlarged(grid), { jitter, task }))
      : grid === mapped
        ? mapped
        : await resampleLabels(mapped, grid, { interpolation: "linear", signal });
  if (options.derive !== false) derive(tissues);
  await task.advance("Anatomy", jitter === undefined ? 1 : enlarged(grid).shape[2]);
  return { tissues };
}

/** In place: what maps lack and images show. */
function derive(tissues: Volume<Uint8Array>): void {
  const midplane = midplaneOf(tissues);
  thinSinusToDura(tissues);
  deriveAir(tissues, midplane);
  deriveTentorium(tissues);
  deriveFalx(tissues, midplane);
  deriveDura(tissues);
  deriveChoroid(tissues, midplane);
  deriveNuclei(tissues, midplane);
  deriveFat(tissues);
}

function toTissues(
  { data, shape, affine }: Volume<VoxelArray>,
  table?: Readonly<Record<number, Tissue>>,
): Volume<Uint8Array> {
  const tissues =
    table === undefined ? freesurferTissues() : new Map(Object.entries(table).map(([n, t]) => [Number(n), t]));
  const out = new Uint8Array(data.length);
  const unknown = new Set<number>();
  let last = Number.NaN;
  let index = 0;
  for (let v = 0; v < out.length; v++) {
    const label = data[v] as number;
    if (label !== last) {
      last = label;
      const tissue = tissues.get(label);
      if (tissue === undefined) unknown.add(label);
      else index = tissueIndex(tissue);
    }
    out[v] = index;
  }
  if (unknown.size === 0) return { data: out, shape, affine };
  const value = [...unknown].sort((a, b) => a - b);
  const message = `anatomyFromLabels: no tissue is known for the labels ${value.slice(0, 20).join(", ")}; give a table that holds every label of the map`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "labels", value });
}

function cutToHead(tissues: Volume<Uint8Array>): Volume<Uint8Array> {
  const box = boundingBox(tissues, { marginMm: MARGIN_MM });
  if (box !== undefined) return crop(tissues, box);
  const message = "anatomyFromLabels: every voxel is air; give a map of a head";
  throw new CmbError("EMPTY_VOLUME", message, { shape: tissues.shape });
}

/** Room for a head that is turned and stretched. */
function enlarged({ shape, affine }: Grid): Grid {
  const margin = shape.map((n) => Math.ceil(0.12 * n)) as [number, number, number];
  const larger: Shape = [shape[0] + 2 * margin[0], shape[1] + 2 * margin[1], shape[2] + 2 * margin[2]];
  const [x, y, z] = voxelToWorld(affine, [-margin[0], -margin[1], -margin[2]]);
  const [a, b, c, , d, e, f, , g, h, i] = affine;
  return { shape: larger, affine: [a, b, c, x, d, e, f, y, g, h, i, z, 0, 0, 0, 1] };
}

/** The grid of the map, or one with the spacing where it is more than a fifth away from that. */
function isotropic(tissues: Volume<Uint8Array>, spacingMm: number): Grid {
  const near = spacing(tissues.affine).every((mm) => Math.abs(mm / spacingMm - 1) < 0.2);
  return near ? tissues : gridOfSpacing(tissues, spacingMm);
}

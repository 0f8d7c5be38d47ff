import { CmbError, type Volume, type VoxelArray, type WorldPoint, worldToVoxel } from "@cmb/core";
import type { Box } from "@cmb/preprocess";
import { assertOptions } from "../definition/check-options.js";
import { ANY_CHECK } from "../definition/option.js";
import type { Scene } from "../scene.js";
import { assertPair } from "./mix-up.js";
import { assertSceneBox } from "./scene-box.js";

/** How {@link cutMix} cuts. @since 0.1.0 */
export interface CutMixOptions {
  /** In voxels: from a first voxel up to, and without, a last one. */
  readonly box: Box;
}

/**
 * The first scene with a box of voxels of the second one, their images, channels and labels.
 *
 * Points are those of the first scene outside of the box and those of the second one inside. Labels of the second scene are
 * raised above those of the first, so that no two lesions have one label. A lesion that the box cuts through is cut.
 *
 * @param first - a scene
 * @param second - another one on the same grid; labels of both or of none
 * @param options - see {@link CutMixOptions}
 * @returns a new scene, without boxes
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ, `INVALID_ARGUMENT` when the box is empty or reaches out of the
 * grid, or only one scene has labels; `NOT_REPRESENTABLE` when the labels of both do not fit into their type
 * @see Yun et al. 2019, CutMix, arXiv:1905.04899
 * @since 0.1.0
 */
export function cutMix(first: Scene, second: Scene, options: CutMixOptions): Scene {
  assertOptions<CutMixOptions>("cutMix", { box: ANY_CHECK }, options);
  const { box } = options;
  assertPair("cutMix", first, second);
  assertSceneBox("cutMix", box, first.image.shape);
  const others = second.channels ?? [];
  const isIn = (point: WorldPoint): boolean => {
    const at = worldToVoxel(first.image.affine, point);
    return at.every((place, axis) => place >= (box.from[axis] ?? 0) - 0.5 && place < (box.to[axis] ?? 0) - 0.5);
  };
  const points = [...(first.points ?? []).filter((point) => !isIn(point)), ...(second.points ?? []).filter(isIn)];
  return {
    image: pasted(first.image, { from: second.image, box }),
    channels: first.channels?.map((channel, n) => pasted(channel, { from: others[n] ?? channel, box })),
    labels: pastedLabels(first, second, box),
    points: first.points === undefined && second.points === undefined ? undefined : points,
  };
}

interface Paste<D extends VoxelArray> {
  readonly from: Volume<D>;
  readonly box: Box;
  /** Added to values other than 0. */
  readonly raise?: number;
}

function pasted<D extends VoxelArray>(onto: Volume<D>, { from, box, raise = 0 }: Paste<D>): Volume<D> {
  const data = onto.data.slice() as D;
  const [ni, nj] = onto.shape;
  for (let k = box.from[2]; k < box.to[2]; k++) {
    for (let j = box.from[1]; j < box.to[1]; j++) {
      const row = ni * (j + nj * k);
      for (let v = row + box.from[0]; v < row + box.to[0]; v++) {
        const value = from.data[v] as number;
        data[v] = value === 0 ? 0 : value + raise;
      }
    }
  }
  return { ...onto, data };
}

function pastedLabels(first: Scene, second: Scene, box: Box): Scene["labels"] {
  const [a, b] = [first.labels, second.labels];
  if (a === undefined && b === undefined) return undefined;
  if (a === undefined || b === undefined || a.data.constructor !== b.data.constructor) {
    const message = "cutMix: both scenes need labels of one type, or none; give the other one a volume of zeros";
    throw new CmbError("INVALID_ARGUMENT", message, { name: "labels", value: a === undefined ? "first" : "second" });
  }
  const raise = largestLabel(a);
  const made = pasted(a, { from: b, box, raise });
  const largest = raise + largestLabel(b);
  const probe = a.data.slice(0, 1);
  probe[0] = largest;
  if (probe[0] === largest) return made;
  const dataType = a.data.constructor.name;
  const message = `cutMix: the labels of both scenes reach ${largest}, and ${dataType} does not; give labels of a larger type`;
  throw new CmbError("NOT_REPRESENTABLE", message, { value: largest, dataType });
}

function largestLabel({ data }: Volume<VoxelArray>): number {
  let largest = 0;
  for (let v = 0; v < data.length; v++) largest = Math.max(largest, data[v] as number);
  return largest;
}

import { assertSamePlace, CmbError, type Volume, type VoxelArray, type WorldPoint } from "@cmb/core";

/** A box along the world axes, in RAS+ mm. @since 0.1.0 */
export interface WorldBox {
  readonly fromMm: WorldPoint;
  readonly toMm: WorldPoint;
}

/**
 * All that is transformed together. Spatial transforms move every part; intensity transforms change `image` alone.
 *
 * @since 0.1.0
 */
export interface Scene {
  readonly image: Volume;
  /** Further images on the same grid, phase for example: moved with the image, and their values left alone. */
  readonly channels?: readonly Volume[] | undefined;
  /** Whole-number labels on the grid of the image: a mask, instances or regions. */
  readonly labels?: Volume<VoxelArray> | undefined;
  /** Positions in RAS+ mm, the centres of microbleeds for example. */
  readonly points?: readonly WorldPoint[] | undefined;
  readonly boxes?: readonly WorldBox[] | undefined;
}

/**
 * Throws unless every image of a scene lies on one grid, the image holds float32, labels are whole numbers, and points and
 * boxes are places.
 *
 * @internal
 */
export function assertScene(operation: string, { image, channels = [], labels, points, boxes }: Scene): void {
  for (const volume of [image, ...channels]) {
    if (!(volume.data instanceof Float32Array)) {
      const name = Object.prototype.toString.call(volume.data).slice(8, -1);
      const message = `${operation}: the image holds ${name}; give a volume with a Float32Array`;
      throw new CmbError("INVALID_ARGUMENT", message, { name: "image", value: name });
    }
    if (volume.data.length === 0) {
      throw new CmbError("EMPTY_VOLUME", `${operation}: the image has no voxels`, { shape: volume.shape });
    }
  }
  for (const channel of channels) assertSamePlace(operation, image, channel);
  if (labels !== undefined) assertSamePlace(operation, image, labels);
  if (labels !== undefined) assertLabels(operation, labels);
  assertPlaces(operation, points, boxes);
}

function assertLabels(operation: string, { data }: Volume<VoxelArray>): void {
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return;
  for (let v = 0; v < data.length; v++) {
    if (Number.isInteger(data[v])) continue;
    const message = `${operation}: voxel ${v} of the labels is ${data[v]}; give whole numbers, and a probability as a channel`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "labels", value: data[v] });
  }
}

function assertPlaces(operation: string, points: Scene["points"] = [], boxes: Scene["boxes"] = []): void {
  const isPlace = (place: WorldPoint): boolean => place.length === 3 && place.every(Number.isFinite);
  const point = points.findIndex((one) => !isPlace(one));
  if (point >= 0) {
    const message = `${operation}: point ${point} is ${String(points[point])}; give three numbers in mm`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: `points[${point}]`, value: points[point] });
  }
  const isBox = ({ fromMm, toMm }: WorldBox): boolean =>
    isPlace(fromMm) && isPlace(toMm) && fromMm.every((from, axis) => from <= (toMm[axis] ?? Number.NaN));
  const box = boxes.findIndex((one) => !isBox(one));
  if (box < 0) return;
  const message = `${operation}: box ${box} goes from ${String(boxes[box]?.fromMm)} to ${String(boxes[box]?.toMm)}; give the smaller coordinates first`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: `boxes[${box}]`, value: boxes[box] });
}

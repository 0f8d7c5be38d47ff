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
 * Throws unless every image of a scene lies on one grid and the image holds float32.
 *
 * @internal
 */
export function assertScene(operation: string, { image, channels = [], labels }: Scene): void {
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
}

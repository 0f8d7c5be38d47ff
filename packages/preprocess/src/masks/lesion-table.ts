import { type Components, regionStatistics, type VoxelIndex, voxelToWorld, type WorldPoint } from "@cmb/core";

/** One lesion of a mask. @since 0.1.0 */
export interface LesionRow {
  /** Its label in the image. */
  readonly label: number;
  /** The mean of its voxel indices; see {@link LesionTableOptions} for how it is rounded. */
  readonly centreVoxel: VoxelIndex;
  /** `centreVoxel` in RAS+ mm. */
  readonly centreMm: WorldPoint;
  readonly sizeVoxels: number;
  readonly volumeMm3: number;
  /** Radius of the ball of as many voxels, in voxels: `(3n / 4π)^(1/3)`. It says nothing on voxels that are no cubes. */
  readonly radiusVoxels: number;
  /** Radius of the ball of that volume. */
  readonly radiusMm: number;
}

/** What {@link lesionTable} can be told. @since 0.1.0 */
export interface LesionTableOptions {
  /**
   * `"exact"` unless given; `"truncated"` cuts the centre to whole indices and rounds both radii to two digits, as the
   * published tables do. A truncated centre is up to a voxel off, and may lie outside of a lesion that is not convex.
   */
  readonly centres?: "exact" | "truncated" | undefined;
  /** Leaves out smaller lesions; 1 unless given, which leaves out none. */
  readonly minimumVoxels?: number | undefined;
}

/**
 * Centre, size and radius of each lesion.
 *
 * @param components - labels from 1 to count, as from `connectedComponents`; labels without voxels give no row
 * @param options - see {@link LesionTableOptions}
 * @returns rows in the order of the labels
 * @throws CmbError `OUT_OF_RANGE` when a label is larger than `count`
 * @since 0.1.0
 */
export function lesionTable(
  components: Components,
  { centres = "exact", minimumVoxels = 1 }: LesionTableOptions = {},
): readonly LesionRow[] {
  const { affine } = components.labels;
  const rounded = (radius: number): number => (centres === "exact" ? radius : Number(radius.toFixed(2)));
  return regionStatistics(components)
    .filter(({ sizeVoxels }) => sizeVoxels >= Math.max(1, minimumVoxels))
    .map(({ label, sizeVoxels, volumeMm3, centroidVoxel: [i, j, k] }) => {
      const centreVoxel: VoxelIndex = centres === "exact" ? [i, j, k] : [Math.trunc(i), Math.trunc(j), Math.trunc(k)];
      return {
        label,
        centreVoxel,
        centreMm: voxelToWorld(affine, centreVoxel),
        sizeVoxels,
        volumeMm3,
        radiusVoxels: rounded(radiusOfBall(sizeVoxels)),
        radiusMm: rounded(radiusOfBall(volumeMm3)),
      };
    });
}

function radiusOfBall(volume: number): number {
  return Math.cbrt((3 * volume) / (4 * Math.PI));
}

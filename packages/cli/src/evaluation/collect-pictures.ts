import type { Html, Volume, VoxelArray } from "@cmb/core";
import { pointPictures } from "@cmb/infer";
import { type LesionOutcome, pictureKey } from "@cmb/metrics/report";

const MOST_SCANS = 10;
const MOST_OF_A_SIDE = 2;
const UNKNOWN_RADIUS_MM = 2;

/** Pictures of the errors of the scans that have most of them. */
export interface PictureCollector {
  /** Takes a scan while its image is in memory. */
  readonly offer: (image: Volume<VoxelArray>, outcomes: readonly LesionOutcome[]) => Promise<void>;
  /** By `pictureKey`. */
  readonly pictures: () => ReadonlyMap<string, Html>;
}

interface Pictured {
  readonly errors: number;
  readonly pictures: readonly (readonly [key: string, pictures: Html])[];
}

/**
 * A collector that holds pictures of ten scans at most, of two missed and two false lesions each: which scans those are is not known before
 * all were seen, and images are not kept.
 *
 * @param prefix - of the ids within the page
 */
export function createPictureCollector(prefix: string): PictureCollector {
  let kept: readonly Pictured[] = [];
  let count = 0;
  return {
    offer: async (image, outcomes) => {
      const errors = outcomes.filter(({ isError }) => isError);
      const least = kept.length < MOST_SCANS ? 0 : (kept.at(-1)?.errors ?? 0);
      if (errors.length <= least) return;
      const placed = errors.filter(({ centreMm }) => centreMm !== null);
      const firstOf = (wanted: LesionOutcome["side"]): LesionOutcome[] =>
        placed.filter(({ side }) => side === wanted).slice(0, MOST_OF_A_SIDE);
      const shown = [...firstOf("reference"), ...firstOf("prediction")];
      const points = shown.map(({ centreMm, features, side, number }) => ({
        key: `${prefix}-${++count}`,
        name: `${side} ${number}`,
        centreMm: centreMm ?? ([0, 0, 0] as const),
        radiusMm: (features["diameterMm"] ?? 2 * UNKNOWN_RADIUS_MM) / 2,
      }));
      const pictures = await pointPictures(image, points);
      const entry = {
        errors: errors.length,
        pictures: shown.map((lesion, n) => [pictureKey(lesion), pictures[n] as Html] as const),
      };
      kept = [...kept, entry].sort((a, b) => b.errors - a.errors).slice(0, MOST_SCANS);
    },
    pictures: () => new Map(kept.flatMap(({ pictures }) => pictures)),
  };
}

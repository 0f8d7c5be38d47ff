import { type Shape, type WorldPoint, worldToVoxel } from "@cmb/core";
import type { TransformDefinition } from "../definition/transform-definition.js";
import type { TransformTools } from "../definition/transform-tools.js";
import type { History } from "../history/history.js";
import { replay } from "../history/replay.js";
import type { Scene } from "../scene.js";
import { type LesionSurvival, type LesionSurvivalOptions, lesionSurvival } from "./lesion-survival.js";
import { measureLesions } from "./measure-lesions.js";

/** How lesions are traced through a history. @since 0.1.0 */
export interface TraceLesionsOptions extends LesionSurvivalOptions, TransformTools {
  /** Definitions of your own transforms; those of this package are known. */
  readonly transforms?: readonly TransformDefinition[] | undefined;
}

/** What became of one lesion, and by what. @since 0.1.0 */
export interface LesionTrace extends Omit<LesionSurvival, "verdict"> {
  /** `"outside"`: its centre is no longer in the field of view, as a crop is meant to do. */
  readonly verdict: LesionSurvival["verdict"] | "outside";
  /** The first step after which the lesion was removed, inverted or outside. */
  readonly by?: { readonly step: number; readonly name: string } | undefined;
}

/**
 * Which lesions a history loses, and which of its transforms loses each.
 *
 * Where a lesion is lost in the end, the history is replayed step by step; moves that are made in one interpolation are
 * still so, up to each step. A lesion that one step weakens and another one removes is charged to the latter.
 *
 * @param scene - before, with labels, one for each lesion
 * @param history - what is done to it
 * @param options - see {@link TraceLesionsOptions}
 * @returns one entry for each lesion, by label
 * @throws CmbError `INVALID_ARGUMENT` for a scene without labels or a transform that is not known; the signal's reason when
 * it was stopped
 * @since 0.1.0
 */
export async function traceLesions(
  scene: Scene,
  history: History,
  options: TraceLesionsOptions = {},
): Promise<readonly LesionTrace[]> {
  const traced = withCentres(scene);
  const verdictsAfter = async (steps: number): Promise<readonly LesionTrace[]> =>
    verdicts(traced, await replay(traced, { ...history, steps: history.steps.slice(0, steps) }, options), options);
  const last = await verdictsAfter(history.steps.length);
  const found = new Map<number, LesionTrace["by"]>();
  for (const [n, { name }] of history.steps.entries()) {
    if (last.every(({ label, verdict }) => !isLost(verdict) || found.has(label))) break;
    for (const { label, verdict } of await verdictsAfter(n + 1)) {
      if (isLost(verdict) && !found.has(label)) found.set(label, { step: n, name });
    }
  }
  return last.map((one) => (isLost(one.verdict) ? { ...one, by: found.get(one.label) } : one));
}

/** Whether nobody could find it any more, or would find something else. @internal */
export function isLost(verdict: LesionTrace["verdict"]): boolean {
  return verdict === "removed" || verdict === "inverted" || verdict === "outside";
}

/** The centres of the lesions go with the scene as its points. */
function withCentres(scene: Scene): Scene {
  return { ...scene, points: measureLesions(scene).map(({ centreMm }) => centreMm) };
}

function verdicts(before: Scene, after: Scene, options: LesionSurvivalOptions): readonly LesionTrace[] {
  const centres = after.points ?? [];
  return lesionSurvival(before, after, options).map((one, n) => {
    const centre = centres[n];
    const isOutside = centre !== undefined && !isWithin(after.image, centre);
    return isOutside ? { ...one, verdict: "outside" } : one;
  });
}

function isWithin({ shape, affine }: Scene["image"], point: WorldPoint): boolean {
  const along = (at: number, axis: 0 | 1 | 2, lengths: Shape): boolean => at >= -0.5 && at <= lengths[axis] - 0.5;
  const [i, j, k] = worldToVoxel(affine, point);
  return along(i, 0, shape) && along(j, 1, shape) && along(k, 2, shape);
}

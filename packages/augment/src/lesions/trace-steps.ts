import { type Shape, type WorldPoint, worldToVoxel } from "@cmb/core";
import type { AppliedStep } from "../definition/transform.js";
import { applySteps } from "../history/apply-steps.js";
import type { Scene } from "../scene.js";
import type { LesionSurvival } from "./lesion-survival.js";
import { type LesionsAfterOptions, lesionsAfter } from "./lesions-after.js";
import { measureLabels } from "./measure-lesions.js";
import { numberedLesions } from "./numbered-lesions.js";

/** What became of one lesion, and by what. @since 0.1.0 */
export interface LesionTrace extends Omit<LesionSurvival, "verdict"> {
  /** `"outside"`: its centre is no longer in the field of view, as a crop is meant to do. */
  readonly verdict: LesionSurvival["verdict"] | "outside";
  /** The first step after which the lesion was removed, inverted or outside. */
  readonly by?: { readonly step: number; readonly name: string } | undefined;
}

/** What `traceLesions` does, with the definitions that it is given: so that `augment` carries no others. @internal */
export async function traceSteps(
  scene: Scene,
  steps: readonly AppliedStep[],
  options: LesionsAfterOptions,
): Promise<readonly LesionTrace[]> {
  const labels = numberedLesions(scene.labels, options.instances) ?? scene.labels;
  // The centres of the lesions go with the scene as its points.
  const points = measureLabels({ ...scene, labels }, options).map(({ centreMm }) => centreMm);
  const verdictsAfter = async (count: number): Promise<readonly LesionTrace[]> => {
    const done = steps.slice(0, count);
    const after = await applySteps({ ...scene, points }, done, options);
    return outsideTold(await lesionsAfter(scene, after, done, options), after);
  };
  const last = await verdictsAfter(steps.length);
  const found = new Map<number, LesionTrace["by"]>();
  for (const [n, { name }] of steps.entries()) {
    if (last.every(({ label, verdict }) => !isLost(verdict) || found.has(label))) break;
    for (const { label, verdict } of await verdictsAfter(n + 1)) {
      if (isLost(verdict) && !found.has(label)) found.set(label, { step: n, name });
    }
  }
  return last.map((one) => (isLost(one.verdict) ? { ...one, by: found.get(one.label) } : one));
}

/** Whether nobody could find it any more, or would find something else. */
function isLost(verdict: LesionTrace["verdict"]): boolean {
  return verdict === "removed" || verdict === "inverted" || verdict === "outside";
}

function outsideTold(lesions: readonly LesionSurvival[], after: Scene): readonly LesionTrace[] {
  return lesions.map((one, n) => {
    const centre = after.points?.[n];
    const isOutside = centre !== undefined && !isWithin(after.image, centre);
    return isOutside ? { ...one, verdict: "outside" } : one;
  });
}

function isWithin({ shape, affine }: Scene["image"], point: WorldPoint): boolean {
  const along = (at: number, axis: 0 | 1 | 2, lengths: Shape): boolean => at >= -0.5 && at <= lengths[axis] - 0.5;
  const [i, j, k] = worldToVoxel(affine, point);
  return along(i, 0, shape) && along(j, 1, shape) && along(k, 2, shape);
}

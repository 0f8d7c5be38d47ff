import { CmbError, type Rng, startLongTask } from "@cmb/core";
import { assertOptions, type OptionChecks } from "./definition/check-options.js";
import { ANY_CHECK, numberCheck, wordOption } from "./definition/option.js";
import { createSceneCursor } from "./definition/scene-cursor.js";
import type { Transform } from "./definition/transform.js";
import type { TransformTools } from "./definition/transform-tools.js";
import type { History } from "./history/history.js";
import { type LesionSurvivalOptions, SURVIVAL_CHECKS } from "./lesions/lesion-survival.js";
import { type LesionTrace, traceSteps } from "./lesions/trace-steps.js";
import { assertScene, type Scene } from "./scene.js";

/** A transformed scene and what was done. @since 0.1.0 */
export interface Augmented {
  readonly scene: Scene;
  readonly history: History;
  /** What became of each labelled lesion; only where `onLesionLost` was given. */
  readonly lesions?: readonly LesionTrace[] | undefined;
}

/** How {@link augment} watches over lesions. @since 0.1.0 */
export interface AugmentOptions extends TransformTools {
  /**
   * What to do about a lesion that is removed, or whose contrast is inverted. `"report"` says so in `lesions`; `"redraw"`
   * draws again, and where no draw keeps all gives the one that loses fewest; `"throw"` throws. Lesions that leave the field
   * of view are reported and not counted as lost. Nothing is measured unless given.
   */
  readonly onLesionLost?: "report" | "redraw" | "throw" | undefined;
  /** How often to draw again; 8 unless given. */
  readonly maxRedraws?: number | undefined;
  /** From when on a lesion counts as removed, and what one lesion is. */
  readonly survival?: LesionSurvivalOptions | undefined;
}

const AUGMENT_CHECKS: OptionChecks<AugmentOptions> = {
  onLesionLost: wordOption("report", ["report", "redraw", "throw"]),
  maxRedraws: numberCheck({ minimum: 0, whole: true }),
  survival: ANY_CHECK,
  signal: ANY_CHECK,
};

/**
 * Draws from a transform, does it, and says what was done.
 *
 * A stream is not used up: a second call with the same `rng` draws the same. Give each sample its own.
 *
 * @param scene - the scene; not changed
 * @param transform - one transform or a composition
 * @param rng - the stream; {@link augmentationRng} gives one for each sample
 * @param options - see {@link AugmentOptions}
 * @returns the new scene with its history
 * @throws CmbError `SHAPE_MISMATCH` when labels or channels lie on another grid; `INVALID_ARGUMENT` for an image that is not
 * float32, an option that is unknown or out of its range, and when lesions are to be watched and the scene has no labels; `LESION_LOST` with `onLesionLost: "throw"`; and what the transforms throw
 * @example
 * ```ts
 * import { affine, augment, augmentationRng, compose, flip } from "@cmb/augment";
 * import { affineFromSpacing, createVolume } from "@cmb/core";
 * const image = createVolume(new Float32Array(64 * 64 * 20).fill(1), [64, 64, 20], affineFromSpacing([1, 1, 2]));
 * const transform = compose([flip({ probability: 1 }), affine({ degrees: 5 })]);
 * const { history } = await augment({ image }, transform, augmentationRng(7, { sampleId: "sub-01" }));
 * history.steps.map(({ name }) => name).join(); // => "flip,affine"
 * ```
 * @since 0.1.0
 */
export async function augment(
  scene: Scene,
  transform: Transform,
  rng: Rng,
  options: AugmentOptions = {},
): Promise<Augmented> {
  assertScene("augment", scene);
  assertOptions("augment", AUGMENT_CHECKS, options);
  const { onLesionLost, maxRedraws = 8, survival, signal } = options;
  if (survival !== undefined) assertOptions("augment.survival", SURVIVAL_CHECKS, survival);
  const first = await drawOnce(scene, transform, { rng, signal });
  if (onLesionLost === undefined) return first;
  const tracing = { ...survival, signal, definitions: transform.definitions };
  const watched = async (one: Augmented): Promise<Watched> => ({
    ...one,
    lesions: await traceSteps(scene, one.history.steps, tracing),
  });
  let best = await watched(first);
  if (onLesionLost === "throw") assertNoneLost(best);
  const task = startLongTask(maxRedraws, { signal });
  for (let n = 0; onLesionLost === "redraw" && n < maxRedraws && lost(best).length > 0; n++) {
    // Small scenes make no pause of their own in which an abort would be seen.
    await task.advance("draw", n);
    const next = await watched(await drawOnce(scene, transform, { rng: rng.at("redraw", n), signal }));
    if (lost(next).length < lost(best).length) best = next;
  }
  return best;
}

interface Watched extends Augmented {
  readonly lesions: readonly LesionTrace[];
}

async function drawOnce(
  scene: Scene,
  transform: Transform,
  { rng, ...tools }: TransformTools & { readonly rng: Rng },
): Promise<Augmented> {
  const cursor = createSceneCursor(scene, tools);
  await transform.draw(rng, cursor);
  return { scene: await cursor.scene(), history: { schemaVersion: 1, steps: cursor.steps } };
}

function lost({ lesions }: Watched): readonly LesionTrace[] {
  return lesions.filter(({ verdict }) => verdict === "removed" || verdict === "inverted");
}

function assertNoneLost(watched: Watched): void {
  const [first] = lost(watched);
  if (first === undefined) return;
  const { label, verdict, by } = first;
  const message = `augment: lesion ${label} was ${verdict} by "${by?.name}"; give that transform a narrower range, or redraw with \`onLesionLost: "redraw"\``;
  throw new CmbError("LESION_LOST", message, { label, transform: by?.name ?? "" });
}

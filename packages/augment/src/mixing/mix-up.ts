import { assertSamePlace, CmbError } from "@cmb/core";
import { assertOptions } from "../definition/check-options.js";
import { ANY_CHECK, isNumberWithin } from "../definition/option.js";
import { assertScene, type Scene } from "../scene.js";

/** How {@link mixUp} mixes. @since 0.1.0 */
export interface MixUpOptions {
  /** Of the first scene, from 0 to 1. */
  readonly share: number;
}

/**
 * The weighted mean of two images on one grid, and of their channels.
 *
 * Labels, points and boxes are those of the scene with the larger share, of equal ones the first: a mean of labels is none.
 * The share itself is what a loss mixes its targets by. A microbleed under half an image of another brain is fainter; watch
 * it with `lesionSurvival`.
 *
 * @param first - a scene
 * @param second - another one on the same grid, with as many channels
 * @param options - see {@link MixUpOptions}; draw the share from Beta(α, α), as the source does
 * @returns a new scene
 * @throws CmbError `SHAPE_MISMATCH` when the grids differ, `OUT_OF_RANGE` when the share is not from 0 to 1,
 * `INVALID_ARGUMENT` when one has more channels
 * @see Zhang et al. 2018, mixup: beyond empirical risk minimization, arXiv:1710.09412
 * @since 0.1.0
 */
export function mixUp(first: Scene, second: Scene, options: MixUpOptions): Scene {
  assertOptions<MixUpOptions>("mixUp", { share: ANY_CHECK }, options);
  const { share } = options;
  assertPair("mixUp", first, second);
  if (!isNumberWithin(share, { minimum: 0, maximum: 1 })) {
    const message = `mixUp: share is ${share}; give a number from 0 to 1`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "share", value: share, minimum: 0, maximum: 1 });
  }
  const mean = (a: Scene["image"], b: Scene["image"]): Scene["image"] => ({
    ...a,
    data: a.data.map((value, v) => share * value + (1 - share) * (b.data[v] as number)),
  });
  const others = second.channels ?? [];
  return {
    ...(share >= 0.5 ? first : second),
    image: mean(first.image, second.image),
    channels: first.channels?.map((channel, n) => mean(channel, others[n] ?? channel)),
  };
}

/** Throws unless two scenes lie on one grid and have as many channels. @internal */
export function assertPair(operation: string, first: Scene, second: Scene): void {
  assertScene(operation, first);
  assertScene(operation, second);
  assertSamePlace(operation, first.image, second.image);
  const [a, b] = [first.channels?.length ?? 0, second.channels?.length ?? 0];
  if (a === b) return;
  const message = `${operation}: one scene has ${a} channels, the other ${b}; give both the same`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "channels", value: b });
}

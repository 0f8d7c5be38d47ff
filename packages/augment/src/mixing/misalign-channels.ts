import { createTransform } from "../definition/create-transform.js";
import { drawTriple, type RandomTriple, randomTripleOption } from "../definition/random-number.js";
import type { Transform } from "../definition/transform.js";
import type { SceneDefinition } from "../definition/transform-definition.js";
import type { Scene } from "../scene.js";
import { affineMove } from "../spatial/affine.js";
import { moveVolume } from "../spatial/move-scene.js";
import { SAMPLING_OPTIONS, type SamplingOptions, samplingOf } from "../spatial/sampling-options.js";
import type { MoveSampling } from "../spatial/spatial-move.js";

/** Options of {@link misalignChannels}. @since 0.1.0 */
export interface MisalignChannelsOptions extends SamplingOptions {
  /** About x, y and z; `[-1, 1]` unless given. */
  readonly degrees?: RandomTriple | undefined;
  /** To the right, the front and the top; `[-1, 1]` unless given. */
  readonly translationMm?: RandomTriple | undefined;
}

/** What {@link misalignChannels} draws. @since 0.1.0 */
export interface MisalignChannelsParameters {
  /** One for each channel. */
  readonly shifts: readonly {
    readonly degrees: readonly [number, number, number];
    readonly translationMm: readonly [number, number, number];
  }[];
  readonly sampling: MoveSampling;
}

/** @internal */
export const misalignChannelsDefinition: SceneDefinition<MisalignChannelsOptions, MisalignChannelsParameters> = {
  name: "misalignChannels",
  kind: "scene",
  options: {
    degrees: randomTripleOption([-1, 1]),
    translationMm: randomTripleOption([-1, 1]),
    ...SAMPLING_OPTIONS,
  },
  sample: (rng, options, { channels = [] }) => ({
    shifts: channels.map((_, n) => ({
      degrees: drawTriple(rng.at("degrees", n), options.degrees ?? 0),
      translationMm: drawTriple(rng.at("translationMm", n), options.translationMm ?? 0),
    })),
    sampling: samplingOf(options),
  }),
  applyToScene: async (scene, { shifts, sampling }, tools) => {
    if (scene.channels === undefined) return scene;
    const channels: Scene["image"][] = [];
    for (const [n, channel] of scene.channels.entries()) {
      const shift = shifts[n];
      if (shift === undefined) channels.push(channel);
      else channels.push(await moveVolume(channel, affineMove(channel, { ...shift, ...NO_STRETCH, sampling }), tools));
    }
    return { ...scene, channels };
  },
};

/**
 * Turns and shifts each further channel of a scene a little against the image, as when a patient moved between two series
 * and nobody registered them. Image, labels, points and boxes stay.
 *
 * @param options - see {@link MisalignChannelsOptions}
 * @returns a transform; without channels it does nothing
 * @throws CmbError `INVALID_ARGUMENT` that names the option
 * @since 0.1.0
 */
export function misalignChannels(options: MisalignChannelsOptions = {}): Transform<MisalignChannelsParameters> {
  return createTransform(misalignChannelsDefinition, options);
}

const NO_STRETCH = { scales: [1, 1, 1], shears: [0, 0, 0] } as const;

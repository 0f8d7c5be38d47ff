import type { Rng, Volume } from "@cmb/core";
import { assertScene, type Scene } from "../scene.js";
import { checkOptions } from "./check-options.js";
import { createSceneCursor, type SceneCursor } from "./scene-cursor.js";
import type { Transform } from "./transform.js";
import type { TransformDefinition } from "./transform-definition.js";
import type { TransformTools } from "./transform-tools.js";

/**
 * A transform from its definition and options. What `sample` of the definition returns goes through JSON before anybody
 * sees it, so that a transform and its replay work with the same numbers to the last bit.
 *
 * @throws CmbError `INVALID_ARGUMENT` that names an option which is unknown or holds what it must not
 * @internal
 */
export function createTransform<O, P>(definition: TransformDefinition<O, P>, options: O): Transform<P> {
  const filled = checkOptions(definition.name, definition.options, options);
  const plain: TransformDefinition = definition;
  const run = async (scene: Scene, parameters: P, tools: TransformTools = {}): Promise<Scene> => {
    assertScene(definition.name, scene);
    const cursor = createSceneCursor(scene, tools);
    await cursor.add(plain, parameters);
    return cursor.scene();
  };
  return {
    name: definition.name,
    definitions: [plain],
    sample: async (rng, volume, scene = { image: volume }) => {
      const subject = { ...scene, image: volume };
      assertScene(definition.name, subject);
      return drawParameters(rng, { definition, filled, cursor: createSceneCursor(subject) });
    },
    apply: async (volume: Volume, parameters: P, tools) => (await run({ image: volume }, parameters, tools)).image,
    applyToScene: run,
    draw: async (rng, cursor) => cursor.add(plain, await drawParameters(rng, { definition, filled, cursor })),
  };
}

interface Drawing<O, P> {
  readonly definition: TransformDefinition<O, P>;
  readonly filled: Required<O>;
  readonly cursor: SceneCursor;
}

async function drawParameters<O, P>(rng: Rng, { definition, filled, cursor }: Drawing<O, P>): Promise<P> {
  const drawn =
    definition.kind === "spatial"
      ? definition.sample(rng, filled, cursor.grid())
      : await definition.sample(rng, filled, await cursor.scene());
  return JSON.parse(JSON.stringify(drawn)) as P;
}

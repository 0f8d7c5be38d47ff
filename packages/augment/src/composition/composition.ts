import { CmbError, type Rng, type Volume } from "@cmb/core";
import { createSceneCursor, type SceneCursor } from "../definition/scene-cursor.js";
import type { AppliedStep, Transform } from "../definition/transform.js";
import type { TransformDefinition } from "../definition/transform-definition.js";
import type { TransformTools } from "../definition/transform-tools.js";
import { applySteps } from "../history/apply-steps.js";
import { assertScene, type Scene } from "../scene.js";

/** What a composition drew: the transforms that it came to, in order, nested compositions spelt out. @since 0.1.0 */
export interface CompositionParameters {
  readonly steps: readonly AppliedStep[];
}

interface Composition {
  readonly name: string;
  readonly children: readonly Transform[];
  draw(rng: Rng, cursor: SceneCursor): Promise<void>;
}

/** A transform out of others. @internal */
export function createComposition({ name, children, draw }: Composition): Transform<CompositionParameters> {
  const definitions = uniqueDefinitions(name, children);
  const run = async (scene: Scene, { steps }: CompositionParameters, tools: TransformTools = {}): Promise<Scene> => {
    assertScene(name, scene);
    return applySteps(scene, steps, { definitions, ...tools });
  };
  return {
    name,
    definitions,
    sample: async (rng, volume, scene = { image: volume }) => {
      const subject = { ...scene, image: volume };
      assertScene(name, subject);
      const cursor = createSceneCursor(subject);
      await draw(rng, cursor);
      return { steps: cursor.steps };
    },
    apply: async (volume: Volume, parameters, tools) => (await run({ image: volume }, parameters, tools)).image,
    applyToScene: run,
    draw,
  };
}

/** A child of a composition by its place. @internal */
export function childAt(children: readonly Transform[], n: number): Transform {
  const child = children[n];
  if (child === undefined) {
    const message = `augment: a composition of ${children.length} transforms has none at ${n}; give the transforms as a list`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "transforms", value: n });
  }
  return child;
}

/** Throws for an empty list, or one with something else than transforms. @internal */
export function assertTransforms(name: string, children: readonly Transform[]): void {
  if (!Array.isArray(children)) throw refusedTransforms(name, children, "that is no list; write [transform]");
  if (children.length === 0) throw refusedTransforms(name, children, "there are none");
  const wrong = children.findIndex((child: unknown) => !isTransform(child));
  if (wrong < 0) return;
  const value: unknown = children[wrong];
  const hint = typeof value === "function" ? `call ${value.name || "it"}() to make a transform` : String(value);
  throw refusedTransforms(name, value, `number ${wrong} of the list is none: ${hint}`);
}

function refusedTransforms(name: string, value: unknown, problem: string): CmbError<"INVALID_ARGUMENT"> {
  const message = `${name} wants a list of at least one transform; ${problem}`;
  return new CmbError("INVALID_ARGUMENT", message, { name: "transforms", value });
}

function isTransform(value: unknown): boolean {
  return typeof value === "object" && value !== null && "draw" in value && "definitions" in value;
}

function uniqueDefinitions(name: string, children: readonly Transform[]): readonly TransformDefinition[] {
  const all = [...new Set(children.flatMap(({ definitions }) => definitions))];
  const twice = all.find((one, n) => all.findIndex((other) => other.name === one.name) !== n);
  if (twice === undefined) return all;
  const message = `${name}: two different transforms are called "${twice.name}"; give one of them another name, as a history knows them by it`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "transforms", value: twice.name });
}

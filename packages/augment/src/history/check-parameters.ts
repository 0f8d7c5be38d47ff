import { createRng } from "@cmb/core";
import { checkOptions } from "../definition/check-options.js";
import type { AppliedStep } from "../definition/transform.js";
import type { TransformDefinition } from "../definition/transform-definition.js";
import type { Scene } from "../scene.js";
import { definitionOf } from "./apply-steps.js";
import { unusableStep } from "./unusable-step.js";

/**
 * Throws for parameters that are not of the form of those that their transform draws: a name that is missing, a word or
 * `null` where there was a number. Their values are the transform's own business.
 *
 * The form is that of a draw with default options on a scene of a few voxels. A transform that cannot draw there, as it
 * wants options, is not checked.
 *
 * @internal
 */
export async function checkParameters(
  steps: readonly AppliedStep[],
  definitions: readonly TransformDefinition[],
): Promise<void> {
  const drawn = new Map<string, unknown>();
  for (const [n, step] of steps.entries()) {
    if (!drawn.has(step.name)) drawn.set(step.name, await exampleOf(definitionOf(step.name, definitions)));
    const example = drawn.get(step.name);
    if (example !== undefined && !hasForm(step.parameters, example)) throw unusableStep({ n, ...step });
  }
}

const SHAPE = [6, 6, 6] as const;

function smallScene(): Scene {
  const grid = { shape: SHAPE, affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1] } as const;
  const image = { data: Float32Array.from({ length: 216 }, (_, v) => 1 + (v % 7)), ...grid };
  return { image, channels: [image], labels: { data: new Uint8Array(216).fill(1, 80, 90), ...grid } };
}

async function exampleOf(definition: TransformDefinition): Promise<unknown> {
  const scene = smallScene();
  try {
    const filled: unknown = checkOptions<object>(definition.name, definition.options as never, {});
    const drawn =
      definition.kind === "spatial"
        ? definition.sample(createRng(1), filled as never, scene.image)
        : await definition.sample(createRng(1), filled as never, scene);
    return JSON.parse(JSON.stringify(drawn));
  } catch {
    return undefined;
  }
}

function hasForm(given: unknown, example: unknown): boolean {
  if (Array.isArray(example)) {
    // Lists of one kind; an empty one says nothing about its entries.
    return Array.isArray(given) && (example.length === 0 || given.every((one) => hasForm(one, example[0])));
  }
  if (typeof example === "object" && example !== null) {
    if (typeof given !== "object" || given === null || Array.isArray(given)) return false;
    return Object.entries(example).every(([key, part]) => hasForm((given as Record<string, unknown>)[key], part));
  }
  // A word can stand for a number, as "minimum" does, but no word for a number that was drawn.
  if (typeof example === "string") return typeof given === "string" || Number.isFinite(given);
  return typeof example === "number" ? Number.isFinite(given) : typeof given === typeof example;
}

import { createRng } from "@cmb/core";
import { expect, it } from "vitest";
import { augment } from "../augment.js";
import type { Transform } from "../definition/transform.js";
import { replay } from "../history/replay.js";
import { comparable } from "./comparable.js";
import { madeScene } from "./made-scene.js";

/** What holds for every preset, of `samples` samples: replay, finite values, one grid; returns how often each transform was made. */
export async function drawPreset(preset: Transform, samples: number): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const scene = madeScene({ shape: [12, 10, 8] });
  for (let seed = 0; seed < samples; seed++) {
    const { history, scene: after } = await augment(scene, preset, createRng(seed, "preset"));
    expect(after.image.data.every(Number.isFinite)).toBe(true);
    expect(after.labels?.shape).toStrictEqual(after.image.shape);
    for (const name of new Set(history.steps.map((step) => step.name))) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** A test that a preset replays from its history to equal bytes. */
export function replayTest(preset: Transform): void {
  it("replays from JSON to equal bytes", async () => {
    const scene = madeScene();
    for (let seed = 0; seed < 3; seed++) {
      const { history, scene: after } = await augment(scene, preset, createRng(seed, "replay"));
      const again = await replay(scene, JSON.parse(JSON.stringify(history)));
      expect(comparable(again)).toStrictEqual(comparable(after));
    }
  });
}

import type { Progress } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { namedProtocol } from "./acquisition/named-protocol.js";
import { measureHeadObject, renderHeadSlab, synthesizeHead } from "./synthesize-head.js";
import { fingerprint } from "./testdata/fingerprint.js";
import { smallHead } from "./testdata/small-head.js";

const PROTOCOL = { ...namedProtocol("valdo-alfa"), signalToNoise: 30 } as const;

describe("synthesizeHead", () => {
  it("gives the same bytes whoever does the work, in whatever order it ends, and says how far it is", async () => {
    const options = {
      seed: 2,
      head: smallHead(),
      protocol: PROTOCOL,
      microbleeds: { count: 2 },
      mimics: { "perivascular-space": 1, "flow-void": 0, calcification: 0, lacune: 0, "iron-deposit": 0 },
    } as const;
    const seen: Progress[] = [];
    const alone = await synthesizeHead({ ...options, onProgress: (progress) => seen.push(progress) });
    expect(alone.truth.objects.filter((object) => object.class === "microbleed" && object.visible).length).toBe(2);
    expect(alone.image.shape[2]).toBeGreaterThan(12);
    expect(seen.at(-1)?.completed).toBe(seen.at(-1)?.total);
    const completed = seen.map((progress) => progress.completed);
    expect(completed).toEqual([...completed].sort((a, b) => a - b));

    const later = <T>(work: Promise<T>, n: number): Promise<T> =>
      new Promise((resolve) => setTimeout(() => resolve(work), 20 * (3 - (n % 3))));
    const shared = await synthesizeHead({
      ...options,
      workers: {
        concurrency: 3,
        renderSlab: (plan, slab) => later(renderHeadSlab(structuredClone(plan), slab), slab),
        measureObject: (plan, id) => later(measureHeadObject(structuredClone(plan), id), id),
      },
    });
    expect(fingerprint(shared)).toBe(fingerprint(alone));
  }, 60_000);
});

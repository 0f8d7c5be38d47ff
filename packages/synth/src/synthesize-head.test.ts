import { describe, expect, it } from "vitest";
import { namedProtocol } from "./acquisition/named-protocol.js";
import { measureHeadObject, renderHeadSlab, synthesizeHead } from "./synthesize-head.js";
import { smallHead } from "./testdata/small-head.js";

const PROTOCOL = { ...namedProtocol("valdo-alfa"), signalToNoise: 30 } as const;

describe("synthesizeHead", () => {
  it("gives the same bytes whoever does the work, in whatever order it ends", async () => {
    const options = { seed: 2, head: smallHead(), protocol: PROTOCOL, microbleeds: { count: 3 } } as const;
    const mimics = { "perivascular-space": 1 };
    const alone = await synthesizeHead({ ...options, mimics });
    const later = <T>(work: Promise<T>, n: number): Promise<T> =>
      new Promise((resolve) => setTimeout(() => resolve(work), 20 * (3 - (n % 3))));
    const shared = await synthesizeHead({
      ...options,
      mimics,
      workers: {
        concurrency: 3,
        renderSlab: (plan, slab) => later(renderHeadSlab(structuredClone(plan), slab), slab),
        measureObject: (plan, id) => later(measureHeadObject(structuredClone(plan), id), id),
      },
    });
    expect(shared).toEqual(alone);
    expect(alone.truth.objects.filter((object) => object.class === "microbleed" && object.visible).length).toBe(3);
    expect(alone.image.shape[2]).toBeGreaterThan(12);
  });

  it("reports progress that ends whole", async () => {
    const seen: number[] = [];
    let total = 0;
    await synthesizeHead({
      seed: 2,
      head: smallHead(),
      protocol: PROTOCOL,
      microbleeds: { count: 0 },
      onProgress: (progress) => {
        seen.push(progress.completed);
        total = progress.total;
      },
    });
    expect(seen.at(-1)).toBe(total);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
});

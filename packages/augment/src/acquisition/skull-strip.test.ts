import { affineFromSpacing, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { standardTests } from "../testdata/standard-tests.js";
import { type SkullStripParameters, skullStrip } from "./skull-strip.js";

/** A ball of 9 mm of 100 within a cube of 5. */
function ball(): { readonly image: Volume; readonly labels: Volume<Uint8Array> } {
  const grid = { shape: [24, 24, 24], affine: affineFromSpacing([1, 1, 1]) } as const;
  const labels = { ...grid, data: new Uint8Array(24 ** 3) };
  for (let v = 0; v < labels.data.length; v++) {
    const r = Math.hypot((v % 24) - 12, (Math.floor(v / 24) % 24) - 12, Math.floor(v / 576) - 12);
    labels.data[v] = r <= 9 ? 1 : 0;
  }
  return { image: { ...grid, data: Float32Array.from(labels.data, (label) => (label === 1 ? 100 : 5)) }, labels };
}

const EDGE: SkullStripParameters = { offsetMm: 0, irregularityMm: 0, spacingMm: 25, brain: "labels", seed: 1 };

function stripped(image: Volume): Volume {
  return { ...image, data: image.data.map((value) => (value === 100 ? 100 : 0)) };
}

standardTests("skullStrip", {
  transform: skullStrip,
  options: { brain: "nonzero", offsetMm: [-3, -2] },
  identity: { ...EDGE, brain: "nonzero" },
  moves: false,
  refused: { irregularityMm: -1 },
  scene: { image: stripped(ball().image), labels: ball().labels },
});

async function left(parameters: Partial<SkullStripParameters>): Promise<number> {
  const { image } = await skullStrip().applyToScene(ball(), { ...EDGE, ...parameters });
  return image.data.filter((value) => value !== 0).length;
}

describe("skullStrip", () => {
  it("keeps the brain with an offset of 0, less inside of it and more outside", async () => {
    const whole = ball().labels.data.filter((label) => label === 1).length;
    expect(await left({})).toBe(whole);
    const volumeOf = (radiusMm: number): number => (4 / 3) * Math.PI * radiusMm ** 3;
    expect((await left({ offsetMm: -2 })) / volumeOf(7)).toBeCloseTo(1, 0);
    expect((await left({ offsetMm: 2 })) / volumeOf(11)).toBeCloseTo(1, 0);
  });

  it("makes the edge uneven", async () => {
    const even = await skullStrip().applyToScene(ball(), { ...EDGE, offsetMm: -1 });
    const uneven = await skullStrip().applyToScene(ball(), {
      ...EDGE,
      offsetMm: -1,
      irregularityMm: 1.5,
      spacingMm: 6,
    });
    const kept = even.image.data.filter((value, v) => (value !== 0) !== (uneven.image.data[v] !== 0)).length;
    expect(kept).toBeGreaterThan(100);
  });

  it("finds the brain of an image by itself", async () => {
    const { image } = await skullStrip().applyToScene({ image: ball().image }, { ...EDGE, brain: "found" });
    const overlap = image.data.filter((value) => value === 100).length;
    expect(overlap / ball().labels.data.filter((label) => label === 1).length).toBeGreaterThan(0.8);
  });

  it("refuses labels that are not there", async () => {
    const { image } = ball();
    await expect(skullStrip().apply(image, EDGE)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });
});

import { affineFromSpacing, createRng } from "@cmb/core";
import { expect, it } from "vitest";
import { acquire } from "./acquire.js";
import { acquireNoiseFree } from "./acquire-noise-free.js";
import { addNoise } from "./add-noise.js";
import { imageGridWithin } from "./image-grid-within.js";
import { namedProtocol } from "./named-protocol.js";

it("acquire is acquireNoiseFree and then addNoise", async () => {
  const protocol = namedProtocol("valdo-rss");
  const shape = [20, 20, 20] as const;
  const signal = {
    real: Float32Array.from({ length: 8000 }, (_, v) => Math.sin(v)),
    imaginary: new Float32Array(8000),
    shape,
    affine: affineFromSpacing([0.5, 0.5, 0.5]),
  };
  const options = { protocol, imageGrid: imageGridWithin(signal, protocol), rng: createRng(1) };
  const clean = await acquireNoiseFree(signal, options);
  const image = await acquire(signal, options);
  expect(image.real).toEqual((await addNoise(clean, options)).real);
  expect(image.real).not.toEqual(clean.real);
});

import { affineFromSpacing, createVolume } from "@cmb/core";
import { expect, it } from "vitest";
import { pointPictures } from "./point-pictures.js";

it("pointPictures gives a slice and three close-ups of each point, with ids of its own and no outline", async () => {
  const data = Float32Array.from({ length: 20 * 20 * 10 }, (_, v) => v % 97);
  const volume = createVolume(data, [20, 20, 10], affineFromSpacing([1, 1, 2]));
  const point = (key: string, x: number) => ({ key, name: `lesion ${key}`, centreMm: [x, 9, 8] as const, radiusMm: 1 });
  const pictures = await pointPictures(volume, [point("a", 5), point("b", 14)]);
  expect(pictures).toHaveLength(2);
  for (const [n, key] of ["a", "b"].entries()) {
    const markup = pictures[n]?.markup ?? "";
    expect(markup.match(/href="data:image\/png;base64,/g)).toHaveLength(4);
    expect(markup.match(/ id="([^"]+)"/g)?.every((id) => id.startsWith(` id="${key}-`))).toBe(true);
    expect(markup).toContain(`lesion ${key}, axial close-up`);
    expect(markup).not.toContain('class="outline"');
  }
});

import { expect, it } from "vitest";
import { encodePng } from "./encode-png.js";

it("writes pictures that the browser decodes to the same pixels", async () => {
  const [width, height] = [37, 23];
  const pixels = Uint8Array.from({ length: width * height }, (_, n) => (n * 7919) % 256);
  const png = await encodePng({ pixels, width, height });
  const bitmap = await createImageBitmap(new Blob([png as Uint8Array<ArrayBuffer>], { type: "image/png" }));
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context?.drawImage(bitmap, 0, 0);
  const decoded = context?.getImageData(0, 0, width, height).data.filter((_, n) => n % 4 === 0);
  expect([...(decoded ?? [])]).toEqual([...pixels]);
});

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { KERNELS_FILE, kernelsSource } from "./build-kernels.mjs";

it("building the WebAssembly kernels gives the bytes that are kept", async () => {
  const kept = readFileSync(KERNELS_FILE, "utf8");
  expect(kept).toBe(await kernelsSource());
});

it("the kernels stay below the 4 KiB that every browser compiles at once on its main thread", () => {
  const base64 = /"([A-Za-z0-9+/=]{100,})"/.exec(readFileSync(KERNELS_FILE, "utf8"))?.[1];
  expect(Buffer.from(base64 ?? "", "base64").length).toBeGreaterThan(100);
  expect(Buffer.from(base64 ?? "", "base64").length).toBeLessThan(4096);
});

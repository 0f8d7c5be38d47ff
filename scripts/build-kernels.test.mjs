import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { KERNELS, kernelsSource } from "./build-kernels.mjs";

describe.each(KERNELS)("the WebAssembly of $name", (kernels) => {
  it("is what building it gives", async () => {
    expect(readFileSync(kernels.file, "utf8")).toBe(await kernelsSource(kernels));
  });

  it("stays below the 4 KiB that every browser compiles at once on its main thread", () => {
    const base64 = /"([A-Za-z0-9+/=]{100,})"/.exec(readFileSync(kernels.file, "utf8"))?.[1];
    expect(Buffer.from(base64 ?? "", "base64").length).toBeGreaterThan(100);
    expect(Buffer.from(base64 ?? "", "base64").length).toBeLessThan(4096);
  });
});

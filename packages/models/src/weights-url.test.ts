import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { weightsUrl } from "./weights-url.js";

const FOLDER = new URL("../", import.meta.url);

describe("weightsUrl", () => {
  it("knows every weights file of the package, and none that is not there", async () => {
    const files = (await readdir(FOLDER)).filter((name) => name.endsWith(".onnx"));
    for (const file of files) expect(weightsUrl(file)?.href).toBe(new URL(file, FOLDER).href);
    const source = await readFile(new URL("weights-url.ts", import.meta.url), "utf8");
    const listed = [...source.matchAll(/^ {2}"([^"]+)": \(\) => new URL\("\.\.\/([^"]+)"/gm)];
    expect(listed.map(([, name]) => name).sort()).toEqual(files.sort());
    expect(listed.map(([, name]) => name)).toEqual(listed.map(([, , path]) => path));
  });

  it("knows no other, names of Object included", () => {
    expect(weightsUrl("another.onnx")).toBeUndefined();
    expect(weightsUrl("toString")).toBeUndefined();
  });
});

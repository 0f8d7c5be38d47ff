import { describe, expect, it } from "vitest";
import { tinyModel } from "../testdata/tiny-model.js";
import type { Platform } from "./platform.js";
import { readModel } from "./read-model.js";

type Files = Pick<Platform, "toUrl" | "readBytes"> & { readonly asked: string[] };

/** A platform of which all files are in a table by URL. */
function filesOf(files: Readonly<Record<string, Uint8Array | string>>): Files {
  const asked: string[] = [];
  return {
    asked,
    toUrl: (location) => new URL(location, "test:/folder/"),
    readBytes: async ({ href }, most) => {
      asked.push(href);
      const file = files[href];
      if (file === undefined) throw new Error("not there");
      return (typeof file === "string" ? new TextEncoder().encode(file) : file).subarray(0, most);
    },
  };
}

const { manifest, weights } = await tinyModel();
const bytes = weights["lesions.onnx"] as Uint8Array;
const text = JSON.stringify(manifest);

describe("readModel", () => {
  it("takes a manifest as an object with its weights, as bytes or a buffer", async () => {
    const copy = Uint8Array.from(bytes);
    for (const given of [bytes, copy.buffer]) {
      const read = await readModel({ manifest, weights: { "lesions.onnx": given } }, filesOf({}));
      expect(read.manifest).toBe(manifest);
      expect(read.weights.get("lesions.onnx")).toEqual(bytes);
    }
  });

  it("reads a manifest and the weights beside it", async () => {
    const files = filesOf({ "test:/folder/a/m.json": text, "test:/folder/a/lesions.onnx": bytes });
    for (const location of ["a/m.json", new URL("test:/folder/a/m.json")]) {
      const read = await readModel({ manifest: location }, files);
      expect(read.manifest).toEqual(manifest);
      expect(read.weights.get("lesions.onnx")).toEqual(bytes);
    }
  });

  it("reads weights from where it is told, and does not read those that it is given", async () => {
    const files = filesOf({ "test:/m.json": text, "asset:/lesions-4f.onnx": bytes });
    await readModel({ manifest: "/m.json" }, files, (file) => new URL(file.replace(".onnx", "-4f.onnx"), "asset:/"));
    await readModel({ manifest: "/m.json", weights }, files);
    expect(files.asked).toEqual(["test:/m.json", "asset:/lesions-4f.onnx", "test:/m.json"]);
  });

  it("refuses weights with one byte more, fewer or another", async () => {
    const other = Uint8Array.from(bytes);
    other[40] = (other[40] as number) ^ 1;
    for (const wrong of [other, bytes.subarray(1), Uint8Array.from([...bytes, 0])]) {
      const files = filesOf({ "test:/m.json": text, "test:/lesions.onnx": wrong });
      const expected = { code: "WEIGHTS_MISMATCH", details: { file: "lesions.onnx" } };
      await expect(readModel({ manifest: "/m.json" }, files)).rejects.toMatchObject(expected);
      await expect(readModel({ manifest, weights: { "lesions.onnx": wrong } }, files)).rejects.toMatchObject(expected);
    }
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["the manifest", {}, "test:/m.json: the manifest could not be read"],
    ["a file of it", { "test:/m.json": text }, "test:/lesions.onnx: the weights could not be read"],
  ])("says which file is not there: %s", async (_, files, message) => {
    await expect(readModel({ manifest: "/m.json" }, filesOf(files))).rejects.toMatchObject({
      code: "MODEL_NOT_FOUND",
      message: expect.stringContaining(message),
    });
  });

  it("says which bytes were not given with a manifest in memory", async () => {
    await expect(readModel({ manifest }, filesOf({}))).rejects.toMatchObject({
      code: "MODEL_NOT_FOUND",
      message: expect.stringContaining("lesions.onnx: its bytes are not among the weights"),
    });
  });

  it.each([
    ["no JSON", "manifest = 1"],
    ["no manifest", "[]"],
    ["a megabyte and more", " ".repeat(2 ** 20 + 1)],
  ])("refuses %s before it looks for weights", async (_, content) => {
    const files = filesOf({ "test:/m.json": content });
    await expect(readModel({ manifest: "/m.json" }, files)).rejects.toMatchObject({ code: "INVALID_MODEL" });
    expect(files.asked).toEqual(["test:/m.json"]);
  });

  it("refuses what is no URL", async () => {
    const files = { ...filesOf({}), toUrl: (location: string | URL) => new URL(location) };
    await expect(readModel({ manifest: "m.json" }, files)).rejects.toMatchObject({
      code: "MODEL_NOT_FOUND",
      message: expect.stringContaining("m.json: it is no URL"),
    });
  });
});

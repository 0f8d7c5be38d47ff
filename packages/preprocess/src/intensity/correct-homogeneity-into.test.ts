import { describe, expect, it } from "vitest";
import { head } from "../testdata/head.js";
import { correctHomogeneity } from "./correct-homogeneity.js";
import { correctHomogeneityInto } from "./correct-homogeneity-into.js";

describe("correctHomogeneityInto", () => {
  it("gives what correctHomogeneity gives, in the image's own array too", async () => {
    const { image } = head({ shape: [40, 44, 30], spacingMm: [4, 4, 5] });
    const { data } = await correctHomogeneity(image);
    const own = { ...image, data: image.data.slice() };
    await correctHomogeneityInto(own, {}, own.data);
    expect(own.data).toEqual(data);
  });

  it("writes nothing when it is stopped before the field is known", async () => {
    const { image } = head({ shape: [40, 44, 30], spacingMm: [4, 4, 5] });
    const before = image.data.slice();
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(correctHomogeneityInto(image, { signal }, image.data)).rejects.toThrow("stopped");
    expect(image.data).toEqual(before);
  });

  it("refuses an array of another length", async () => {
    const { image } = head({ shape: [10, 10, 10], spacingMm: [4, 4, 5] });
    const out = new Float32Array(5);
    await expect(correctHomogeneityInto(image, {}, out)).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
  });
});

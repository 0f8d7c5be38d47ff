import { describe, expect, it } from "vitest";
import { CmbError } from "./cmb-error.js";
import { isCmbError } from "./is-cmb-error.js";

const makeError = (): CmbError<"TOO_LARGE"> =>
  new CmbError("TOO_LARGE", "needs 9 bytes; the limit is 3", { requiredBytes: 9, limitBytes: 3 });

describe("CmbError in a browser", () => {
  it("survives structuredClone", () => {
    const clone: unknown = structuredClone(makeError());
    expect(isCmbError(clone, "TOO_LARGE") && clone.details).toEqual({ requiredBytes: 9, limitBytes: 3 });
  });

  it("survives the way to a worker and back", async () => {
    const source = "onmessage = ({ data }) => postMessage(data);";
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const worker = new Worker(url);
    const received = new Promise<unknown>((resolve) => {
      worker.onmessage = ({ data }): void => resolve(data);
    });
    worker.postMessage(makeError());
    const copy = await received;
    worker.terminate();
    URL.revokeObjectURL(url);
    expect(isCmbError(copy, "TOO_LARGE") && copy.toJSON()).toEqual(makeError().toJSON());
  });
});

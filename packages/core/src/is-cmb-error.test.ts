import { createContext, runInContext } from "node:vm";
import { MessageChannel, Worker } from "node:worker_threads";
import { describe, expect, expectTypeOf, it, vi } from "vitest";
import { CmbError } from "./cmb-error.js";
import { isCmbError } from "./is-cmb-error.js";

const makeError = (): CmbError<"SHAPE_MISMATCH"> =>
  new CmbError(
    "SHAPE_MISMATCH",
    "dice: 512 and 256 voxels",
    { expected: [512], actual: [256] },
    { cause: new Error("x") },
  );

/** What every copy of an error must still tell. */
function expectWhole(copy: unknown): void {
  expect(isCmbError(copy, "SHAPE_MISMATCH")).toBe(true);
  if (!isCmbError(copy, "SHAPE_MISMATCH")) return;
  expect(copy.code).toBe("SHAPE_MISMATCH");
  expect(copy.details).toEqual({ expected: [512], actual: [256] });
  expect(copy.message).toBe("dice: 512 and 256 voxels");
  expect(copy.toJSON()).toEqual(makeError().toJSON());
  expect(copy.cause.cause).toMatchObject({ message: "x" });
}

describe("isCmbError", () => {
  it("accepts an error, of one code if it is given", () => {
    expect(isCmbError(makeError())).toBe(true);
    expect(isCmbError(makeError(), "SHAPE_MISMATCH")).toBe(true);
    expect(isCmbError(makeError(), "OUT_OF_RANGE")).toBe(false);
  });

  it.each<[string, unknown]>([
    ["undefined", undefined],
    ["a string", "SHAPE_MISMATCH"],
    ["a plain error", new Error("x")],
    ["an abort", AbortSignal.abort().reason],
    ["an error with a foreign code in its cause", new Error("x", { cause: { code: "ECONNREFUSED", details: "no" } })],
    ["an object that looks like one", makeError().toJSON()],
    ["an error with a cause of null", new Error("x", { cause: null })],
  ])("refuses %s", (_, value) => {
    expect(isCmbError(value)).toBe(false);
  });

  it("leaves an error of another code without its class, until it is asked for", () => {
    const clone = structuredClone(makeError());
    isCmbError(clone, "OUT_OF_RANGE");
    expect(clone).not.toBeInstanceOf(CmbError);
  });

  it("gives a clone by structuredClone its class back", () => {
    const clone: unknown = structuredClone(makeError());
    expect(clone).not.toBeInstanceOf(CmbError);
    expectWhole(clone);
    expect(clone).toBeInstanceOf(CmbError);
  });

  it("accepts a clone of a clone", () => {
    const clone: unknown = structuredClone(makeError());
    expectWhole(clone);
    expectWhole(structuredClone(clone));
  });

  it("accepts what a message port delivers", async () => {
    const { port1, port2 } = new MessageChannel();
    const received = new Promise((resolve) => port2.once("message", resolve));
    port1.postMessage(makeError());
    expectWhole(await received);
    port1.close();
  });

  it("accepts what a worker thread posts back", async () => {
    const echo =
      "const { parentPort } = require('node:worker_threads'); parentPort.once('message', (e) => parentPort.postMessage(e));";
    const worker = new Worker(echo, { eval: true });
    const received = new Promise((resolve) => worker.once("message", resolve));
    worker.postMessage(makeError());
    expectWhole(await received);
    await worker.terminate();
  });

  it("accepts an error of a second copy of this library", async () => {
    vi.resetModules();
    const copy = await import("./cmb-error.js");
    expect(copy.CmbError).not.toBe(CmbError);
    const { expected, actual } = makeError().details;
    const foreign: unknown = new copy.CmbError(
      "SHAPE_MISMATCH",
      "dice: 512 and 256 voxels",
      { expected, actual },
      { cause: new Error("x") },
    );
    expect(foreign).not.toBeInstanceOf(CmbError);
    expectWhole(foreign);
    expect(foreign).toBeInstanceOf(copy.CmbError);
  });

  it("accepts an error of another realm", () => {
    const context = createContext({ cause: makeError().cause });
    const foreign: unknown = runInContext("new Error('dice: 512 and 256 voxels', { cause })", context);
    expect(foreign).not.toBeInstanceOf(Error);
    expectWhole(foreign);
  });

  it("narrows to the code", () => {
    const caught: unknown = makeError();
    if (isCmbError(caught, "SHAPE_MISMATCH")) expectTypeOf(caught.details.expected).toEqualTypeOf<readonly number[]>();
    if (isCmbError(caught)) expectTypeOf(caught).toEqualTypeOf<CmbError>();
  });
});

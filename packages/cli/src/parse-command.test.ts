import { isCmbError } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { choice, parseCommand, wholeNumber } from "./parse-command.js";

const OPTIONS = { out: { type: "string" }, json: { type: "boolean" } } as const;
const option = { command: "detect", name: "volume" };

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (isCmbError(error, "INVALID_ARGUMENT")) return error.message;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("parseCommand", () => {
  it("tells options from arguments in any order", () => {
    const { values, positionals } = parseCommand("detect", ["a.nii", "--json", "--out=x", "b.nii"], OPTIONS);
    expect(values).toEqual({ json: true, out: "x" });
    expect(positionals).toEqual(["a.nii", "b.nii"]);
  });

  it.each([
    ["an unknown option", ["--nonsense"]],
    ["a missing value", ["--out"]],
    ["a value for a flag", ["--json=yes"]],
  ])("refuses %s in one line that says where the help is", (_, argv) => {
    const message = messageOf(() => parseCommand("detect", argv, OPTIONS));
    expect(message).toMatch(/; cmb detect --help shows how$/);
    expect(message).not.toContain("\n");
  });
});

describe("choice", () => {
  it("gives a word that is among the choices, and undefined for none", () => {
    expect(choice(option, "b", ["a", "b"])).toBe("b");
    expect(choice(option, undefined, ["a", "b"])).toBeUndefined();
  });

  it("names the choices when it refuses", () => {
    expect(messageOf(() => choice(option, "c", ["a", "b"]))).toContain('--volume is "c", which is none of a, b');
  });
});

describe("wholeNumber", () => {
  it("reads digits", () => {
    expect(wholeNumber(option, "12")).toBe(12);
    expect(wholeNumber(option, undefined)).toBeUndefined();
  });

  it.each(["-1", "1.5", "", "one", "1e3", "0x10"])('refuses "%s"', (text) => {
    expect(messageOf(() => wholeNumber(option, text))).toContain("whole number from 0");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assertKnown } from "./assert-known.js";

const KNOWN = { seed: true, index: true } as const;

describe("assertKnown", () => {
  it("takes known keys, and none", () => {
    expect(() => assertKnown("draw", { seed: 1, index: undefined }, KNOWN)).not.toThrow();
    expect(() => assertKnown("draw", {}, KNOWN)).not.toThrow();
  });

  it.each([
    ["draw", { sed: 1 }, "sed", "draw: sed is unknown; there are seed, index"],
    ["draw: place", { sed: 1 }, "place.sed", "draw: place.sed is unknown; there are seed, index"],
    ["draw: place", [3], "place", "draw: place is [3]; an object with some of seed, index is needed"],
    ["draw", null, "options", "draw: what is given is null; an object with some of seed, index is needed"],
  ])("names what is wrong of %s %j", (at, value, name, message) => {
    const details = expect.objectContaining({ name });
    const error = expect.objectContaining({ code: "INVALID_ARGUMENT", message, details });
    expect(() => assertKnown(at, value, KNOWN)).toThrow(error);
  });

  describe("properties", () => {
    it("refuses every other key, those of all objects too", () => {
      fc.assert(
        fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("toString", "constructor")), (key) => {
          if (Object.hasOwn(KNOWN, key)) return;
          expect(() => assertKnown("draw", Object.fromEntries([[key, 1]]), KNOWN)).toThrow(key);
        }),
      );
    });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.js";

describe("canonicalJson", () => {
  it("sorts keys by UTF-16 code units and writes numbers as JavaScript does", () => {
    // From RFC 8785, 3.2.3, shortened.
    const value = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "1": "One",
      "\ud83d\ude00": "Emoji",
      "\u00f6": 1e21,
    };
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u00f6":1e+21,"\u20ac":"Euro Sign","\ud83d\ude00":"Emoji"}',
    );
    expect(canonicalJson([1.0, -0, null, true, 'a"b'])).toBe('[1,0,null,true,"a\\"b"]');
  });

  describe("properties", () => {
    it("holds the same data", () => {
      fc.assert(
        fc.property(fc.json(), (text) => {
          const value: unknown = JSON.parse(text);
          expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
        }),
      );
    });
  });
});

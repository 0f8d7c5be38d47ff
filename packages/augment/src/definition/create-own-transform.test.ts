import { describe, expect, it } from "vitest";
import { builtInDefinitions } from "../built-in-definitions.js";
import { gammaDefinition } from "../intensity/gamma.js";
import { builtInNames } from "./built-in-names.js";
import { createTransform } from "./create-own-transform.js";

describe("createTransform", () => {
  it("refuses the name of a transform of the package, which a replay would take for that", () => {
    expect(() => createTransform(gammaDefinition, {})).toThrow(
      expect.objectContaining({ details: { name: "definition.name", value: "gamma" } }),
    );
    expect(createTransform({ ...gammaDefinition, name: "myGamma" }, {}).name).toBe("myGamma");
  });

  it("knows every name", () => {
    expect([...builtInNames()].sort()).toStrictEqual(
      builtInDefinitions()
        .map(({ name }) => name)
        .sort(),
    );
  });
});

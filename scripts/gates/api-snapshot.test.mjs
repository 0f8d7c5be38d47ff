import { describe, expect, it } from "vitest";
import { apiSnapshot } from "./api-snapshot.mjs";
import { fixtureManifest, fixtureTree } from "./fixture-tree.mjs";

const accepted = "@cmb/core\n  dice  function\n  Mask  type\n";

function findingsOf(index) {
  return apiSnapshot(
    fixtureTree({
      "packages/core/package.json": fixtureManifest("@cmb/core"),
      "packages/core/api.txt": accepted,
      "packages/core/src/dice.ts": "export function dice(): number { return 1; }\nexport type Mask = Uint8Array;\n",
      "packages/core/src/index.ts": index,
    }),
  );
}

describe("apiSnapshot", () => {
  it("accepts the names that api.txt lists", () => {
    expect(findingsOf('export { dice, type Mask } from "./dice.js";')).toEqual([]);
  });

  it("fails on a name that went and on one that came", () => {
    expect(findingsOf('export { dice } from "./dice.js";\nexport const iou = 1;')).toEqual([
      "@cmb/core no longer exports Mask  type: if that is meant, npm run generate",
      "@cmb/core now exports iou  const: if that is meant, npm run generate",
    ]);
  });

  it("fails on a name that leads nowhere", () => {
    expect(findingsOf('export { dice, type Mask, gone } from "./dice.js";')[0]).toContain("gone  unresolved");
  });
});

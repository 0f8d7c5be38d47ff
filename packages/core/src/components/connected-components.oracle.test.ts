import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { affineFromSpacing } from "../affine/affine-from-spacing.js";
import type { Shape } from "../volume.js";
import { connectedComponents } from "./connected-components.js";

interface Case {
  readonly shape: Shape;
  readonly mask: readonly number[];
  readonly labels: Readonly<Record<string, readonly number[]>>;
}
const { labels: cases }: { readonly labels: readonly Case[] } = JSON.parse(
  readFileSync(new URL("../../../../fixtures/core/components.json", import.meta.url), "utf8"),
);

/** The fixture holds value, length, value, length, … */
function expanded(runs: readonly number[]): number[] {
  return runs.flatMap((value, n) => (n % 2 === 0 ? new Array<number>(runs[n + 1] ?? 0).fill(value) : []));
}

describe.each([6, 18, 26] as const)("connectedComponents beside scipy and cc3d, connectivity %d", (connectivity) => {
  it.each(cases.map((one, n) => [n, one.shape.join("×"), one] as const))(
    "gives scipy's labels for mask %d, %s",
    (_, __, one) => {
      const mask = {
        data: Uint8Array.from(expanded(one.mask)),
        shape: one.shape,
        affine: affineFromSpacing([1, 1, 1]),
      };
      const expected = expanded(one.labels[connectivity] ?? []);
      const { labels, count } = connectedComponents(mask, { connectivity });
      expect([...labels.data]).toEqual(expected);
      expect(count).toBe(Math.max(...expected));
    },
  );
});

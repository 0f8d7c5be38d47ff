import { readFileSync } from "node:fs";
import type { Affine, Shape, Volume } from "@cmb/core";
import { expect } from "vitest";
import type { Transform } from "../definition/transform.js";

/** An image, parameters, and what another implementation makes of them. */
export interface OracleCase {
  readonly shape: Shape;
  readonly data: readonly number[];
  readonly parameters: unknown;
  readonly expected: readonly number[];
}

/** The cases of `fixtures/augment/values.json`. */
export function oracleCases(): Readonly<Record<string, unknown>> & { readonly affine: Affine } {
  return JSON.parse(readFileSync(new URL("../../../../fixtures/augment/values.json", import.meta.url), "utf8"));
}

/** A volume of a case. */
export function oracleVolume({ shape, data }: OracleCase, affine: Affine): Volume {
  return { data: Float32Array.from(data), shape, affine };
}

/** Fails unless a transform gives what the case expects, within a tolerance that holds for every voxel. */
export async function expectCase<P>(
  transform: Transform<P>,
  one: OracleCase,
  { affine, tolerance }: { readonly affine: Affine; readonly tolerance: number },
): Promise<void> {
  const { data } = await transform.apply(oracleVolume(one, affine), one.parameters as P);
  expect(largestDifference(data, one.expected)).toBeLessThanOrEqual(tolerance);
}

/** Between two lists of one length. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let v = 0; v < a.length; v++) largest = Math.max(largest, Math.abs((a[v] as number) - (b[v] as number)));
  return largest;
}

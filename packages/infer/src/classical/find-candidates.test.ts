import { affineFromSpacing, startLongTask, type Volume } from "@cmb/core";
import { describe, expect, it } from "vitest";
import { findCandidates } from "./find-candidates.js";

const shape = [48, 40, 24] as const;
const affine = affineFromSpacing([0.8, 0.8, 1.5]);

/** Dark balls in plain tissue; each is [i, j, k, radius in mm]. */
function balls(list: readonly (readonly [number, number, number, number])[]): Volume {
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (let v = 0; v < data.length; v++) {
    const [i, j, k] = [v % 48, Math.floor(v / 48) % 40, Math.floor(v / 1920)];
    for (const [ci, cj, ck, radius] of list) {
      const depthMm = radius - Math.hypot(0.8 * (i - ci), 0.8 * (j - cj), 1.5 * (k - ck));
      data[v] = Math.max(data[v] as number, 0.6 / (1 + Math.exp(-5 * depthMm)));
    }
  }
  return { data, shape, affine };
}

async function candidates(darkness: Volume, inside: (v: number) => boolean = () => true) {
  const mask = { data: Uint8Array.from(darkness.data, (_, v) => (inside(v) ? 1 : 0)), shape, affine };
  return findCandidates(darkness, mask, { task: startLongTask(1, {}), done: 0, share: 1 });
}

const BALLS = [
  [10, 10, 8, 1.2],
  [34, 12, 14, 2],
  [20, 30, 12, 4],
] as const;

describe("findCandidates", () => {
  it("finds small and large balls, each within a voxel or two of its centre", async () => {
    const found = await candidates(balls(BALLS));
    for (const [i, j, k] of BALLS) {
      const near = found.map((peak) => Math.hypot(0.8 * (peak.i - i), 0.8 * (peak.j - j), 1.5 * (peak.k - k)));
      expect(Math.min(...near)).toBeLessThan(1.7);
    }
  });

  it("keeps candidates at least 2 mm apart, the strongest first", async () => {
    const found = await candidates(balls(BALLS));
    const responses = found.map(({ response }) => response);
    expect(responses).toEqual([...responses].sort((a, b) => b - a));
    for (const [n, a] of found.entries()) {
      for (const b of found.slice(n + 1)) {
        expect(Math.hypot(0.8 * (a.i - b.i), 0.8 * (a.j - b.j), 1.5 * (a.k - b.k))).toBeGreaterThanOrEqual(2);
      }
    }
  });

  it("finds nothing in plain tissue or outside of the mask", async () => {
    expect(await candidates(balls([]))).toEqual([]);
    const left = await candidates(balls(BALLS), (v) => v % 48 < 22);
    expect(left.length).toBeGreaterThan(0);
    for (const { i } of left) expect(i).toBeLessThan(22);
  });
});

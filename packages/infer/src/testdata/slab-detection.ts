import { expect } from "vitest";
import { detectMicrobleeds } from "../detect-microbleeds.js";
import { slabHead } from "../learned/testdata/slab-head.js";
import type { DetectionResult } from "../report.js";
import type { Device } from "../runtime/device.js";
import type { Platform } from "../runtime/platform.js";
import { readModel } from "../runtime/read-model.js";

/** What the CPU of Node finds in the slab: centre in mm, score, zone. The slab has no noise, so nothing else does. */
const SLAB_FINDINGS = [
  [[-12, -14, 0.75], 0.98984, "deep"],
  [[36, 20, 8.25], 0.98703, "lobar"],
  [[-28, 42, -6.75], 0.98539, "lobar"],
] as const;

/** How far scores may be from those: float32 sums in another order, through three networks and a logistic function. */
const SLAB_TOLERANCE = 1e-4;

/** That a runtime finds them, and nothing else. */
export function expectSlabFindings({ microbleeds, rejected }: DetectionResult): void {
  expect(rejected).toEqual([]);
  expect(microbleeds.map(({ centreMm, region }) => [centreMm, region?.zone])).toEqual(
    SLAB_FINDINGS.map(([centreMm, , zone]) => [centreMm, zone]),
  );
  for (const [n, [, score]] of SLAB_FINDINGS.entries()) {
    expect(Math.abs((microbleeds[n]?.score ?? 0) - score)).toBeLessThan(SLAB_TOLERANCE);
  }
}

/** Finds lesions in the slab with the networks by formula, in tiles that cover it with four. */
export async function detectInSlab(
  manifestUrl: URL,
  { platform, device }: { readonly platform: Platform; readonly device: Device },
): Promise<DetectionResult> {
  const { manifest, weights } = await readModel({ manifest: manifestUrl }, platform);
  const tile = { shape: [128, 144, 40], overlap: [32, 16, 8] } as const;
  const lesions = [{ ...manifest.networks.lesions[0], tile }] as const;
  const changed = { ...manifest, networks: { ...manifest.networks, lesions } };
  const model = { manifest: changed, weights: Object.fromEntries(weights) };
  return detectMicrobleeds(slabHead(), { model, device, force: true });
}

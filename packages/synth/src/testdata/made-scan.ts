import { affineFromSpacing, createRng, createVolume, type Shape } from "@cmb/core";
import type { ObjectTruth, SyntheticScan } from "../synthetic-scan.js";

/** What {@link madeScan} draws. */
export interface MadeScanOptions {
  readonly spacingMm: readonly [number, number, number];
  readonly contrast: "GRE" | "SWI";
  readonly microbleeds: number;
  readonly invisible: number;
  readonly mimics: number;
}

const SIDE = 64;

/** A noisy square with dark balls in a row, as data of tests: microbleeds first, invisible ones next, then calcifications. */
export function madeScan({ spacingMm, contrast, microbleeds, invisible, mimics }: MadeScanOptions): SyntheticScan {
  const shape: Shape = [SIDE, SIDE, Math.round(8 / spacingMm[2]) + 1];
  const affine = affineFromSpacing(spacingMm);
  const rng = createRng(1);
  const length = SIDE * SIDE * shape[2];
  const image = Float32Array.from({ length }, () => rng.normal(100, 2));
  const labels = new Uint32Array(length);
  const count = microbleeds + invisible + mimics;
  const objects = Array.from({ length: count }, (_, n): ObjectTruth => {
    const isVisible = n < microbleeds || n >= microbleeds + invisible;
    const centreMm = [5 + (22 * n) / Math.max(1, count - 1), 16, 4] as const;
    const radiusMm = 1 + 0.1 * n;
    const visibleVoxels = isVisible
      ? drawBall({ image, labels }, { shape, spacingMm, centreMm, radiusMm, id: n + 1 })
      : 0;
    return {
      id: n + 1,
      class: n < microbleeds + invisible ? "microbleed" : "calcification",
      centreMm,
      radiusMm,
      susceptibilityPpm: 1,
      tissue: "white matter",
      visibleVoxels,
      apparentRadiusMm: Math.cbrt((3 * visibleVoxels * spacingMm[0] * spacingMm[1] * spacingMm[2]) / (4 * Math.PI)),
      peakDepth: isVisible ? 0.8 : 0.02,
      visible: isVisible,
    };
  });
  const volume = <D extends Float32Array | Uint32Array | Uint8Array>(data: D) => createVolume(data, shape, affine);
  return {
    image: volume(image),
    magnitude: volume(image.slice()),
    phase: volume(new Float32Array(length)),
    truth: {
      objects,
      visibleMask: volume(labels),
      tissues: volume(new Uint8Array(length)),
      veins: volume(new Float32Array(length)),
    },
    protocol: {
      contrast,
      encoding: "3D",
      acquiredSpacingMm: spacingMm,
      spacingMm,
      sliceProfile: 1,
      b0Direction: [0, 0, 1],
      signalToNoise: 50,
      swi: contrast === "SWI" ? { cutoffPerMm: 0.13, exponent: 4, mask: "linear" } : null,
      biasStrength: 0,
      ghost: null,
      motion: null,
      echoTimeMs: 20,
      fieldStrengthT: 3,
      repetitionTimeMs: 28,
      flipAngleDegrees: 15,
    },
  };
}

interface Ball {
  readonly shape: Shape;
  readonly spacingMm: readonly [number, number, number];
  readonly centreMm: readonly [number, number, number];
  readonly radiusMm: number;
  readonly id: number;
}

function drawBall(
  { image, labels }: { readonly image: Float32Array; readonly labels: Uint32Array },
  { shape: [ni, nj], spacingMm, centreMm, radiusMm, id }: Ball,
): number {
  let voxels = 0;
  for (let v = 0; v < image.length; v++) {
    const index = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))] as const;
    const away = Math.hypot(...index.map((n, axis) => n * (spacingMm[axis] ?? 0) - (centreMm[axis] ?? 0)));
    if (away > Math.max(radiusMm, spacingMm[2] / 2)) continue;
    image[v] = 20 + 40 * (away / radiusMm);
    labels[v] = id;
    voxels++;
  }
  return voxels;
}

import { type Affine, affineFromSpacing, createRng, type Shape, voxelToWorld } from "@cmb/core";
import type { Scene } from "../scene.js";

/** A scene with every part. */
type FullScene = { readonly [part in keyof Scene]-?: Exclude<Scene[part], undefined> };

interface MadeScene {
  readonly shape?: Shape;
  readonly affine?: Affine;
  readonly seed?: number;
}

/** A head of noise and blobs with three dark lesions, labelled 1 to 3, and their centres: small enough for any test. */
export function madeScene({
  shape = [24, 20, 12],
  affine = affineFromSpacing([0.9, 0.9, 2], [-12, -9, -11]),
  seed = 1,
}: MadeScene = {}): FullScene {
  const [ni, nj, nk] = shape;
  const rng = createRng(seed, "made scene");
  const image = new Float32Array(ni * nj * nk);
  const phase = new Float32Array(image.length);
  const labels = new Uint8Array(image.length);
  const centres = [
    [0.3, 0.4, 0.5],
    [0.7, 0.35, 0.4],
    [0.5, 0.7, 0.6],
  ].map(([a = 0, b = 0, c = 0]) => [Math.round(a * ni), Math.round(b * nj), Math.round(c * nk)] as const);
  for (let v = 0; v < image.length; v++) {
    const [i, j, k] = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
    const r = Math.hypot(i / ni - 0.5, j / nj - 0.5, (k + 0.5) / nk - 0.5) * 2;
    image[v] = r < 0.95 ? 100 + 20 * Math.sin(i / 3) * Math.cos(j / 4) + 3 * rng.normal() : Math.abs(rng.normal());
    phase[v] = rng.uniform(-3, 3);
    for (const [n, centre] of centres.entries()) {
      if (Math.hypot(i - centre[0], j - centre[1], 2 * (k - centre[2])) > 2.1) continue;
      image[v] = 30;
      labels[v] = n + 1;
    }
  }
  const points = centres.map((centre) => voxelToWorld(affine, centre));
  const boxes = points.map(([x, y, z]) => ({
    fromMm: [x - 2, y - 2, z - 2] as const,
    toMm: [x + 2, y + 2, z + 2] as const,
  }));
  const volume = { shape, affine };
  return {
    image: { data: image, ...volume },
    channels: [{ data: phase, ...volume }],
    labels: { data: labels, ...volume },
    points,
    boxes,
  };
}

import { type Affine, CmbError, type Mask, reorient, type Shape, spacing, type Volume } from "@cmb/core";
import { boundingBox, close, crop, distanceTransform, gaussianSmooth, largestComponent } from "@cmb/preprocess";
import type { Anatomy } from "../anatomy/anatomy.js";
import { CEREBRUM, GROUP, GROUP_OF_INDEX } from "./vein-groups.js";
import { findVeinLandmarks, type VeinLandmarks } from "./vein-landmarks.js";

/**
 * What veins need to know of a head: distances to its surfaces and the places where veins join. Plain data on a grid of
 * about 1 mm; make it once for an anatomy, and grow as many sets of veins in it as are wanted.
 *
 * Its contents may change between versions.
 *
 * @since 0.1.0
 */
export interface VeinDomain {
  readonly shape: Shape;
  /** Voxel to RAS+ mm. */
  readonly affine: Affine;
  /** Of an adult head: as if the brain were 160 mm long. */
  readonly spacingMm: readonly [number, number, number];
  /** @internal Bits of `GROUP`. */
  readonly groups: Uint16Array;
  /** @internal Signed distances in mm, positive outside. */
  readonly brainMm: Float32Array;
  /** @internal */
  readonly cerebellumMm: Float32Array;
  /** @internal */
  readonly brainstemMm: Float32Array;
  /** @internal */
  readonly ventricleMm: Float32Array;
  /** @internal Depth below the surface that bridges the sulci, negative above. */
  readonly depthMm: Float32Array;
  /** @internal Share of fluid around a point: high in the middle of a sulcus. */
  readonly fluid: Float32Array;
  /** @internal */
  readonly landmarks: VeinLandmarks;
}

const MARGIN_MM = 9;
/** From the frontal to the occipital pole. */
const ADULT_LENGTH_MM = 160;
/** Sulci narrower than twice this are bridged by the surface that veins run on. */
const BRIDGE_RADIUS_MM = 7;

/**
 * Measures a head for {@link VeinDomain}.
 *
 * @param anatomy - from a label map or generated; voxels much finer than 1 mm are thinned out to about 1 mm
 * @returns distances and landmarks, some 25 bytes for each voxel of the box around the brain
 * @throws CmbError `INVALID_ARGUMENT` when the anatomy lacks cortex, white matter, ventricles or thalami
 * @since 0.1.0
 */
export function createVeinDomain(anatomy: Anatomy): VeinDomain {
  const tissues = thinned(reorient(anatomy.tissues, "RAS"));
  const brain = maskOf(tissues, CEREBRUM | GROUP.brainstem | GROUP.cerebellum);
  const scale = brainLengthMm(brain) / ADULT_LENGTH_MM;
  const box = boundingBox(brain, { marginMm: MARGIN_MM * scale });
  if (box === undefined) {
    const message =
      "createVeinDomain: the anatomy has no brain; give one with cortex, white matter, ventricles and thalami";
    throw new CmbError("INVALID_ARGUMENT", message, { name: "anatomy", value: anatomy.tissues.shape });
  }
  const cropped = crop(tissues, box);
  // As large as an adult head, for which all lengths of veins are given.
  const head = { ...cropped, affine: scaled(cropped.affine, 1 / scale) };
  const groups = groupsOf(head);
  const grid = { shape: head.shape, affine: cropped.affine, spacingMm: spacing(head.affine) };
  const only = (bits: number): Mask => maskOf(head, bits);
  // Label maps hold stray voxels of the cerebrum around the cerebellum.
  const hull = close(largestComponent(only(CEREBRUM), { connectivity: 6 }), { radiusMm: BRIDGE_RADIUS_MM });
  const fields = {
    brainMm: smoothed(signedDistance(only(CEREBRUM | GROUP.brainstem | GROUP.cerebellum)), 0.7),
    cerebellumMm: distanceNear(only(GROUP.cerebellum), 0.8),
    brainstemMm: distanceNear(only(GROUP.brainstem), 1),
    ventricleMm: smoothed(signedDistance(only(GROUP.ventricle)), 1.2),
    depthMm: negated(smoothed(signedDistance(hull), 1)),
    fluid: smoothed(only(GROUP.fluid | GROUP.sinus), 1.2),
  };
  const landmarks = findVeinLandmarks({ tissues: head, groups, ...grid, ...fields });
  return { ...grid, groups, ...fields, landmarks };
}

/** From front to back, without the few voxels that stick out. */
function brainLengthMm({ data, shape, affine }: Mask): number {
  const perSlice = new Float64Array(shape[1]);
  for (let v = 0; v < data.length; v++) {
    if (data[v] === 0) continue;
    const j = Math.floor(v / shape[0]) % shape[1];
    perSlice[j] = (perSlice[j] as number) + 1;
  }
  const least = 0.02 * Math.max(...perSlice);
  const full = perSlice.reduce((count, voxels) => count + (voxels > least ? 1 : 0), 0);
  return full * spacing(affine)[1];
}

/** An affine whose voxels are so many times as long, with the same origin. */
function scaled(affine: Affine, factor: number): Affine {
  const [a, b, c, d, e, f, g, h, m, n, o, p] = affine;
  return [
    a * factor,
    b * factor,
    c * factor,
    d,
    e * factor,
    f * factor,
    g * factor,
    h,
    m * factor,
    n * factor,
    o * factor,
    p,
    0,
    0,
    0,
    1,
  ];
}

/** Every n-th voxel along axes whose voxels are n times finer than 1 mm. */
function thinned(tissues: Volume<Uint8Array>): Volume<Uint8Array> {
  const strides = spacing(tissues.affine).map((length) => Math.max(1, Math.round(1 / length)));
  const [si, sj, sk] = strides as [number, number, number];
  if (si * sj * sk === 1) return tissues;
  const [ni, nj] = tissues.shape;
  const shape: Shape = [
    Math.ceil(tissues.shape[0] / si),
    Math.ceil(tissues.shape[1] / sj),
    Math.ceil(tissues.shape[2] / sk),
  ];
  const data = new Uint8Array(shape[0] * shape[1] * shape[2]);
  let at = 0;
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      const row = ni * (j * sj + nj * k * sk);
      for (let i = 0; i < shape[0]; i++) data[at++] = tissues.data[row + i * si] as number;
    }
  }
  const [a, b, c, d, e, f, g, h, m, n, o, p] = tissues.affine;
  const affine: Affine = [a * si, b * sj, c * sk, d, e * si, f * sj, g * sk, h, m * si, n * sj, o * sk, p, 0, 0, 0, 1];
  return { data, shape, affine };
}

function groupsOf({ data }: Volume<Uint8Array>): Uint16Array {
  const groups = new Uint16Array(data.length);
  for (let v = 0; v < data.length; v++) groups[v] = GROUP_OF_INDEX[data[v] as number] ?? GROUP.outside;
  return groups;
}

function maskOf(tissues: Volume<Uint8Array>, bits: number): Mask {
  const wanted = Uint8Array.from({ length: 256 }, (_, index) => ((GROUP_OF_INDEX[index] ?? 0) & bits ? 1 : 0));
  const data = new Uint8Array(tissues.data.length);
  for (let v = 0; v < data.length; v++) data[v] = wanted[tissues.data[v] as number] as number;
  return { ...tissues, data };
}

/** How far around a small part its distance is measured; beyond, it is this. */
const NEAR_MM = 16;

/** {@link signedDistance}, smoothed, within the box around a part. */
function distanceNear(mask: Mask, sigmaMm: number): Float32Array {
  const out = new Float32Array(mask.data.length).fill(NEAR_MM);
  const box = boundingBox(mask, { marginMm: NEAR_MM });
  if (box === undefined) return out;
  const part = crop(mask, box);
  const distances = smoothed(signedDistance(part), sigmaMm);
  const [ni, nj] = mask.shape;
  const [mi, mj, mk] = part.shape;
  for (let k = 0; k < mk; k++) {
    for (let j = 0; j < mj; j++) {
      const row = distances.subarray(mi * (j + mj * k), mi * (j + 1 + mj * k));
      out.set(row, box.from[0] + ni * (box.from[1] + j + nj * (box.from[2] + k)));
    }
  }
  return out;
}

function negated(values: Float32Array): Float32Array {
  for (let v = 0; v < values.length; v++) values[v] = -(values[v] as number);
  return values;
}

/** mm to the border of a mask, negative inside, the border half-way between voxels. */
function signedDistance(mask: Mask): Volume {
  const inside = distanceTransform(mask).data;
  const inverse = new Uint8Array(mask.data.length);
  for (let v = 0; v < inverse.length; v++) inverse[v] = mask.data[v] === 0 ? 1 : 0;
  const outside = distanceTransform({ ...mask, data: inverse }).data;
  const half = Math.min(...spacing(mask.affine)) / 2;
  const data = new Float32Array(inside.length);
  for (let v = 0; v < data.length; v++) {
    const out = outside[v] as number;
    // An empty mask is infinitely far; walks need a finite number.
    data[v] = Math.min(FAR_MM, out > 0 ? out - half : half - (inside[v] as number));
  }
  return { data, shape: mask.shape, affine: mask.affine };
}

const FAR_MM = 300;

function smoothed(volume: Volume<Uint8Array | Float32Array>, sigmaMm: number): Float32Array {
  return gaussianSmooth(volume, { sigmaMm }).data;
}

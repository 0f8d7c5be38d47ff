import { type Affine, affineFromSpacing, createRng, type Shape, type Volume } from "@cmb/core";

/** What a made scan shows. */
export interface MadeScanOptions {
  readonly shape?: Shape;
  readonly spacingMm?: readonly [number, number, number];
  /** Brightness of the ventricles over tissue: about 1.3 on T2*, 4 on T2, 0.15 on FLAIR. */
  readonly fluid?: number;
  /** Brightness of one ventricle-sized region on the right alone, as of a haemorrhage. */
  readonly rightOnly?: boolean;
  /** Standard deviation relative to tissue. */
  readonly noise?: number;
}

const BRAIN_MM = [66, 82, 60] as const;

/** A brain of two tissues with ventricles and veins in dark bone and grey scalp; tissue is at 1000. */
export function madeScan({
  shape = [72, 84, 66],
  spacingMm = [2, 2, 2],
  fluid = 1.3,
  rightOnly = false,
  noise = 0.03,
}: MadeScanOptions = {}): Volume {
  const [ni, nj, nk] = shape;
  const rng = createRng(7, "made-scan");
  const data = new Float32Array(ni * nj * nk);
  const origin = [0, 1, 2].map((axis) => (-((shape[axis] ?? 1) - 1) * (spacingMm[axis] ?? 1)) / 2);
  for (let v = 0; v < data.length; v++) {
    const x = (origin[0] ?? 0) + (v % ni) * spacingMm[0];
    const y = (origin[1] ?? 0) + (Math.floor(v / ni) % nj) * spacingMm[1];
    const z = (origin[2] ?? 0) + Math.floor(v / (ni * nj)) * spacingMm[2];
    const clean = signalAt([x, y, z], fluid, rightOnly);
    data[v] = 1000 * Math.hypot(clean + noise * rng.normal(), noise * rng.normal());
  }
  const affine = affineFromSpacing(spacingMm, [origin[0] ?? 0, origin[1] ?? 0, origin[2] ?? 0]);
  return { data, shape, affine };
}

function signalAt([x, y, z]: readonly [number, number, number], fluid: number, rightOnly: boolean): number {
  const beyondMm = (Math.hypot(x / BRAIN_MM[0], y / BRAIN_MM[1], z / BRAIN_MM[2]) - 1) * 66;
  if (beyondMm >= 12) return 0;
  if (beyondMm >= 6) return 0.6;
  if (beyondMm >= 0) return 0.02;
  const side = rightOnly ? x - 28 : Math.abs(x) - 11;
  if (Math.hypot(side / 9, y / 38, z / 13) < 1) return fluid;
  const vein = Math.hypot(((x + 200) % 16) - 8, ((y + 200) % 18) - 9) < 1;
  return vein ? 0.4 : Math.sin(x / 6) * Math.sin(y / 5) * Math.sin(z / 7) > 0.2 ? 1.12 : 0.97;
}

/** The same image with its axes in another order and direction; positions in mm are kept. */
export function turned(volume: Volume, order: readonly [number, number, number], flip: readonly boolean[]): Volume {
  const { data, affine } = volume;
  const shape = order.map((axis) => volume.shape[axis] ?? 1) as unknown as Shape;
  const stride = [1, volume.shape[0], volume.shape[0] * volume.shape[1]];
  const out = new Float32Array(data.length);
  for (let v = 0; v < out.length; v++) {
    const at = [v % shape[0], Math.floor(v / shape[0]) % shape[1], Math.floor(v / (shape[0] * shape[1]))];
    let source = 0;
    at.forEach((p, n) => {
      source += (stride[order[n] ?? 0] ?? 0) * (flip[n] === true ? (shape[n] ?? 1) - 1 - p : p);
    });
    out[v] = data[source] as number;
  }
  const rows = [0, 4, 8].flatMap((row) => {
    const columns = order.map((axis, n) => (affine[row + axis] ?? 0) * (flip[n] === true ? -1 : 1));
    const shift = order.map((axis, n) => (flip[n] === true ? (affine[row + axis] ?? 0) * ((shape[n] ?? 1) - 1) : 0));
    return [...columns, shift.reduce((sum, mm) => sum + mm, affine[row + 3] ?? 0)];
  });
  return { data: out, shape, affine: [...rows, 0, 0, 0, 1] as unknown as Affine };
}

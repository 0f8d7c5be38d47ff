import type { Volume } from "@cmb/core";
import { distanceTransform } from "@cmb/preprocess";
import { tissueIndex } from "../tissue.js";
import { inverted, maskOf } from "./label-parts.js";

const SCALP_MM = 7;
const ORBIT_MM = 14;

/** Thin parts of what a map calls sinus are the dura around it. @internal */
export function thinSinusToDura(tissues: Volume<Uint8Array>): void {
  const { data } = tissues;
  const sinus = tissueIndex("sinus");
  const dura = tissueIndex("dura");
  const mask = maskOf(tissues, ["sinus"]);
  if (!mask.data.includes(1)) return;
  const depth = distanceTransform(mask);
  const core = { ...mask, data: Uint8Array.from(depth.data, (mm) => (mm > 1.5 ? 1 : 0)) };
  if (!core.data.includes(1)) return;
  const fromCore = distanceTransform(inverted(core)).data;
  for (let v = 0; v < data.length; v++) {
    if (data[v] === sinus && (fromCore[v] as number) > 2.3) data[v] = dura;
  }
}

/**
 * Fat, where a map has one label for all that lies between skin and skull: what is near the skin or around the eyes.
 *
 * @internal
 */
export function deriveFat(tissues: Volume<Uint8Array>): void {
  const { data } = tissues;
  const soft = tissueIndex("softTissue");
  const [scalp, fat] = [tissueIndex("scalp"), tissueIndex("fat")];
  if (data.includes(scalp) || data.includes(fat) || !data.includes(tissueIndex("skin"))) return;
  const fromSkin = distanceTransform(inverted(maskOf(tissues, ["skin"]))).data;
  const eyes = maskOf(tissues, ["eye"]);
  const fromEye = eyes.data.includes(1) ? distanceTransform(inverted(eyes)).data : undefined;
  for (let v = 0; v < data.length; v++) {
    if (data[v] !== soft) continue;
    if ((fromEye?.[v] ?? Number.POSITIVE_INFINITY) < ORBIT_MM) data[v] = fat;
    else if ((fromSkin[v] as number) < SCALP_MM) data[v] = scalp;
  }
}

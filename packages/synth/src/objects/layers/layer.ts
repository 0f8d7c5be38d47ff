import type { WorldPoint } from "@cmb/core";
import type { Tissue } from "../../anatomy/tissue.js";

/** Soft balls of iron within some tissues. @since 0.1.0 */
export interface IronLayer {
  readonly kind: "iron";
  /** Of the object that it shows. */
  readonly objectId: number;
  readonly tissues: readonly Tissue[];
  readonly blobs: readonly {
    readonly centreMm: WorldPoint;
    /** Standard deviation of a Gaussian. */
    readonly sigmaMm: number;
    readonly susceptibilityPpm: number;
    readonly r2StarPerS: number;
  }[];
}

/** Haemosiderin on the surface of the cortex, within a ball around a point of it. @since 0.1.0 */
export interface SiderosisLayer {
  readonly kind: "siderosis";
  readonly objectId: number;
  readonly centreMm: WorldPoint;
  readonly reachMm: number;
  readonly thicknessMm: number;
  readonly susceptibilityPpm: number;
  readonly r2StarPerS: number;
}

/** Fluid in a tube with round ends; a ball where both ends are one point. @since 0.1.0 */
export interface FluidLayer {
  readonly kind: "fluid";
  readonly objectId: number;
  readonly startMm: WorldPoint;
  readonly endMm: WorldPoint;
  readonly radiusMm: number;
}

/** A change of the tissue maps that shows an object; plain data, so that any part of a head can be changed alone. @since 0.1.0 */
export type Layer = IronLayer | SiderosisLayer | FluidLayer;

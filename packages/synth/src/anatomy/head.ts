import { createRng, type WorldPoint } from "@cmb/core";
import { createSulcusField, type SulcusField } from "./sulci.js";
import { createTextureTile } from "./texture.js";

/**
 * A generated head: everything that its tissues are computed from at any point, at any resolution.
 *
 * @since 0.1.0
 */
export interface Head {
  /** 1 for an adult; all lengths scale with it. */
  readonly scale: number;
  /** The folds of the cortex. */
  readonly sulci: SulcusField;
  /** Random values from which tissue texture is interpolated. */
  readonly texture: Float32Array;
  /** Width of the ventricles over that of a young adult. */
  readonly ventricleScale: number;
  /** Mean depth of the sulci in mm. */
  readonly sulcusDepthMm: number;
  /** Half width of an open sulcus in mm; grows with atrophy. */
  readonly sulcusHalfWidthMm: number;
  /** Air in the skull base, mm in head coordinates: the field next to it takes the signal of the brain above. */
  readonly airCavities: readonly AirCavity[];
  /** Where the receive coil sees least, mm in head coordinates. */
  readonly biasCentreMm: WorldPoint;
}

/** A ball of air. @since 0.1.0 */
export interface AirCavity {
  /** In mm of an adult head. */
  readonly centreMm: WorldPoint;
  /** In mm of an adult head. */
  readonly radiusMm: number;
}

/**
 * A head drawn at random: folding, ventricle size, atrophy and tissue texture differ from seed to seed.
 *
 * @param seed - whole number; the same seed gives the same head
 * @param options - `scale`: size relative to an adult head, 1 unless given; a smaller head makes a faster phantom
 * @returns plain data for `blendTissues` and `tissueAt`
 * @since 0.1.0
 */
export function createHead(seed: number, { scale = 1 }: { readonly scale?: number } = {}): Head {
  const rng = createRng(seed, "head");
  const bias = rng.at("bias");
  const shape = rng.at("shape");
  return {
    scale,
    sulci: createSulcusField(rng.at("sulci")),
    texture: createTextureTile(rng.at("texture")),
    ventricleScale: shape.uniform(0.85, 1.35),
    sulcusDepthMm: shape.uniform(18, 24),
    sulcusHalfWidthMm: shape.uniform(0.35, 0.8),
    airCavities: [
      { centreMm: [shape.normal(0, 3), 86, -18], radiusMm: shape.uniform(8, 12) },
      { centreMm: [62, -14, -38], radiusMm: shape.uniform(5, 8) },
      { centreMm: [-62, -14, -38], radiusMm: shape.uniform(5, 8) },
    ],
    biasCentreMm: [bias.normal(0, 20), bias.normal(0, 25), bias.normal(10, 15)],
  };
}

import type { Rng } from "@cmb/core";
import { createSulcusField, type SulcusField } from "../sulci.js";
import { createTextureTile, type TextureTile } from "../texture.js";
import { createHeadParts, type HeadParts } from "./head-parts.js";
import { CEREBRUM, createHeadSurfaces, type HeadSurfaces } from "./head-surfaces.js";

/** All that the tissue at a point of a generated head follows from. @internal */
export interface HeadPlan {
  readonly surfaces: HeadSurfaces;
  readonly sulci: SulcusField;
  readonly texture: TextureTile;
  /** By how much the ventricles are wider than in the drawing, mm. */
  readonly ventricleWideningMm: number;
  readonly sulcusDepthMm: number;
  readonly sulcusHalfWidthMm: number;
  readonly cortexMm: number;
  /** Thickness of the vault. */
  readonly skullMm: number;
  readonly parts: HeadParts;
  /** How far parts are bent from where the drawing has them, standard deviation in mm. */
  readonly bendMm: number;
}

/** @internal */
export function createHeadPlan(rng: Rng): HeadPlan {
  const shape = rng.at("shape");
  const atrophy = shape.uniform();
  return {
    surfaces: createHeadSurfaces(),
    sulci: createSulcusField(rng.at("sulci"), {
      centreMm: CEREBRUM.centre,
      radiiMm: CEREBRUM.radii,
      innermost: 0.3,
      outermost: 1.3,
    }),
    texture: createTextureTile(rng.at("texture")),
    ventricleWideningMm: -0.5 + 2.6 * atrophy * atrophy + shape.uniform(0, 0.8),
    sulcusDepthMm: shape.uniform(17, 23),
    sulcusHalfWidthMm: 0.3 + 0.7 * atrophy,
    cortexMm: shape.uniform(2.4, 3),
    skullMm: shape.uniform(5, 8),
    parts: createHeadParts(shape.uniform(0.75, 1.2)),
    bendMm: shape.uniform(1, 2.4),
  };
}

import {
  ARTERIES,
  BRAINSTEM,
  CEREBELLAR_CORE,
  DENTATE,
  MIDBRAIN_NUCLEI,
  NUCLEI,
  PINEAL,
  PLEXUS,
  QUADRIGEMINAL_CISTERN,
  SINUSES,
  VENTRICLES,
} from "./brain-parts.js";
import { HEAD_EXTENT } from "./head-surfaces.js";
import type { Part } from "./part.js";
import { createPartIndex, type PartIndex } from "./part-index.js";
import { BONES, type Cavity, cavities, MUSCLES, ORBIT, ORBIT_CONTENT, TURBINATES } from "./skull-parts.js";

/** The parts of a head, each kind by place. @internal */
export interface HeadParts {
  readonly cavities: PartIndex<Cavity>;
  readonly turbinates: PartIndex;
  /** Sinuses before arteries. */
  readonly vessels: PartIndex;
  readonly sinuses: PartIndex;
  readonly arteries: PartIndex;
  /** What the orbit holds before its fat. */
  readonly orbit: PartIndex;
  readonly orbitWall: PartIndex;
  readonly bones: PartIndex;
  readonly muscles: PartIndex;
  readonly ventricles: PartIndex;
  readonly plexus: PartIndex;
  /** Outermost last: the first one that holds a point counts. */
  readonly deep: PartIndex;
  readonly cerebellarCore: PartIndex;
  readonly dentate: PartIndex;
}

const WIDEST_VENTRICLE_MM = 4;
const THICKEST_WALL_MM = 2;

/** @internal */
export function createHeadParts(pneumatisation: number): HeadParts {
  const extent = { fromMm: [0, HEAD_EXTENT.fromMm[1], HEAD_EXTENT.fromMm[2]], toMm: HEAD_EXTENT.toMm } as const;
  const index = <P extends Part>(parts: readonly P[], marginMm = 0): PartIndex<P> => {
    return createPartIndex(parts, extent, marginMm);
  };
  return {
    cavities: index(cavities(pneumatisation), THICKEST_WALL_MM),
    turbinates: index(TURBINATES),
    vessels: index([...SINUSES, ...ARTERIES]),
    sinuses: index(SINUSES),
    arteries: index(ARTERIES),
    orbit: index([...ORBIT_CONTENT, ...ORBIT]),
    orbitWall: index(ORBIT, THICKEST_WALL_MM),
    bones: index(BONES),
    muscles: index(MUSCLES),
    ventricles: index(VENTRICLES, WIDEST_VENTRICLE_MM),
    plexus: index(PLEXUS),
    deep: index([...MIDBRAIN_NUCLEI, ...[...NUCLEI].reverse(), ...BRAINSTEM, QUADRIGEMINAL_CISTERN]),
    cerebellarCore: index(CEREBELLAR_CORE),
    dentate: index([DENTATE], 1),
  };
}

/** The pineal gland lies in front of the ventricles. @internal */
export const FRONT_PARTS: readonly Part[] = [PINEAL];

/** The tissue of the first part that holds a point, -1 where none does. @internal */
export function tissueOfFirst(parts: readonly Part[], side: number, y: number, z: number): number {
  for (const part of parts) if (part.distance(side, y, z) < 0) return part.tissue;
  return -1;
}

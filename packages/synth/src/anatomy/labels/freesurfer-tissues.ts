import type { Tissue } from "../tissue.js";

const LEFT_AND_RIGHT: readonly (readonly [left: number, right: number, Tissue])[] = [
  [2, 41, "whiteMatter"],
  [3, 42, "cortex"],
  [4, 43, "ventricle"],
  [5, 44, "ventricle"],
  [7, 46, "cerebellarWhiteMatter"],
  [8, 47, "cerebellarCortex"],
  [10, 49, "thalamus"],
  [11, 50, "caudate"],
  [12, 51, "putamen"],
  [13, 52, "pallidum"],
  [17, 53, "hippocampus"],
  [18, 54, "amygdala"],
  // Lesions of white matter.
  [25, 57, "whiteMatterHyperintensity"],
  [26, 58, "accumbens"],
  [27, 59, "substantiaNigra"],
  [28, 60, "ventralDiencephalon"],
  // "Vessel": the widened perivascular spaces below the putamen.
  [30, 62, "csf"],
  [31, 63, "choroidPlexus"],
  [78, 79, "whiteMatterHyperintensity"],
  [81, 82, "whiteMatterHyperintensity"],
  // In SynthSeg's training maps the plexus of the body and of the temporal horn of the lateral ventricle.
  [136, 163, "choroidPlexus"],
  [137, 164, "choroidPlexus"],
];

const MIDLINE: readonly (readonly [label: number, Tissue])[] = [
  [0, "air"],
  [14, "ventricle"],
  [15, "ventricle"],
  [16, "brainstem"],
  [24, "csf"],
  [72, "ventricle"],
  [77, "whiteMatterHyperintensity"],
  [80, "whiteMatterHyperintensity"],
  [85, "opticNerve"],
  [165, "skull"],
  [172, "cerebellarCortex"],
  [173, "brainstem"],
  [174, "brainstem"],
  [175, "brainstem"],
  [178, "brainstem"],
  [192, "whiteMatter"],
  [251, "whiteMatter"],
  [252, "whiteMatter"],
  [253, "whiteMatter"],
  [254, "whiteMatter"],
  [255, "whiteMatter"],
  [257, "csf"],
  [258, "softTissue"],
  [259, "eye"],
  // What lies around the brain in SynthSeg's training maps.
  [502, "artery"],
  [506, "eye"],
  [507, "softTissue"],
  [508, "muscle"],
  [509, "mucosa"],
  [511, "skin"],
  [512, "brainstem"],
  [514, "sinus"],
  [515, "skull"],
  [516, "marrow"],
  [530, "opticNerve"],
];

const PARCELS = 36;

/** The labels of FreeSurfer and of SynthSeg, with the parcels of the cortex (1000 to 1035 and 2000 to 2035). @internal */
export function freesurferTissues(): ReadonlyMap<number, Tissue> {
  const tissues = new Map<number, Tissue>(MIDLINE);
  for (const [left, right, tissue] of LEFT_AND_RIGHT) {
    tissues.set(left, tissue);
    tissues.set(right, tissue);
  }
  for (let parcel = 0; parcel < PARCELS; parcel++) {
    tissues.set(1000 + parcel, "cortex");
    tissues.set(2000 + parcel, "cortex");
  }
  return tissues;
}

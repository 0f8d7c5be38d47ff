/** The twelve edges of a cell as pairs of corners; corner n lies at (n & 1, n >> 1 & 1, n >> 2 & 1) along i, j and k. */
export const CELL_EDGES: readonly (readonly [number, number])[] = [
  [0, 1],
  [0, 2],
  [0, 4],
  [1, 3],
  [1, 5],
  [2, 3],
  [2, 6],
  [3, 7],
  [4, 5],
  [4, 6],
  [5, 7],
  [6, 7],
];

// One word for each corner pattern without corner 6, in ascending order; three letters are a triangle, the letter being
// an edge in CELL_EDGES (a is the first). Recovered from surface areas and volumes that PyRadiomics 3.0.1 gives for
// random masks: foreground corners that touch across a face's diagonal are kept apart.
const PATTERNS =
  "- bca dae bcdced bfg caggaf bfgdae ceggeffed dhf bcadhf ehahfa bcfcehchf bdggdh chgcahhad baggehgae ceggeh " +
  "cji bjajia cjidae bjdjidied bfgcji gjfjifiaf bfgcjidae gjfjifiefedf cjidhf bjajiadhf cjiehahfa bjfjifiefehf " +
  "bdggdhcji gjhjiajahadh baggehgaecji gjejiegeh eik bcaeik dakkai bckcikbkd bfgeik caggafeik bfgdakkai " +
  "ciggiffiddik dhfeik bcadhfeik hfkkfiifa bcfcifikfkhf bdggdheik chgcahhadeik baggkhgakkai chgcihhik cjejke " +
  "bjkbkakea cjajkdjda bjdjkd bfgcjejke gjfjkejefeaf bfgcjajkdjda gjfjkdjdf cjejkedhf bjkbkakeadhf cjajkhjhahfa " +
  "bjkbkfkhf bdggdhcjejke gjajkakeagahadh baggahhakkajjac gjhjkh hkl bcahkl daehkl bcdcedhkl bfghkl caggafhkl " +
  "bfgdaehkl ceggeffedhkl dkfklf bcadkfklf ekaklalfa bcfcekckfklf bkggklbdk caggallakkad baggallakkae ceggellek " +
  "cjihkl bjajiahkl cjidaehkl bjdjidiedhkl bfgcjihkl gjfjifiafhkl bfgcjidaehkl gjfjifiefedfhkl cjidkfklf " +
  "bjajiadkfklf cjiekaklalfa bjejiebefeklelf bkggklbdkcji gjigiagadgdkgkl baggallakkaecji gjejiegelekl eihhil " +
  "bcaeihhil dahhallai bcdcilcldlhd bfgeihhil caggafeihhil bfgdahhallai cdggdfciddlhdil defeifilf bcadefeifilf " +
  "aifilf bcfcifilf bdggilgdiide cdggdlldiidecad baggallai ciggil cjhjlhche bjajlalhahea cjajlalhahda bjdjldlhd " +
  "bfgcjhjlhche gjfjlhjhejeajaf bfgcjajlalhahda gjfjldlhdjdf cjejlfjfefde bjejlelfefdebea cjajlalfa bjfjlf " +
  "blgbdllcjleclde gjldea baggallajjac gjl";

const WORDS = PATTERNS.split(" ");
const CORNER_6 = 1 << 6;

/**
 * The triangles of the surface within one cell of 2×2×2 voxels, as PyRadiomics lays them.
 *
 * @param pattern - bit n is set when corner n is foreground, 0 to 255
 * @returns triples of indices into {@link CELL_EDGES}; seen from the background each triangle runs counter-clockwise
 * @internal
 */
export function cellTriangles(pattern: number): readonly (readonly [number, number, number])[] {
  const mirrored = (pattern & CORNER_6) !== 0;
  const base = mirrored ? 255 - pattern : pattern;
  // Patterns without corner 6 are those whose bit 6 is clear: squeeze that bit out to get the place in the list.
  const word = WORDS[(base & 63) | ((base >> 1) & 64)] as string;
  if (word === "-") return [];
  return Array.from({ length: word.length / 3 }, (_, n) => {
    const edge = (corner: number): number => word.charCodeAt(3 * n + corner) - 97;
    return mirrored ? [edge(0), edge(2), edge(1)] : [edge(0), edge(1), edge(2)];
  });
}

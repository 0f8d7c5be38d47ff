import { ball, chain, type Part } from "./part.js";

/** Bone outside of the shell around the brain. @internal */
export const BONES: readonly Part[] = [
  ...chain("skull", [
    [12, -14, -36, 6],
    [30, -22, -40, 9],
    [58, -30, -40, 12],
  ]),
  ball("skull", [54, -42, -52], [11, 12, 16]),
  ...chain("skull", [
    [0, 6, -30, 8],
    [0, -8, -44, 7],
    [0, -20, -62, 5],
  ]),
  ...chain("skull", [
    [0, 8, -32, 13],
    [0, 26, -32, 13],
  ]),
  ...chain("skull", [
    [20, 20, -28, 6],
    [42, 26, -22, 5],
    [52, 40, -24, 5],
    [48, 62, -18, 4],
  ]),
  ...chain("skull", [
    [50, 44, -46, 5],
    [62, 22, -46, 3.5],
    [66, -8, -44, 4],
  ]),
  ball("skull", [0, 54, -78], [29, 24, 9]),
  ...chain("skull", [
    [0, 80, -100, 7],
    [26, 66, -100, 6.5],
    [44, 24, -96, 6],
    [52, -4, -62, 5],
  ]),
  ...chain("skull", [
    [0, -27, -70, 5],
    [0, -29, -92, 7.5],
    [0, -33, -124, 10],
  ]),
  ...chain("skull", [
    [16, -46, -86, 6],
    [9, -62, -94, 4],
  ]),
];

/** Spaces with air, each with the thickness of the bone around it, and whether bone divides it into cells. @internal */
export interface Cavity extends Part {
  readonly wallMm: number;
  readonly cells: boolean;
}

function cavity(part: Part, wallMm: number, cells: boolean): Cavity {
  return { ...part, wallMm, cells };
}

/** Volume of the sinuses and mastoid cells differs most between heads: `pneumatisation` is 1 on average. @internal */
export function cavities(pneumatisation: number): readonly Cavity[] {
  const p = pneumatisation;
  return [
    cavity(ball("air", [12, 74, -9], [14 * p, 6 * p, 12 * p]), 1.6, true),
    cavity(ball("air", [7, 48, -29], [7, 17, 10]), 1, true),
    cavity(ball("air", [8, 16, -35], [9 * p, 10 * p, 9 * p]), 1.4, false),
    cavity(ball("air", [27, 52, -56], [13 * p, 16 * p, 16 * p]), 1.4, false),
    cavity(ball("air", [55, -40, -46], [8 * p, 9 * p, 14 * p]), 1.5, true),
    cavity(ball("air", [38, -24, -42], [4, 5, 5]), 1, true),
    ...chain("air", [
      [86, -28, -44, 4],
      [44, -23, -42, 3],
    ]).map((part) => cavity(part, 1.5, false)),
    ...chain("air", [
      [7, 88, -56, 5],
      [6, 60, -52, 7.5],
      [6, 26, -58, 8],
      [0, 10, -64, 9],
      [0, 4, -84, 8],
      [0, 6, -124, 8],
    ]).map((part) => cavity(part, 0, false)),
    cavity(ball("air", [0, 64, -90], [20, 18, 3]), 0, false),
  ];
}

/** Within the nose. @internal */
export const TURBINATES: readonly Part[] = [
  ball("mucosa", [9, 52, -57], [3, 22, 4.5]),
  ball("mucosa", [8.5, 48, -47], [2.4, 17, 3.4]),
];

/** @internal */
export const ORBIT: readonly Part[] = chain("fat", [
  [32, 62, -34, 16],
  [22, 36, -31, 8],
  [15, 22, -26, 3],
]);

/** @internal */
export const ORBIT_CONTENT: readonly Part[] = [
  ball("eye", [32, 66, -34], [12, 12, 12]),
  ...chain("opticNerve", [
    [29, 54, -34, 1.9],
    [14, 20, -22, 1.9],
    [2, 4, -15, 2],
  ]),
  ...chain("muscle", [
    [20, 58, -34, 1.6],
    [17, 34, -30, 1.8],
  ]),
  ...chain("muscle", [
    [43, 56, -34, 1.6],
    [25, 34, -31, 1.8],
  ]),
  ...chain("muscle", [
    [32, 58, -22, 1.6],
    [22, 34, -26, 1.8],
  ]),
  ...chain("muscle", [
    [32, 58, -47, 1.6],
    [22, 34, -36, 1.8],
  ]),
];

/** @internal */
export const MUSCLES: readonly Part[] = [
  ball("muscle", [0, 44, -98], [21, 30, 14]),
  ball("muscle", [48, 18, -68], [9, 16, 24]),
  ...chain("muscle", [
    [34, 12, -50, 7],
    [40, 4, -84, 7],
  ]),
  ball("muscle", [66, 12, -6], [6, 34, 32]),
  ...chain("muscle", [
    [18, -78, -62, 13],
    [20, -72, -130, 15],
  ]),
  ...chain("muscle", [
    [54, -36, -66, 9],
    [40, -16, -130, 11],
  ]),
  ...chain("muscle", [
    [12, -18, -72, 7],
    [14, -18, -130, 9],
  ]),
];

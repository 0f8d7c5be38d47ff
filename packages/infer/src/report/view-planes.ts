import type { WorldPoint } from "@cmb/core";
import type { DisplayFrame } from "./display-frame.js";

/** The three planes that a finding is shown in. @since 0.1.0 */
export type ViewName = "axial" | "coronal" | "sagittal";

/** How one of the three planes lies on the page. @since 0.1.0 */
export interface View {
  readonly name: ViewName;
  /** Unit vectors in RAS+ mm along the rows and down the columns of the picture. */
  readonly across: WorldPoint;
  readonly down: WorldPoint;
  /** The side of the patient at each edge of the picture. */
  readonly letters: { readonly left: string; readonly right: string; readonly top: string; readonly bottom: string };
  /** The voxel axis that crosses the plane: 0, 1 or 2. */
  readonly normalAxis: number;
}

/**
 * Axial, coronal and sagittal in radiological convention: the patient's right is on the left of the page, and a
 * sagittal picture looks to the left.
 *
 * @param frame - from {@link displayFrame}
 * @returns the views in that order
 * @since 0.1.0
 */
export function viewPlanes(frame: DisplayFrame): readonly [axial: View, coronal: View, sagittal: View] {
  const [left, posterior, inferior] = [opposite(frame.right), opposite(frame.anterior), opposite(frame.superior)];
  const { axial, coronal, sagittal } = frame.normalAxis;
  return [
    {
      name: "axial",
      across: left,
      down: posterior,
      letters: { left: "R", right: "L", top: "A", bottom: "P" },
      normalAxis: axial,
    },
    {
      name: "coronal",
      across: left,
      down: inferior,
      letters: { left: "R", right: "L", top: "S", bottom: "I" },
      normalAxis: coronal,
    },
    {
      name: "sagittal",
      across: posterior,
      down: inferior,
      letters: { left: "A", right: "P", top: "S", bottom: "I" },
      normalAxis: sagittal,
    },
  ];
}

function opposite([x, y, z]: WorldPoint): WorldPoint {
  return [-x, -y, -z];
}

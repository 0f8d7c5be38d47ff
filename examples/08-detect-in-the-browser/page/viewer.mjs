import { Niivue, SLICE_TYPE } from "@niivue/niivue";

/** What the keys do to the crosshair, in voxels along x (to the right), y (to the front) and z (up). */
const STEPS = /** @type {Readonly<Record<string, readonly [number, number, number]>>} */ ({
  ArrowLeft: [1, 0, 0], // radiological convention: the patient's right is on the left
  ArrowRight: [-1, 0, 0],
  ArrowUp: [0, 1, 0],
  ArrowDown: [0, -1, 0],
  PageUp: [0, 0, 1],
  PageDown: [0, 0, -1],
});

const COLOURS = /** @type {const} */ ({ definite: [255, 64, 64], possible: [255, 200, 0] });

const PLANES = /** @type {const} */ ({
  axial: SLICE_TYPE.AXIAL,
  coronal: SLICE_TYPE.CORONAL,
  sagittal: SLICE_TYPE.SAGITTAL,
});

/** Where the three planes stand: left, top, width and height as shares of the picture. */
const THREE_PLANES = /** @type {{ sliceType: SLICE_TYPE, position: [number, number, number, number] }[]} */ ([
  { sliceType: SLICE_TYPE.AXIAL, position: [0, 0, 0.6, 1] },
  { sliceType: SLICE_TYPE.CORONAL, position: [0.6, 0, 0.4, 0.5] },
  { sliceType: SLICE_TYPE.SAGITTAL, position: [0.6, 0.5, 0.4, 0.5] },
]);

/**
 * A viewer of one scan and its microbleeds.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {(centreMm: readonly number[]) => void} onMove - where the crosshair is, in RAS+ mm
 * @returns what the page can ask of it; rejects where the browser gives no WebGL 2
 */
export async function createViewer(canvas, onMove) {
  const niivue = new Niivue({
    isRadiologicalConvention: true,
    // The page takes what is dropped.
    dragAndDropEnabled: false,
    viewModeHotKey: "",
    clipPlaneHotKey: "",
    cycleClipPlaneHotKey: "",
    multiplanarShowRender: 0,
    crosshairColor: [0.3, 0.8, 1, 0.9],
    crosshairWidthUnit: "mm",
    crosshairWidth: 0.5,
    crosshairGap: 10,
    logLevel: "error",
  });
  niivue.onLocationChange = (location) =>
    onMove([.../** @type {{ mm: Iterable<number> }} */ (location).mm].slice(0, 3));
  await niivue.attachToCanvas(canvas);
  niivue.setCustomLayout(THREE_PLANES);
  // A screen reader then passes the arrow keys on.
  canvas.setAttribute("role", "application");
  moveByKeys(canvas, niivue);
  return {
    /** @param {Uint8Array} scan - a NIfTI file */
    showScan: async (scan) => {
      clear(niivue);
      await niivue.loadFromArrayBuffer(bufferOf(scan), "scan.nii");
      niivue.createOnLocationChange();
    },
    /** @param {Uint8Array} mask - a NIfTI file @param {readonly import("@cmb/infer").Microbleed[]} microbleeds */
    showMask: async (mask, microbleeds) => {
      await niivue.loadFromArrayBuffer(bufferOf(mask), "mask.nii");
      const overlay = niivue.volumes[1];
      if (overlay === undefined) return;
      overlay.setColormapLabel(colourTable(microbleeds));
      niivue.setOpacity(1, 0.7);
      niivue.updateGLVolume();
    },
    /** @param {readonly [number, number, number]} centreMm - RAS+ */
    jump: (centreMm) => {
      niivue.scene.crosshairPos = niivue.mm2frac([...centreMm], 0, true);
      niivue.createOnLocationChange();
      niivue.drawScene();
    },
    /** @param {keyof typeof PLANES | "all"} plane */
    showPlane: (plane) => {
      niivue.clearCustomLayout();
      if (plane !== "all") niivue.setSliceType(PLANES[plane]);
      else niivue.setSliceType(SLICE_TYPE.MULTIPLANAR).setCustomLayout(THREE_PLANES);
    },
    /** @param {boolean} visible */
    setMaskVisible: (visible) => {
      if (niivue.volumes.length > 1) niivue.setOpacity(1, visible ? 0.7 : 0);
    },
  };
}

/** @param {Niivue} niivue */
function clear(niivue) {
  for (const volume of [...niivue.volumes].reverse()) niivue.removeVolume(volume);
}

/** @param {Uint8Array} bytes */
function bufferOf(bytes) {
  return /** @type {ArrayBuffer} */ (bytes.buffer).slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

/** @param {readonly import("@cmb/infer").Microbleed[]} microbleeds */
function colourTable(microbleeds) {
  const colours = microbleeds.map(({ certainty }) => COLOURS[certainty]);
  return {
    R: [0, ...colours.map(([red]) => red)],
    G: [0, ...colours.map(([, green]) => green)],
    B: [0, ...colours.map(([, , blue]) => blue)],
    A: [0, ...colours.map(() => 255)],
    I: [0, ...microbleeds.map(({ id }) => id)],
    labels: ["", ...microbleeds.map(({ id }) => `microbleed ${id}`)],
  };
}

/** @param {HTMLCanvasElement} canvas @param {Niivue} niivue */
function moveByKeys(canvas, niivue) {
  canvas.addEventListener(
    "keydown",
    (event) => {
      const step = STEPS[event.key];
      if (event.key !== "Tab") event.stopImmediatePropagation();
      if (step === undefined || niivue.volumes.length === 0) return;
      event.preventDefault();
      niivue.moveCrosshairInVox(...step);
    },
    { capture: true },
  );
}

import type { SceneObject } from "../objects/scene-object.js";
import type { Scene } from "./scene.js";

/**
 * A scene without one object.
 *
 * Of an edge of air and bone the head's own field is taken away as a whole; of a mimic made of vein, its pieces.
 *
 * @internal
 */
export function sceneWithout(scene: Scene, object: SceneObject): Scene {
  const objects = scene.objects.filter(({ id }) => id !== object.id);
  const layers = scene.layers.filter(({ objectId }) => objectId !== object.id);
  const pieces = scene.veinObjects.find(({ objectId }) => objectId === object.id)?.pieces ?? [];
  if (object.class === "air-bone-edge") {
    const none = { ...scene.headFieldPpm, data: new Float32Array(scene.headFieldPpm.data.length) };
    return { ...scene, objects, layers, headFieldPpm: none };
  }
  if (pieces.length === 0) return { ...scene, objects, layers };
  const radiiMm = scene.veins.radiiMm.slice();
  // A piece without a radius is not stamped.
  for (const piece of pieces) radiiMm[piece] = 0;
  return { ...scene, objects, layers, veins: { ...scene.veins, radiiMm } };
}

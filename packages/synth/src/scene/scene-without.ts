import type { SceneObject } from "../objects/scene-object.js";
import type { Scene } from "./scene.js";

/**
 * A scene without one object.
 *
 * Of a mimic made of vein its pieces are taken away. An edge of air and bone is part of the head and stays.
 *
 * @internal
 */
export function sceneWithout(scene: Scene, object: SceneObject): Scene {
  const objects = scene.objects.filter(({ id }) => id !== object.id);
  const layers = scene.layers.filter(({ objectId }) => objectId !== object.id);
  const pieces = scene.veinObjects.find(({ objectId }) => objectId === object.id)?.pieces ?? [];
  if (pieces.length === 0) return { ...scene, objects, layers };
  const radiiMm = scene.veins.radiiMm.slice();
  // A piece without a radius is not stamped.
  for (const piece of pieces) radiiMm[piece] = 0;
  return { ...scene, objects, layers, veins: { ...scene.veins, radiiMm } };
}

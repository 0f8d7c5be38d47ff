import type { Mask, Volume } from "@cmb/core";

/** Tissue this much darker than its surroundings is bone, air or dura when it touches the outside. */
const RIM_DARKNESS = 0.2;

/**
 * Sets to 0 what is dark and hangs together with the outside of the brain, within the rim that `interior` leaves out.
 *
 * A brain mask takes in some bone, air and dura, and each dent of its edge would be a dark blob. Only the rim is
 * cleared: a vein that runs inwards from there keeps its inner part.
 *
 * @param darkness - 0 outside of the mask; overwritten
 * @param mask - the brain
 * @param interior - the brain without its rim
 */
export function clearRimInto(darkness: Volume, mask: Mask, interior: Mask): Volume {
  const { data, shape } = darkness;
  const [ni, nj, nk] = shape;
  const dark = (v: number): boolean =>
    mask.data[v] !== 0 && interior.data[v] === 0 && (data[v] as number) > RIM_DARKNESS;
  const queue: number[] = [];
  const visited = new Uint8Array(data.length);
  const visit = (v: number): void => {
    if (visited[v] !== 0 || !dark(v)) return;
    visited[v] = 1;
    queue.push(v);
  };
  for (let v = 0; v < data.length; v++) {
    if (dark(v) && faceNeighbours(v, ni, nj, nk).some((w) => mask.data[w] === 0)) visit(v);
  }
  for (let v = queue.pop(); v !== undefined; v = queue.pop()) {
    for (const w of faceNeighbours(v, ni, nj, nk)) visit(w);
  }
  for (let v = 0; v < data.length; v++) if (visited[v] !== 0) data[v] = 0;
  return darkness;
}

function faceNeighbours(v: number, ni: number, nj: number, nk: number): readonly number[] {
  const i = v % ni;
  const j = Math.floor(v / ni) % nj;
  const k = Math.floor(v / (ni * nj));
  const neighbours: number[] = [];
  if (i > 0) neighbours.push(v - 1);
  if (i < ni - 1) neighbours.push(v + 1);
  if (j > 0) neighbours.push(v - ni);
  if (j < nj - 1) neighbours.push(v + ni);
  if (k > 0) neighbours.push(v - ni * nj);
  if (k < nk - 1) neighbours.push(v + ni * nj);
  return neighbours;
}

import { CmbError } from "@cmb/core";
import { censynMacro } from "./censyn-macro.js";
import { centroid3mm } from "./centroid-3mm.js";
import { frocCamelyon } from "./froc-camelyon.js";
import { frocLuna } from "./froc-luna.js";
import { frocNndet } from "./froc-nndet.js";
import { iou0001 } from "./iou-0.001.js";
import { oxfordCluster } from "./oxford-cluster.js";
import { panoptic } from "./panoptic.js";
import { picai } from "./picai.js";
import { pointHit } from "./point-hit.js";
import type { Protocol } from "./protocol.js";
import { shivaCluster } from "./shiva-cluster.js";
import { touch26Pooled } from "./touch26-pooled.js";
import { upstreamCorrected } from "./upstream-corrected.js";
import { upstreamHead } from "./upstream-head.js";
import { upstreamPublished } from "./upstream-published.js";
import { valdo2021Code } from "./valdo2021-code.js";
import { valdo2021Greedy } from "./valdo2021-greedy.js";
import { valdo2021Optimal } from "./valdo2021-optimal.js";

/**
 * Every protocol that has a name.
 *
 * @returns in the order of the documentation
 * @since 0.1.0
 */
export function listProtocols(): readonly Protocol[] {
  return [
    upstreamPublished,
    upstreamHead,
    upstreamCorrected,
    valdo2021Code,
    valdo2021Greedy,
    valdo2021Optimal,
    touch26Pooled,
    shivaCluster,
    oxfordCluster,
    censynMacro,
    centroid3mm,
    pointHit,
    iou0001,
    picai,
    panoptic,
    frocLuna,
    frocCamelyon,
    frocNndet,
  ];
}

/**
 * The protocol of a name.
 *
 * @param id - for example `"valdo2021-code"`
 * @returns its parameters and source
 * @throws CmbError `INVALID_ARGUMENT` that lists the names where there is no such protocol
 * @since 0.1.0
 */
export function getProtocol(id: string): Protocol {
  const protocols = listProtocols();
  const found = protocols.find((protocol) => protocol.id === id);
  if (found !== undefined) return found;
  const names = protocols.map((protocol) => protocol.id).join(", ");
  throw new CmbError("INVALID_ARGUMENT", `getProtocol: there is no protocol ${id}; the names are ${names}`, {
    name: "protocol",
    value: id,
  });
}

import { spacing, type Volume, type VoxelArray } from "@cmb/core";
import type { Protocol } from "../acquisition/protocol.js";
import type { InsertedScan } from "../insertion/insertion-scan.js";
import type { KnownAcquisition } from "./known-acquisition.js";

/** How a scan was acquired, as far as it is known. @internal */
export type SampleProtocol = Protocol | InsertedScan["protocol"];

/** What a sidecar is made of besides the image. @internal */
export interface SidecarOptions {
  readonly protocol: SampleProtocol | undefined;
  /** What is known of a real scan: what was drawn for it stays out of the fields of BIDS. */
  readonly known: KnownAcquisition | undefined;
  readonly isPhase: boolean;
  readonly source: string | undefined;
}

/** The fields of BIDS for an image; times in seconds, as BIDS has them. @internal */
export function sidecarOf(
  image: Volume<VoxelArray>,
  { protocol, known, isPhase, source }: SidecarOptions,
): Readonly<Record<string, unknown>> {
  return {
    ...(isSimulated(protocol) ? simulatedFields(protocol, image) : knownFields(known)),
    SpacingBetweenSlices: spacing(image.affine)[2],
    ...(isPhase ? { Units: "rad" } : {}),
    ...(source === undefined ? {} : { SourceFile: source }),
    Description: isSimulated(protocol)
      ? "Simulated by @cmb/synth; no scan of a person"
      : "A real scan into which @cmb/synth put objects",
    ...(protocol === undefined ? {} : { CmbSynthProtocol: protocol }),
  };
}

function simulatedFields(protocol: Protocol, image: Volume<VoxelArray>): Readonly<Record<string, unknown>> {
  return {
    EchoTime: protocol.echoTimeMs / 1000,
    RepetitionTimeExcitation: protocol.repetitionTimeMs / 1000,
    FlipAngle: protocol.flipAngleDegrees,
    MagneticFieldStrength: protocol.fieldStrengthT,
    MRAcquisitionType: protocol.encoding,
    SliceThickness: spacing(image.affine)[2] * (protocol.encoding === "2D" ? protocol.sliceProfile : 1),
  };
}

/** JSON leaves out what is `undefined`. */
function knownFields({
  echoTimeMs,
  fieldStrengthT,
  encoding,
}: KnownAcquisition = {}): Readonly<Record<string, unknown>> {
  return {
    EchoTime: echoTimeMs === undefined ? undefined : Number((echoTimeMs / 1000).toFixed(9)),
    MagneticFieldStrength: fieldStrengthT,
    MRAcquisitionType: encoding,
  };
}

/** Whether the scan was simulated whole; the protocol of an insertion says less. @internal */
export function isSimulated(protocol: SampleProtocol | undefined): protocol is Protocol {
  return protocol !== undefined && "repetitionTimeMs" in protocol;
}

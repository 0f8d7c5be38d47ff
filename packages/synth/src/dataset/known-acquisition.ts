/** What is known of how a real scan was acquired. @internal */
export interface KnownAcquisition {
  readonly echoTimeMs?: number | undefined;
  readonly fieldStrengthT?: number | undefined;
  readonly encoding?: "2D" | "3D" | undefined;
}

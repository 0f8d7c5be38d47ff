import { percentiles } from "@cmb/preprocess";

/** Upper, and lower, halves of a float32's bits. */
const HALVES = 2 ** 16;
/** Of an upper half: infinite or NaN where all are set. */
const EXPONENT = 0x7f80;

/**
 * `percentiles` of `@cmb/preprocess`, to the bit, of many float32 values, a few times as fast: counted by the upper halves of
 * their bits and, where a wanted rank falls, by the lower ones, so that nothing is copied or put in order.
 *
 * @param data - not touched; NaN and infinities are left out
 * @param percents - each from 0 to 100
 * @returns one value for each percent
 * @throws CmbError `EMPTY_VOLUME` when no value is finite
 * @internal
 */
export function float32Percentiles(data: Float32Array, percents: readonly number[]): readonly number[] {
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const uppers = new Uint32Array(HALVES);
  for (let v = 0; v < bits.length; v++) {
    const upper = (bits[v] as number) >>> 16;
    uppers[upper] = (uppers[upper] as number) + 1;
  }
  let finite = 0;
  for (let upper = 0; upper < HALVES; upper++) if (isFiniteHalf(upper)) finite += uppers[upper] as number;
  if (finite === 0) return percentiles(data, percents);
  const ranks = percents.map((percent) => ((finite - 1) * percent) / 100);
  const wanted = ranks.flatMap((rank) => [Math.floor(rank), Math.min(finite - 1, Math.floor(rank) + 1)]);
  const values = valuesOfRanks(bits, uppers, wanted);
  return ranks.map((rank, n) => {
    const [lower = 0, above = 0] = values.slice(2 * n, 2 * n + 2);
    const weight = rank - Math.floor(rank);
    return weight === 0 ? lower : lower + weight * (above - lower);
  });
}

function isFiniteHalf(upper: number): boolean {
  return (upper & EXPONENT) !== EXPONENT;
}

interface Place {
  /** Upper half of the bits of the value. */
  readonly upper: number;
  /** Its rank among the values with that half. */
  readonly rank: number;
}

function valuesOfRanks(bits: Uint32Array, uppers: Uint32Array, ranks: readonly number[]): readonly number[] {
  const places = ranks.map((rank) => placeOf(uppers, rank));
  const slots = new Map([...new Set(places.map(({ upper }) => upper))].map((upper, n) => [upper, n + 1]));
  const slotOf = new Uint8Array(HALVES);
  for (const [upper, slot] of slots) slotOf[upper] = slot;
  // Of the values with each of those upper halves, slot by slot; slot 0 is for all others.
  const lowers = new Uint32Array(HALVES * (slots.size + 1));
  for (let v = 0; v < bits.length; v++) {
    const word = bits[v] as number;
    const slot = slotOf[word >>> 16] as number;
    if (slot === 0) continue;
    const place = slot * HALVES + (word & 0xffff);
    lowers[place] = (lowers[place] as number) + 1;
  }
  return places.map(({ upper, rank }) => {
    const start = (slots.get(upper) ?? 0) * HALVES;
    const lower = halfOf(lowers.subarray(start, start + HALVES), rank, upper >= HALVES / 2);
    return new Float32Array(Uint32Array.of(upper * HALVES + lower).buffer)[0] as number;
  });
}

/** Negative numbers come first, and the greater their bits, the sooner. */
function placeOf(uppers: Uint32Array, rank: number): Place {
  let left = rank;
  for (let n = 0; n < HALVES; n++) {
    const upper = n < HALVES / 2 ? HALVES - 1 - n : n - HALVES / 2;
    const count = isFiniteHalf(upper) ? (uppers[upper] as number) : 0;
    if (left < count) return { upper, rank: left };
    left -= count;
  }
  return { upper: 0, rank: 0 };
}

function halfOf(counts: Uint32Array, rank: number, isNegative: boolean): number {
  let left = rank;
  for (let n = 0; n < HALVES; n++) {
    const half = isNegative ? HALVES - 1 - n : n;
    const count = counts[half] as number;
    if (left < count) return half;
    left -= count;
  }
  return 0;
}

/**
 * The generator behind NumPy's `RandomState`: MT19937, seeded by one number, with NumPy's permutation.
 *
 * It exists to repeat splits that were drawn with scikit-learn. For anything else take `createRng` of `@cmb/core`.
 */
export interface MersenneTwister {
  /** 32 random bits. */
  readonly uint32: () => number;
  /** The numbers 0 to n − 1 in random order, as `RandomState.permutation(n)` gives them. */
  readonly permutation: (n: number) => number[];
}

const STATE_WORDS = 624;
const SHIFT_WORDS = 397;

/**
 * @param seed - 0 to 2³² − 1
 * @see Matsumoto & Nishimura 1998, doi:10.1145/272991.272995, and their mt19937ar.c of 2002 for the seeding
 */
export function createMersenneTwister(seed: number): MersenneTwister {
  const state = new Uint32Array(STATE_WORDS);
  state[0] = seed;
  for (let n = 1; n < STATE_WORDS; n++) {
    const previous = state[n - 1] as number;
    state[n] = Math.imul(1812433253, previous ^ (previous >>> 30)) + n;
  }
  let at = STATE_WORDS;
  const uint32 = (): number => {
    if (at === STATE_WORDS) {
      twistInto(state);
      at = 0;
    }
    return temper(state[at++] as number);
  };
  return { uint32, permutation: (n) => shuffled(n, uint32) };
}

function twistInto(state: Uint32Array): void {
  for (let n = 0; n < STATE_WORDS; n++) {
    const joined = ((state[n] as number) & 0x80000000) | ((state[(n + 1) % STATE_WORDS] as number) & 0x7fffffff);
    const twisted = (joined >>> 1) ^ ((joined & 1) === 0 ? 0 : 0x9908b0df);
    state[n] = (state[(n + SHIFT_WORDS) % STATE_WORDS] as number) ^ twisted;
  }
}

function temper(word: number): number {
  let value = word;
  value ^= value >>> 11;
  value ^= (value << 7) & 0x9d2c5680;
  value ^= (value << 15) & 0xefc60000;
  return (value ^ (value >>> 18)) >>> 0;
}

/** Fisher–Yates from the end; a partner is drawn by masked rejection, as NumPy's legacy `random_interval` does. */
function shuffled(n: number, uint32: () => number): number[] {
  const order = Array.from({ length: n }, (_, index) => index);
  for (let last = n - 1; last > 0; last--) {
    const mask = 2 ** (32 - Math.clz32(last)) - 1;
    let partner = (uint32() & mask) >>> 0;
    while (partner > last) partner = (uint32() & mask) >>> 0;
    const value = order[last] as number;
    order[last] = order[partner] as number;
    order[partner] = value;
  }
  return order;
}

import { type ParseArgsConfig, parseArgs } from "node:util";
import { CmbError } from "@cmb/core";

/** The options of a command by name. */
export type OptionTable = NonNullable<ParseArgsConfig["options"]>;

/** The value of one option: a list where it may be given several times. */
type ValueOf<Option extends OptionTable[string]> = Option["type"] extends "boolean"
  ? boolean
  : Option extends { readonly multiple: true }
    ? readonly string[]
    : string;

/** What a command was called with. */
export interface ParsedCommand<O extends OptionTable> {
  readonly values: { readonly [name in keyof O]?: ValueOf<O[name]> };
  readonly positionals: readonly string[];
}

/**
 * The options and positional arguments of a command.
 *
 * @throws CmbError `INVALID_ARGUMENT` for an unknown option and for a missing or needless value
 */
export function parseCommand<O extends OptionTable>(
  command: string,
  argv: readonly string[],
  options: O,
): ParsedCommand<O> {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    return { values: values as ParsedCommand<O>["values"], positionals };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replaceAll("\n", " ") : String(cause);
    throw usageError(command, why, { value: argv, cause });
  }
}

/** The error of a command line that makes no sense; it says where to read more. */
export function usageError(
  command: string,
  why: string,
  { name = "arguments", value, cause }: { readonly name?: string; readonly value: unknown; readonly cause?: unknown },
): CmbError<"INVALID_ARGUMENT"> {
  const message = `${why.replace(/\.$/, "")}; cmb ${command === "" ? "" : `${command} `}--help shows how`;
  return new CmbError("INVALID_ARGUMENT", message, { name, value }, cause === undefined ? {} : { cause });
}

/**
 * The value of an option that takes one of a few words.
 *
 * @returns `undefined` where the option was not given
 * @throws CmbError `INVALID_ARGUMENT` for any other word
 */
export function choice<C extends string>(
  option: { readonly command: string; readonly name: string },
  value: string | undefined,
  choices: readonly C[],
): C | undefined {
  if (value === undefined) return undefined;
  const found = choices.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  const why = `--${option.name} is "${value}", which is none of ${choices.join(", ")}`;
  throw usageError(option.command, why, { name: option.name, value });
}

/**
 * The value of an option that takes a whole number from 0.
 *
 * @returns `undefined` where the option was not given
 * @throws CmbError `INVALID_ARGUMENT` for anything else
 */
export function wholeNumber(
  option: { readonly command: string; readonly name: string },
  value: string | undefined,
): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const why = `--${option.name} is "${value}", and has to be a whole number from 0`;
  throw usageError(option.command, why, { name: option.name, value });
}

/**
 * The value of an option that takes a number.
 *
 * @returns `undefined` where the option was not given
 * @throws CmbError `INVALID_ARGUMENT` for anything else
 */
export function finiteNumber(
  option: { readonly command: string; readonly name: string },
  value: string | undefined,
): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() !== "" && Number.isFinite(number)) return number;
  const why = `--${option.name} is "${value}", and has to be a number`;
  throw usageError(option.command, why, { name: option.name, value });
}

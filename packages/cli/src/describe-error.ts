import { isCmbError } from "@cmb/core";

/** An error as plain data: what `toJSON` of a `CmbError` gives, and the same shape for any other. */
export interface ErrorJson {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly details: unknown;
}

/** An error for `--json`. */
export function errorToJson(error: unknown): ErrorJson {
  if (isCmbError(error)) return error.toJSON();
  const [name, message] = error instanceof Error ? [error.name, error.message] : ["Error", String(error)];
  return { name, code: "UNEXPECTED", message, details: {} };
}

/** An error as one line for a person: `cmb: CODE: message`, with the scan where there are several. */
export function errorLine(error: unknown, subject?: string): string {
  const { code, message } = errorToJson(error);
  const about = subject === undefined || message.includes(subject) ? "" : `${subject}: `;
  return `cmb: ${code}: ${about}${message.replace(/\s*\n\s*/g, " ")}\n`;
}

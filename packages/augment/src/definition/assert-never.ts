import { CmbError } from "@cmb/core";

/** For branches that the compiler knows to be impossible; JSON from outside can still lead here. @internal */
export function assertNever(value: never): never {
  const message = `augment: ${JSON.stringify(value)} is of no known kind; give what the types allow`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "value", value });
}

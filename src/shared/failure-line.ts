import type { PythonFailure } from "./python-failure.ts";

/** Characters of the message that are shown. */
const LIMIT = 200;

/** "KeyError: 'name'": a failure in one line, without a dot of its own at the end. */
export function failureLine({ type, message }: PythonFailure): string {
  const line = (message.split("\n", 1)[0] ?? "").slice(0, LIMIT);
  return line === "" ? type : `${type}: ${line.replace(/\.$/u, "")}`;
}

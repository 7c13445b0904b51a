/** True where a fence's keys lock it: the learner runs or reads it, and does not edit it. */
export function isLocked(attributes: ReadonlyMap<string, string>): boolean {
  return attributes.get("locked") === "true";
}

/** What is wrong with the value of a `locked` key, or null. */
export function lockProblem(value: string): string | null {
  return value === "true"
    ? null
    : `locked="${value}" means nothing; write locked="true", or leave the key out.`;
}

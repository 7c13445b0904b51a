import path from "node:path";

/** Something that a lesson's author should know. */
export interface Finding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** One sentence: what was found, and what to write instead. */
  readonly message: string;
  /** A warning does not fail the check. */
  readonly severity: "problem" | "warning";
}

/** "lessons/flask-routing/01-first-route.md:12: …", with the path as seen from a folder. */
export function formatFinding(finding: Finding, from: string): string {
  const { file, line, message, severity } = finding;
  const mark = severity === "warning" ? "warning: " : "";
  // A Python message may have several lines; a finding is one.
  const sentence = message.replace(/\s*\n\s*/g, " ");
  return `${path.relative(from, file)}:${line}: ${mark}${sentence}`;
}

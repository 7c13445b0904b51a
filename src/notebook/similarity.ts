import { diffComm } from "node-diff3";
import { linesOf } from "./body-lines.ts";

/** Above so many lines nobody looks closer: texts are alike or not. */
const TOO_MANY = 1000;

/**
 * How alike two texts are, from 0 to 1: the share of their lines that they have in common, in
 * order. Empty lines and indentation do not count.
 */
export function similarity(one: string, other: string): number {
  const [a, b] = [told(one), told(other)];
  const all = a.length + b.length;
  if (all === 0 || one === other) return 1;
  if (all > TOO_MANY) return 0;
  let common = 0;
  for (const part of diffComm(a, b)) common += part.common?.length ?? 0;
  return (2 * common) / all;
}

function told(text: string): string[] {
  return linesOf(text).flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
}

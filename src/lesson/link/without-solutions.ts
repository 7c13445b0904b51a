import { parseFenceInfo } from "../fence-info.ts";
import { readFenceRole } from "../fence-role.ts";
import { fencesOf, type TextFence } from "./text-fences.ts";
import { verbatimLines } from "./verbatim-lines.ts";

/** A lesson that is broken on purpose may have solutions behind solutions; others have them once. */
const MOST_ROUNDS = 10;

/**
 * The lesson's text without its solutions, and without the empty lines that stood around them. All
 * other lines stay as they are. The checks stay, too: the learner's browser runs them, so what they
 * tell of a solution can be read.
 */
export function withoutSolutions(text: string): string {
  let rest = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const solutions = fencesOf(rest).filter(isSolution);
    if (solutions.length === 0) break;
    rest = withoutFences(rest, solutions);
  }
  return rest;
}

/** A key that is no id, or that belongs to no exercise, does not make a solution less of one. */
function isSolution({ info, source }: TextFence): boolean {
  const parsed = parseFenceInfo(info);
  const { role } = readFenceRole(parsed, source).role;
  return role === "solution" || (role === "shown" && parsed.attributes.has("solution"));
}

function withoutFences(text: string, fences: readonly TextFence[]): string {
  const lines = verbatimLines(text);
  const isEmpty = (line: number) => lines[line]?.trim() === "";
  const gone = new Set<number>();
  for (const fence of fences) {
    let { start, end } = fence;
    if (start === 0 || isEmpty(start - 1)) while (isEmpty(end)) end++;
    if (end >= lines.length) while (isEmpty(start - 1)) start--;
    for (let line = start; line < end; line++) gone.add(line);
  }
  return lines.filter((_, line) => !gone.has(line)).join("");
}

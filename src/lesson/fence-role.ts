import type { FenceInfo } from "./fence-info.ts";
import { filePathProblem } from "./file-path.ts";
import { type HttpRole, readHttpRole } from "./http-role.ts";
import { isLocked, lockProblem } from "./locked.ts";

/** What a fence is in a lesson. */
export type FenceRole =
  | {
      readonly role: "python" | "setup";
      readonly raises: string | null;
      /** To be run, not to be edited. */
      readonly locked: boolean;
    }
  | { readonly role: "exercise" | "check" | "solution"; readonly id: string }
  | { readonly role: "file"; readonly path: string; readonly locked: boolean }
  | HttpRole
  /** A question with answers. */
  | { readonly role: "quiz" }
  /** Not a cell: shown as it is. */
  | { readonly role: "shown" };

/** The keys that make a fence a cell, as a teacher writes them. */
export const CELL_KEYS = [
  "setup",
  "exercise",
  "check",
  "solution",
  "file",
  "raises",
  "locked",
] as const;
type CellKey = (typeof CELL_KEYS)[number];
/** A key that says what the fence is; the others only say more of it. */
type RoleKey = Exclude<CellKey, "raises" | "locked">;

const KEY_LIST = CELL_KEYS.join(", ");
/** Jupytext's way to say that a Python fence is to be read, not run. */
const READ_ONLY_WORD = ".noeval";

/**
 * The role of a fence with this text in it, and a sentence for each thing wrong with its keys.
 * Total.
 */
export function readFenceRole(
  info: FenceInfo,
  source: string,
): { role: FenceRole; problems: readonly string[] } {
  const { language, attributes, words } = info;
  const keys = [...attributes.keys()].filter(isCellKey);
  const python = language === "python";
  if (language === "http" && keys.every((key) => key === "locked")) {
    if (words.includes(READ_ONLY_WORD) || isAnswer(source)) {
      return { role: { role: "shown" }, problems: [] };
    }
    return readHttpRole(info);
  }
  if (language === "quiz" && keys.length === 0 && !words.includes(READ_ONLY_WORD)) {
    const stray = [...attributes.keys(), ...words].map(strayQuizWord);
    return { role: { role: "quiz" }, problems: stray };
  }
  if (!python && keys.length === 0) return { role: { role: "shown" }, problems: [] };
  if (python && words.includes(READ_ONLY_WORD)) return { role: { role: "shown" }, problems: [] };

  const problems = [
    ...[...attributes.keys()].filter((key) => !isCellKey(key)).map(unknownKey),
    ...words.map(strayWord),
  ];
  const roles = keys.filter(isRoleKey);
  if (roles.length > 1) {
    problems.push(
      `This fence has ${roles.join(" and ")} at once; keep one of them and give the other a fence of its own.`,
    );
  }
  const key = roles[0];
  if (!python && key !== "file") {
    const name = key ?? keys[0];
    problems.push(
      `${name}="…" needs a python fence, but this one is ${language}; begin it with \`\`\`python.`,
    );
    return { role: { role: "shown" }, problems };
  }
  const found = roleOf(key, attributes);
  if (found.problem !== null) problems.push(found.problem);
  if (attributes.has("raises") && key !== undefined && key !== "setup") {
    problems.push(`raises="…" is for plain cells and setup; take it out of this ${key} fence.`);
  }
  const locked = attributes.get("locked");
  if (locked !== undefined) {
    const problem =
      "id" in found.role
        ? `locked="true" is for what a learner only runs or reads; take it out of this ${found.role.role} fence.`
        : lockProblem(locked);
    if (problem !== null) problems.push(problem);
  }
  return { role: found.role, problems };
}

/** An answer, as lessons show it: nothing to be sent. */
function isAnswer(source: string): boolean {
  return /^\s*HTTP\//.test(source);
}

interface Found {
  readonly role: FenceRole;
  readonly problem: string | null;
}

function roleOf(key: RoleKey | undefined, attributes: ReadonlyMap<string, string>): Found {
  const value = key === undefined ? "" : (attributes.get(key) ?? "");
  switch (key) {
    case undefined:
      return runnable("python", attributes);
    case "setup":
      if (value === "true") return runnable("setup", attributes);
      return {
        role: runnable("python", attributes).role,
        problem: `setup="${value}" means nothing; write setup="true", or leave the key out.`,
      };
    case "exercise":
    case "check":
    case "solution":
      if (/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(value)) return accepted({ role: key, id: value });
      return refused(
        `${key}="${value}" is no id; use letters, digits and hyphens, such as ${key}="first-route".`,
      );
    case "file": {
      const problem = filePathProblem(value);
      if (problem !== null) return refused(problem);
      return accepted({ role: "file", path: value, locked: isLocked(attributes) });
    }
  }
}

function runnable(role: "python" | "setup", attributes: ReadonlyMap<string, string>): Found {
  const raises = attributes.get("raises") ?? null;
  const locked = isLocked(attributes);
  if (raises === null || /^[A-Za-z_]\w*$/.test(raises)) return accepted({ role, raises, locked });
  return {
    role: { role, raises: null, locked },
    problem: `raises="${raises}" is no exception's name; write, for instance, raises="ZeroDivisionError".`,
  };
}

function accepted(role: FenceRole): Found {
  return { role, problem: null };
}

function refused(problem: string): Found {
  return { role: { role: "shown" }, problem };
}

function isCellKey(key: string): key is CellKey {
  return CELL_KEYS.some((known) => known === key);
}

function isRoleKey(key: CellKey): key is RoleKey {
  return key !== "raises" && key !== "locked";
}

function unknownKey(key: string): string {
  return `A python fence has no key "${key}"; the keys are ${KEY_LIST}.`;
}

function strayQuizWord(word: string): string {
  return `"${word}" after quiz is not understood; write nothing after it, or .noeval for a quiz that is only shown.`;
}

function strayWord(word: string): string {
  return isCellKey(word)
    ? `"${word}" needs a value; write ${word}="${word === "setup" || word === "locked" ? "true" : "…"}".`
    : `"${word}" after the fence's language is not understood; write key="value" with one of the keys ${KEY_LIST}.`;
}

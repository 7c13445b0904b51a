import { CHECK_CLIENTS, DEFAULT_CLIENT } from "../shared/http-send.ts";
import type { FenceInfo } from "./fence-info.ts";
import { isLocked, lockProblem } from "./locked.ts";

/** The keys of a request's fence, as a teacher writes them. */
export const HTTP_KEYS = ["client", "status", "locked"] as const;

/** A request's fence: whose cookies go along, the status that the author expects, may it be edited. */
export interface HttpRole {
  readonly role: "http";
  readonly client: string;
  /** Null for any below 500. */
  readonly status: number | null;
  readonly locked: boolean;
}

/** Reads the keys of a ```http fence, with a sentence for each thing wrong with them. Total. */
export function readHttpRole({ attributes, words }: FenceInfo): {
  role: HttpRole;
  problems: readonly string[];
} {
  const problems = [
    ...[...attributes.keys()].filter((key) => !isHttpKey(key)).map(unknownKey),
    ...words.map(strayWord),
  ];
  const client = attributes.get("client") ?? DEFAULT_CLIENT;
  const named = isClientName(client);
  if (!named) {
    problems.push(
      `client="${client}" is no name; use letters, digits and blanks, such as client="Bob".`,
    );
  }
  const wanted = attributes.get("status");
  const status = wanted === undefined ? null : readStatus(wanted);
  if (wanted !== undefined && status === null) {
    problems.push(
      `status="${wanted}" is no status; write the number that the app answers with, such as status="404".`,
    );
  }
  const lock = attributes.get("locked");
  const misread = lock === undefined ? null : lockProblem(lock);
  if (misread !== null) problems.push(misread);
  const locked = isLocked(attributes);
  return {
    role: { role: "http", client: named ? client : DEFAULT_CLIENT, status, locked },
    problems,
  };
}

function isClientName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u.test(name) && !name.startsWith(CHECK_CLIENTS);
}

function readStatus(text: string): number | null {
  return /^[1-5]\d\d$/.test(text) ? Number(text) : null;
}

function isHttpKey(key: string): key is (typeof HTTP_KEYS)[number] {
  return HTTP_KEYS.some((known) => known === key);
}

function unknownKey(key: string): string {
  return `A request's fence has no key "${key}"; the keys are ${HTTP_KEYS.join(", ")}.`;
}

function strayWord(word: string): string {
  return `"${word}" after http is not understood; write client="Bob", status="404" or locked="true", or .noeval for a request that is only shown.`;
}

import { kindOf, pathOf, statusWord, whoAsked } from "./entry-words.ts";
import type { LogEntry } from "./model.ts";

type Test = (entry: LogEntry) => boolean;

/**
 * The entries that a filter text lets through. Words are joined by "and", "-word" leaves out:
 * a method ("post"), a status ("404", "5xx", ">=400", "running"), else a part of path or client.
 */
export function filterLog(entries: readonly LogEntry[], text: string): readonly LogEntry[] {
  const tests = text.split(/\s+/).filter(Boolean).map(testOf);
  if (tests.length === 0) return entries;
  return entries.filter((entry) => tests.every((test) => test(entry)));
}

function testOf(word: string): Test {
  if (word.length > 1 && word.startsWith("-")) {
    const test = testOf(word.slice(1));
    return (entry) => !test(entry);
  }
  return statusTest(word.toLowerCase()) ?? textTest(word.toLowerCase());
}

function statusTest(word: string): Test | null {
  const group = /^([1-5])xx$/.exec(word)?.[1];
  if (group !== undefined) {
    return ({ trace }) => String(trace?.status ?? "").startsWith(group);
  }
  const [, sign, number] = /^([<>]=?)(\d{3})$/.exec(word) ?? [];
  if (sign === undefined || number === undefined) return null;
  return ({ trace }) => {
    const status = trace?.status ?? null;
    return status !== null && compare(status, sign, Number(number));
  };
}

function compare(status: number, sign: string, bound: number): boolean {
  if (status === bound) return sign.endsWith("=");
  return sign.startsWith(">") ? status > bound : status < bound;
}

function textTest(word: string): Test {
  return (entry) =>
    entry.start.method.toLowerCase() === word ||
    statusWord(entry) === word ||
    kindOf(entry) === word ||
    whoAsked(entry).toLowerCase().includes(word) ||
    pathOf(entry.start.url).toLowerCase().includes(word);
}

import type { PageApi } from "./page-api.ts";

/** What a page around the lesson may ask; all of the API that is a call. */
const METHODS = [
  "open",
  "importNotebook",
  "exportNotebook",
  "cells",
  "setSource",
  "run",
  "runAll",
  "check",
  "interrupt",
  "kernel",
  "restart",
  "request",
  "progress",
  "exportProgress",
  "importProgress",
  "share",
] as const satisfies readonly (keyof PageApi)[];

type Method = (typeof METHODS)[number];

/** A page in which another one is a frame. */
export interface HostWindow {
  readonly parent: { postMessage(message: unknown, origin: string): void };
  addEventListener(
    type: "message",
    listener: (event: Pick<MessageEvent, "data" | "origin" | "source">) => void,
  ): void;
}

/**
 * Answers the page around this one: `{routebook: "call", id, method, args}` with
 * `{routebook: "answer", id, value}` or `{routebook: "answer", id, error}`. Only messages of the
 * frame's own parent, and only from the origin that the address names, are looked at; answers go to
 * that origin alone. It says `{routebook: "ready"}` there once calls are heard.
 */
export function answerHost(page: HostWindow, host: string, api: PageApi): void {
  page.addEventListener("message", ({ data, origin, source }) => {
    if (origin !== host || source === null || source !== page.parent) return;
    const call = readCall(data);
    if (call === null) return;
    const { id } = call;
    const answer = (result: object) => {
      (source as Window).postMessage({ routebook: "answer", id, ...result }, host);
    };
    perform(api, call).then(
      (value) => answer({ value }),
      (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
    );
  });
  page.parent.postMessage({ routebook: "ready" }, host);
}

interface Call {
  readonly id: string | number;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** Null for messages that are none of ours. */
function readCall(data: unknown): Call | null {
  if (typeof data !== "object" || data === null) return null;
  const { routebook, id, method, args = [] } = data as Readonly<Record<string, unknown>>;
  if (routebook !== "call" || typeof method !== "string" || !Array.isArray(args)) return null;
  return typeof id === "string" || typeof id === "number" ? { id, method, args } : null;
}

async function perform(api: PageApi, { method, args }: Call): Promise<unknown> {
  const known = METHODS.find((name) => name === method);
  if (known === undefined) {
    throw new Error(`There is no method "${method}". There are: ${METHODS.join(", ")}.`);
  }
  // The methods look at their arguments themselves: callers are scripts of other pages.
  const call = api[known] as (...values: readonly unknown[]) => ReturnType<PageApi[Method]>;
  return call(...args);
}

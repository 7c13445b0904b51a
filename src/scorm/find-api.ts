import type { ScormApi } from "./scorm-api.ts";

/** A window as the search sees it. */
export interface ApiWindow {
  readonly API?: unknown;
  readonly parent?: unknown;
  readonly opener?: unknown;
}

/** Windows that are asked in one chain, so that one which holds itself ends somewhere. */
const HOPS = 500;

/**
 * The system's `API` object: in the windows around this one, else in the one that opened it and
 * those around that (SCORM 1.2 Run-Time Environment, section 3.3.6.1). Null where there is none. A
 * window of another origin cannot be looked into, but perhaps the one around it can.
 */
export function findApi(page: ApiWindow): ScormApi | null {
  const around = searchUp(page);
  if (around !== null) return around;
  const opener = read(() => page.opener);
  return isWindow(opener) ? searchUp(opener) : null;
}

function searchUp(start: ApiWindow): ScormApi | null {
  let page = start;
  for (let hop = 0; hop <= HOPS; hop++) {
    const api = read(() => page.API);
    if (isApi(api)) return api;
    const parent = read(() => page.parent);
    if (!isWindow(parent) || parent === page) return null;
    page = parent;
  }
  return null;
}

/** A window of another origin throws a SecurityError at most questions. */
function read<Value>(question: () => Value): Value | undefined {
  try {
    return question();
  } catch {
    return undefined;
  }
}

function isWindow(value: unknown): value is ApiWindow {
  return typeof value === "object" && value !== null;
}

function isApi(value: unknown): value is ScormApi {
  const api = value as Partial<ScormApi> | null | undefined;
  return read(() => typeof api?.LMSInitialize === "function") === true;
}

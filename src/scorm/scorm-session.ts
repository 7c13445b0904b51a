import type { ScormApi } from "./scorm-api.ts";

/** One conversation with the system, from LMSInitialize to LMSFinish; no call of it throws. */
export interface ScormSession {
  /** A value of the data model; "" where there is none. */
  get(element: string): string;
  set(element: string, value: string): void;
  commit(): void;
  /** Ends the conversation; nothing is said after it. */
  finish(): void;
  /** What the system refused last, as "error 405"; null while all went well since the last commit. */
  readonly refusal: string | null;
}

/** Begins the conversation. Null, with the reason told, where the system refuses. */
export function openSession(
  api: ScormApi,
  onRefusal: (reason: string) => void,
): ScormSession | null {
  let refusal: string | null = null;
  let ended = false;

  /** Systems answer "true", and some of them `true`. */
  function succeeded(call: () => unknown): boolean {
    try {
      if (String(call()) === "true") return true;
      refusal = errorOf(api);
    } catch (error) {
      refusal = error instanceof Error ? error.message : String(error);
    }
    return false;
  }

  if (!succeeded(() => api.LMSInitialize(""))) {
    onRefusal(refusal ?? "error 101");
    return null;
  }
  return {
    get(element) {
      try {
        return ended ? "" : String(api.LMSGetValue(element) ?? "");
      } catch {
        return "";
      }
    },
    set(element, value) {
      if (!ended) succeeded(() => api.LMSSetValue(element, value));
    },
    commit() {
      if (!ended) succeeded(() => api.LMSCommit(""));
    },
    finish() {
      if (ended) return;
      ended = true;
      succeeded(() => api.LMSFinish(""));
    },
    get refusal() {
      return refusal;
    },
  };
}

function errorOf(api: ScormApi): string {
  try {
    const code = String(api.LMSGetLastError());
    const words = String(api.LMSGetErrorString(code) ?? "").trim();
    return words === "" ? `error ${code}` : `error ${code}: ${words}`;
  } catch {
    return "an error without a name";
  }
}

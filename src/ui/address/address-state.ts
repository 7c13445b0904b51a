import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { type FetchPlan, type FetchRequest, fetchPlan } from "../../lesson/fetch-plan.ts";
import { type FetchTrouble, fetchTrouble, pageTrouble } from "../../lesson/fetch-trouble.ts";
import type { NotebookContent } from "../../notebook/workspace.ts";
import { messageOf } from "../../runtime/errors.ts";
import { findFile, MOST_BYTES } from "../share/read-file.ts";
import type { Fetched, FetchOptions } from "./address-frame.ts";

/** How far the asking is. */
export interface AddressProgress {
  readonly host: string;
  readonly bytes: number;
  /** Null where the host did not say. */
  readonly total: number | null;
}

/** A file that is to be opened from an address. */
export interface AddressState {
  readonly typed: ReadonlySignal<string>;
  /** What the typed text means; null for an empty field. */
  readonly plan: ReadonlySignal<FetchPlan | null>;
  /** Null while nobody is asked. */
  readonly progress: ReadonlySignal<AddressProgress | null>;
  /** Why nothing was opened. */
  readonly trouble: ReadonlySignal<FetchTrouble | null>;
  type(text: string): void;
  /** The reader agrees to what the plan says, and it is done. Resolves with true once the file is shown. */
  agree(): Promise<boolean>;
  /** Ends the asking. */
  stop(): void;
}

export interface AddressEffects {
  /** This site's address. */
  readonly site: string;
  readonly ask: (options: FetchOptions) => Promise<Fetched>;
  readonly show: (content: NotebookContent, host: string) => Promise<void>;
  /** Goes to an address of this site. */
  readonly go: (url: string) => void;
}

/** Nobody is asked before {@link AddressState.agree}. */
export function createAddressState({ site, ask, show, go }: AddressEffects): AddressState {
  const typed = signal("");
  const progress = signal<AddressProgress | null>(null);
  const trouble = signal<FetchTrouble | null>(null);
  const plan = computed(() => (typed.value.trim() === "" ? null : fetchPlan(typed.value, site)));
  let end: AbortController | null = null;

  async function open(request: FetchRequest, signal: AbortSignal): Promise<FetchTrouble | null> {
    const { host, url, name } = request;
    const onProgress = (bytes: number, total: number | null) => {
      progress.value = { host, bytes, total };
    };
    const fetched = await ask({ url, limit: MOST_BYTES, onProgress, signal });
    if (fetched.kind === "failed") return fetchTrouble(fetched.outcome, request, MOST_BYTES);
    const page = pageTrouble(fetched.bytes, request);
    if (page !== null) return page;
    const found = await findFile(new File([fetched.bytes as Uint8Array<ArrayBuffer>], name));
    if (found.kind === "refused") return told(found.message);
    if (found.kind !== "notebook") return { message: NOT_READ, download: url };
    const content = await found.read();
    signal.throwIfAborted();
    await show(content, host);
    return null;
  }

  return {
    typed,
    plan,
    progress,
    trouble,
    type(text) {
      typed.value = text;
      trouble.value = null;
    },
    async agree() {
      const agreed = plan.peek();
      if (agreed === null || end !== null) return false;
      if (agreed.kind === "own") {
        go(agreed.url);
        return true;
      }
      if (agreed.kind === "refused") {
        trouble.value = told(agreed.message);
        return false;
      }
      const mine = new AbortController();
      end = mine;
      trouble.value = null;
      progress.value = { host: agreed.host, bytes: 0, total: null };
      try {
        trouble.value = await open(agreed, mine.signal);
        return trouble.value === null;
      } catch (error) {
        if (!mine.signal.aborted) trouble.value = told(messageOf(error));
        return false;
      } finally {
        end = null;
        progress.value = null;
      }
    },
    stop() {
      end?.abort();
    },
  };
}

const NOT_READ =
  "This is a file of somebody’s progress or result, which is not opened from an address. Open it in a new tab, save it there, and drop it here if it is yours.";

function told(message: string): FetchTrouble {
  return { message, download: null };
}

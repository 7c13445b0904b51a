import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { headerOf } from "../shared/header-pairs.ts";
import { messageOf } from "../runtime/errors.ts";
import type { KernelClient } from "../runtime/kernel-client.ts";
import { requestInParts } from "../runtime/request-in-parts.ts";
import type { WireRequest, WireResponse, WireTrace } from "../shared/http.ts";
import { readyRequest } from "../shared/http-send.ts";
import type { HttpText } from "../shared/http-text.ts";
import { keepAnswer } from "../shared/kept-answer.ts";
import { bytesOf } from "./copy-request.ts";
import { draftOf, draftOfTrace, EMPTY_DRAFT, readDraft } from "./draft.ts";
import type { Draft, HttpTool, SendState } from "./model.ts";

export interface HttpToolOptions {
  readonly kernel: Pick<KernelClient, "request">;
  /** The client as whom it sends. */
  readonly active: Signal<string>;
  /** Where the app is. */
  readonly origin: ReadonlySignal<string>;
  readonly now?: () => number;
}

/** The HTTP client of a page. `forget` begins anew: another notebook. */
export function createHttpTool(options: HttpToolOptions): HttpTool & { forget(): void } {
  const { kernel, active, origin, now = () => performance.now() } = options;
  const draft = signal<Draft>(EMPTY_DRAFT);
  const state = signal<SendState>({ kind: "idle" });
  const notice = signal<string | null>(null);
  let current: AbortController | null = null;

  function leave(): void {
    current?.abort();
    current = null;
  }

  async function exchange(request: WireRequest, notes: readonly string[]): Promise<void> {
    leave();
    const mine = new AbortController();
    current = mine;
    const since = now();
    const tell = (next: SendState): void => {
      if (current === mine) state.value = next;
    };
    const answered = (response: WireResponse, broken: readonly string[]) => ({
      response,
      url: request.url,
      answer: keepAnswer(request, response, [...notes, ...broken]),
    });
    tell({ kind: "sending", since, accepted: false, partial: null });
    try {
      const { response, broken } = await requestInParts(kernel, request, {
        signal: mine.signal,
        now,
        onAccepted: () => tell({ kind: "sending", since, accepted: true, partial: null }),
        onPart: (part) =>
          tell({ kind: "sending", since, accepted: true, partial: answered(part, []).answer }),
      });
      tell({ kind: "answered", ...answered(response, broken === null ? [] : [broken]) });
    } catch (error) {
      tell({ kind: "failed", message: messageOf(error) });
    }
    if (current === mine) current = null;
  }

  function put(next: Draft, say: string | null): void {
    leave();
    batch(() => {
      draft.value = next;
      notice.value = say;
      state.value = { kind: "idle" };
    });
  }

  return {
    draft,
    state,
    notice,
    async send() {
      const { problems, ...text } = readDraft(draft.peek());
      const [problem] = problems;
      if (problem !== undefined) {
        leave();
        state.value = { kind: "failed", message: problem.message };
        return;
      }
      // A Content-Type that was switched off is not to come back by itself.
      const guesses = !draft.peek().headers.some(({ name }) => /^content-type$/i.test(name.trim()));
      const { request, notes } = readyRequest(text, active.peek(), origin.peek(), guesses);
      await exchange(request, notes);
    },
    cancel() {
      // What came of a stream stays: the exchange tells it as it ends.
      current?.abort();
      const now = state.peek();
      if (now.kind === "sending" && now.partial === null) {
        current = null;
        state.value = { kind: "idle" };
      }
    },
    load(trace) {
      const { draft: next, notice: say } = draftOfTrace(trace);
      batch(() => {
        put(next, say);
        if (trace.client !== "") active.value = trace.client;
      });
    },
    write(text: HttpText, client, say = null) {
      batch(() => {
        put(draftOf(text), say);
        if (client !== null) active.value = client;
      });
    },
    async replay(trace) {
      const request = replayOf(trace);
      // It shows in the request log, as what it repeats did.
      if (request !== null) await kernel.request(request).catch(() => undefined);
    },
    forget() {
      put(EMPTY_DRAFT, null);
    },
  };
}

/** True where the log knows the whole request, so that it can be sent once more. */
export function canReplay({ requestBody, requestBytes }: WireTrace): boolean {
  return requestBody.length >= requestBytes;
}

/** The very request, from the page that sent it, but with the cookies that its client has now. */
function replayOf(trace: WireTrace): WireRequest | null {
  if (!canReplay(trace)) return null;
  const { method, url, client, requestHeaders, requestBody, requestBytes } = trace;
  const mode = headerOf(requestHeaders, "sec-fetch-mode");
  return {
    method,
    url,
    headers: requestHeaders.filter(([name]) => !/^(?:cookie|content-length|host)$/i.test(name)),
    body: requestBytes === 0 ? null : bytesOf(requestBody),
    client,
    initiator: headerOf(requestHeaders, "origin"),
    navigation: mode === null || mode === "navigate",
  };
}

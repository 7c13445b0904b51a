import { isKernelDied, messageOf } from "../runtime/errors.ts";
import type { KernelClient } from "../runtime/kernel-client.ts";
import { requestInParts } from "../runtime/request-in-parts.ts";
import { hashSource } from "../shared/hash.ts";
import type { WireResponse } from "../shared/http.ts";
import { DEFAULT_CLIENT, readyRequest } from "../shared/http-send.ts";
import { parseHttpText } from "../shared/http-text.ts";
import { answerBundle, keepAnswer } from "../shared/kept-answer.ts";
import type { RunStatus } from "../shared/kernel.ts";
import type { NotebookEffects } from "./effects.ts";
import type { KernelSession } from "./kernel-session.ts";
import type { LiveCell } from "./live-cell.ts";
import type { Output } from "./model.ts";
import { lostRunNotice } from "./run-words.ts";
import { nextStamp } from "./stale.ts";

export interface HttpRunOptions {
  readonly kernel: Pick<KernelClient, "request" | "apps">;
  readonly session: KernelSession;
  /** Where the app is; null where nobody said so. */
  readonly origin: string | null;
  /** Seconds that an answer may take; null lifts the limit. */
  readonly timeLimit: number | null;
  /** The run's place among all of this visit. */
  readonly sequence: number;
  readonly effects: Pick<NotebookEffects, "now" | "date" | "setTimer">;
}

interface Ending {
  readonly status: RunStatus;
  readonly outputs: readonly Output[];
  readonly ms: number;
}

/**
 * Sends the request of an `http` cell and shows the answer, whatever its status: the run is done
 * then. It failed where there is no answer, or no app. The signal stops it, with what came kept.
 * Never rejects.
 */
export async function runHttp(
  cell: LiveCell,
  signal: AbortSignal,
  options: HttpRunOptions,
): Promise<RunStatus> {
  const { session, sequence, effects } = options;
  const { life } = session;
  const source = cell.source.peek();
  cell.outputs.value = [];
  cell.ranLife.value = life;
  cell.state.value = { kind: "running", since: effects.now(), input: null, stopping: false };
  cell.stamp.value = nextStamp(cell.stamp.peek(), hashSource(source), sequence);
  session.running(cell.id);
  const { status, outputs, ms } = await sendCell(cell, source, signal, options);
  cell.outputs.value = outputs;
  cell.lastRun.value = { status, ms, count: null };
  cell.ranAt.value = effects.date().toISOString();
  cell.state.value = { kind: "idle" };
  if (session.life === life) session.idle();
  return status;
}

async function sendCell(
  cell: LiveCell,
  source: string,
  signal: AbortSignal,
  { kernel, session, origin, timeLimit, effects }: HttpRunOptions,
): Promise<Ending> {
  const { problems, ...text } = parseHttpText(source);
  if (problems.length > 0) {
    const sentences = problems.map(({ line, message }) => notice(`Line ${line}: ${message}`));
    return { status: "failed", outputs: sentences, ms: 0 };
  }
  const client = cell.client ?? DEFAULT_CLIENT;
  const { request, notes } = readyRequest(text, client, origin ?? undefined);
  const shown = (response: WireResponse, more: readonly string[]): readonly Output[] => {
    const bundle = answerBundle(keepAnswer(request, response, [...notes, ...more]));
    return [{ kind: "display", bundle, displayId: null, result: false }];
  };
  const began = effects.now();
  const { life } = session;
  const leaving = limited(signal, timeLimit, effects.setTimer);
  try {
    const { response, broken } = await requestInParts(kernel, request, {
      signal: leaving.signal,
      now: effects.now,
      onPart(part) {
        cell.outputs.value = shown(part, []);
      },
    });
    const said = broken === null ? null : (leaving.reason() ?? broken);
    if (await comesFromNoApp(response, kernel)) {
      const sentence = new TextDecoder().decode(response.body);
      return { status: "failed", outputs: [notice(sentence)], ms: response.ms };
    }
    const status = broken === null ? "done" : leaving.signal.aborted ? "interrupted" : "failed";
    return { status, outputs: shown(response, said === null ? [] : [said]), ms: response.ms };
  } catch (error) {
    const ms = effects.now() - began;
    if (leaving.signal.aborted) {
      const sentence = leaving.reason() ?? "Stopped before an answer came.";
      return { status: "interrupted", outputs: [notice(sentence)], ms };
    }
    const { ending } = session;
    session.noteFailure(error, life);
    const sentence = isKernelDied(error) ? lostRunNotice(ending, error.message) : messageOf(error);
    return { status: ending === null ? "failed" : "interrupted", outputs: [notice(sentence)], ms };
  } finally {
    leaving.end();
  }
}

function notice(text: string): Output {
  return { kind: "notice", text };
}

/** The gateway answers in the place of an app that is not there. */
async function comesFromNoApp(
  { status }: WireResponse,
  kernel: Pick<KernelClient, "apps">,
): Promise<boolean> {
  if (status !== 503) return false;
  const apps = await kernel.apps().catch(() => null);
  return apps?.length === 0;
}

/** The signal, which the time limit aborts too; `reason` is the sentence where that was it. */
function limited(
  signal: AbortSignal,
  seconds: number | null,
  setTimer: NotebookEffects["setTimer"],
) {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  let late = false;
  const callOff =
    seconds === null
      ? () => {}
      : setTimer(() => {
          late = true;
          abort();
        }, seconds * 1000);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    reason: () =>
      late ? `Stopped after ${seconds ?? 0} s, the time limit: the answer had not ended.` : null,
    end(): void {
      callOff();
      signal.removeEventListener("abort", abort);
    },
  };
}

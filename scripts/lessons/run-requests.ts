import { headerOf } from "../../src/shared/header-pairs.ts";
import { readyRequest } from "../../src/shared/http-send.ts";
import { parseHttpText } from "../../src/shared/http-text.ts";
import { mediaType } from "../../src/shared/kept-answer.ts";
import type { LessonProblem } from "../../src/shared/lesson.ts";
import type { LessonCell, LessonCode, LessonRequest, LessonStep } from "./lesson-code.ts";
import type { LessonAnswer, LessonKernel } from "./lesson-kernel.ts";

/** Milliseconds that one cell or one answer may take. */
const TIME_LIMIT = 60_000;

/** What sending a lesson's requests needs beside the lesson. */
export interface RequestEffects {
  readonly kernel: Pick<LessonKernel, "run" | "send" | "origin">;
  /** The next number for a run. */
  readonly nextRun: () => number;
  /** Cells of which it is known already that they do not run. */
  readonly unsound: (cell: LessonCell) => boolean;
}

/**
 * Does what a reader does, in order and in one namespace: runs cells, solves exercises, sends
 * requests, each client with one cookie jar over the lesson. Tells of answers that the author does
 * not expect, and of cells that no longer run after the requests above them.
 */
export async function runRequests(
  steps: readonly LessonStep[],
  effects: RequestEffects,
): Promise<readonly LessonProblem[]> {
  const problems: LessonProblem[] = [];
  let sent = false;
  for (const step of steps) {
    if (step.kind === "request") {
      const problem = await sendOne(step.request, effects);
      if (problem !== null) problems.push({ line: step.request.line, message: problem });
      sent = true;
      continue;
    }
    const error = await runOne(step.code, effects);
    if (error === null || step.kind === "solution" || !sent) continue;
    if (step.code.raises !== null || effects.unsound(step.code)) continue;
    const message = `This cell stops with ${error} when it runs after the requests above it.`;
    problems.push({ line: step.code.line, message });
  }
  return problems;
}

/** The error's name where the code did not end well. */
async function runOne(
  { cell, label, code }: LessonCode,
  { kernel, nextRun }: RequestEffects,
): Promise<string | null> {
  const run = nextRun();
  const result = await kernel.run({ cell, label, code, run, timeLimit: TIME_LIMIT, typed: [] });
  if (result.status === "done") return null;
  const { error } = result;
  return error === null ? "an interrupt" : described(error);
}

async function sendOne(
  { source, client, status }: LessonRequest,
  { kernel }: RequestEffects,
): Promise<string | null> {
  const { request } = readyRequest(parseHttpText(source), client, kernel.origin);
  const limit = AbortSignal.timeout(TIME_LIMIT);
  let answer: LessonAnswer;
  try {
    answer = await kernel.send(request, limit);
  } catch (error) {
    if (limit.aborted) return `This request has no whole answer within ${TIME_LIMIT / 1000} s.`;
    const said = error instanceof Error ? error.message : String(error);
    return `This request got no answer: ${said}`;
  }
  if (!answer.fromApp) return "No app answers this request; make one in a cell above it.";
  const came = `${answer.status} ${answer.reason}`.trim();
  if (status === null && answer.status < 500) return null;
  if (answer.status === status) return null;
  const wanted = status === null ? "" : `, and the lesson says status="${status}"`;
  return `This request is answered with ${came}${wanted}${saying(answer)}.`;
}

/** What went wrong, where the answer tells it. */
function saying({ failure, headers, body }: LessonAnswer): string {
  if (failure !== null) return ` (${described(failure)})`;
  const type = mediaType(headerOf(headers, "content-type") ?? "");
  if (type !== "text/plain" && type !== "application/json") return "";
  const text = new TextDecoder().decode(body).trim().replace(/\s+/g, " ");
  const short = text.length > 150 ? `${text.slice(0, 150)}…` : text;
  return short === "" ? "" : ` (${short.replace(/\.$/, "")})`;
}

function described({ type, message }: { readonly type: string; readonly message: string }): string {
  return message === "" ? type : `${type}: ${message}`;
}

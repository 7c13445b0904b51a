import type { MimeBundle } from "../../src/shared/mime.ts";
import { REQUEST_LIMIT } from "./interrupts.ts";
import type { Interrupts } from "./interrupts.ts";
import type { Outbox } from "./outbox.ts";
import type { Packs } from "./packs.ts";

/**
 * What Python sees of JavaScript (`workers/python/py/routebook/worker.py`):
 * the only functions that cross from the learner's side to ours. Structured
 * values come and go as JSON text, so that no proxy has to be kept alive.
 */
export interface PythonHost {
  stream(name: "stdout" | "stderr", text: string): void;
  display(bundle: string, displayId: string, update: boolean, result: boolean): void;
  clear(wait: boolean): void;
  notice(text: string): void;
  arm(): void;
  disarm(): void;
  /** Seconds after which the last request was stopped for computing so long; 0 if it was not. */
  overtime(): number;
  /** Resolves with JSON `{kind: "slept"}` or `{kind: "interrupt"}`. */
  sleep(milliseconds: number): Promise<string>;
  /** Resolves with JSON `{kind: "line", line}`, `{kind: "end"}` or `{kind: "interrupt"}`. */
  input(prompt: string, password: boolean): Promise<string>;
  load_sync(pack: string): void;
  /** Unpacks a pack again that came with a memory image, which leaves files of its modules empty. */
  fill_sync(pack: string): void;
}

/** The learner's answer to a waiting `input()`. */
export class Answers {
  #pending: ((line: string | null) => void) | null = null;

  wait(onAnswer: (line: string | null) => void): void {
    this.#pending = onAnswer;
  }

  give(line: string | null): void {
    const pending = this.#pending;
    this.#pending = null;
    pending?.(line);
  }

  forget(): void {
    this.#pending = null;
  }
}

export function createHost(
  outbox: Outbox,
  interrupts: Interrupts,
  packs: Packs,
  answers: Answers,
): PythonHost {
  return {
    stream: (name, text) => outbox.stream(name, text),
    display(bundle, displayId, update, result) {
      outbox.display({
        type: "display",
        run: outbox.run,
        bundle: JSON.parse(bundle) as MimeBundle,
        displayId: displayId === "" ? null : displayId,
        update,
        result,
      });
    },
    clear: (wait) => outbox.send({ type: "clear", run: outbox.run, wait }),
    notice: (text) => outbox.send({ type: "notice", run: outbox.run, text }),
    arm: () => interrupts.arm(),
    disarm: () => interrupts.disarm(),
    overtime: () => (interrupts.takeOvertime() ? REQUEST_LIMIT / 1000 : 0),
    sleep(milliseconds) {
      outbox.flush();
      return new Promise((resolve) => {
        const wake = (kind: "slept" | "interrupt") => {
          clearTimeout(timer);
          forget();
          resolve(JSON.stringify({ kind }));
        };
        const forget = interrupts.wait(() => wake("interrupt"));
        const timer = setTimeout(() => wake("slept"), Math.min(milliseconds, 2 ** 31 - 1));
      });
    },
    input(prompt, password) {
      interrupts.pause();
      outbox.send({ type: "input", run: outbox.run, prompt, password });
      return new Promise((resolve) => {
        const end = (reply: object) => {
          forget();
          answers.forget();
          interrupts.resume();
          resolve(JSON.stringify(reply));
        };
        const forget = interrupts.wait(() => end({ kind: "interrupt" }));
        answers.wait((line) => end(line === null ? { kind: "end" } : { kind: "line", line }));
      });
    },
    load_sync: (pack) => packs.loadSync(pack),
    fill_sync: (pack) => packs.fillSync(pack),
  };
}

import { describe, expect, it } from "vitest";
import { addEvent, addOutput, EMPTY_LOG, OUTPUT_BOUNDS } from "../../src/notebook/outputs.ts";
import type { OutputLog } from "../../src/notebook/outputs.ts";
import { readOutputs, readReport, storedOutputs } from "../../src/notebook/stored-outputs.ts";
import { writeTerminal } from "../../src/notebook/terminal-text.ts";
import type { MimeBundle } from "../../src/shared/mime.ts";
import { failure } from "./support/fake-kernel.ts";

function print(log: OutputLog, text: string, name: "stdout" | "stderr" = "stdout"): OutputLog {
  return addEvent(log, { seq: 1, type: "stream", run: 1, name, text });
}

function display(
  log: OutputLog,
  bundle: MimeBundle,
  displayId: string | null = null,
  update = false,
): OutputLog {
  return addEvent(log, {
    seq: 1,
    type: "display",
    run: 1,
    bundle,
    displayId,
    update,
    result: false,
  });
}

function clear(log: OutputLog, wait: boolean): OutputLog {
  return addEvent(log, { seq: 1, type: "clear", run: 1, wait });
}

const printed = (...chunks: readonly string[]) => {
  const log = chunks.reduce((before, chunk) => print(before, chunk), EMPTY_LOG);
  return log.outputs
    .map((output) => (output.kind === "stream" ? output.text : output.kind))
    .join("|");
};

describe("streams", () => {
  it("text of one stream grows together; another one begins anew", () => {
    const log = print(print(print(EMPTY_LOG, "a"), "b"), "c", "stderr");
    expect(log.outputs).toEqual([
      { kind: "stream", name: "stdout", text: "ab" },
      { kind: "stream", name: "stderr", text: "c" },
    ]);
  });

  it("a carriage return overwrites the line, in one chunk or over several", () => {
    expect(printed("10%\r20%\n")).toBe("20%\n");
    expect(printed("10%", "\r", "100%", "\rok")).toBe("ok0%");
    expect(printed("first\nabc\rX")).toBe("first\nXbc");
  });

  it("a carriage return before a line feed is a line end, also across chunks", () => {
    expect(printed("a\r\nb")).toBe("a\nb");
    expect(printed("a\r", "\nb")).toBe("a\nb");
  });

  it("goes back and erases as a terminal does", () => {
    expect(printed("abc\b\bX")).toBe("aXc");
    expect(printed("long line\rok\u001b[K")).toBe("ok");
    expect(printed("\u001b[31mred\u001b[0m")).toBe("\u001b[31mred\u001b[0m");
  });

  it("writing in any chunks gives the same text", () => {
    const text = "a\rbc\n12345\r9\b\bx\r\nend\r";
    const whole = writeTerminal({ text: "", column: null }, text);
    for (let size = 1; size < text.length; size++) {
      let state: ReturnType<typeof writeTerminal> = { text: "", column: null };
      for (let at = 0; at < text.length; at += size) {
        const chunk = text.slice(at, at + size);
        // A pair of "\r\n" that is torn apart must still be one line end.
        state = writeTerminal(state, chunk);
      }
      expect(state.text).toBe(whole.text);
    }
  });
});

describe("bounds", () => {
  it("text beyond the bound is counted, not kept", () => {
    const log = print(print(EMPTY_LOG, "x".repeat(OUTPUT_BOUNDS.text + 5)), "y".repeat(10));
    expect(log.outputs.map(({ kind }) => kind)).toEqual(["stream", "skipped"]);
    expect(log.outputs[1]).toEqual({ kind: "skipped", characters: 15 });
  });

  it("a progress bar may overwrite itself for ever", () => {
    let log = EMPTY_LOG;
    for (let step = 0; step < 300; step++) log = print(log, `\r${"#".repeat(10_000)}`);
    expect(log.outputs).toHaveLength(1);
  });

  it("so many outputs and no more, but an error is always shown", () => {
    let log = EMPTY_LOG;
    for (let index = 0; index < OUTPUT_BOUNDS.outputs + 50; index++) {
      log = display(log, { "text/plain": "1234" });
    }
    expect(log.outputs.at(-1)).toEqual({ kind: "skipped", characters: 200 });
    log = addOutput(log, { kind: "error", error: failure("KeyError") });
    expect(log.outputs.at(-1)?.kind).toBe("error");
  });

  it("what the kernel already left out is told", () => {
    const log = addEvent(EMPTY_LOG, { seq: 1, type: "skipped", run: 1, characters: 7 });
    expect(log.outputs).toEqual([{ kind: "skipped", characters: 7 }]);
  });
});

describe("displays", () => {
  it("an update replaces every output with its id in place", () => {
    const log = display(display(display(EMPTY_LOG, { a: 1 }, "x"), { b: 1 }), { a: 2 }, "x", true);
    expect(log.outputs).toMatchObject([{ bundle: { a: 2 } }, { bundle: { b: 1 } }]);
  });

  it("clear() empties at once; clear(wait) only when something comes", () => {
    const one = print(EMPTY_LOG, "old");
    expect(clear(one, false).outputs).toEqual([]);
    const waiting = clear(one, true);
    expect(waiting.outputs).toHaveLength(1);
    expect(print(waiting, "new").outputs).toEqual([
      { kind: "stream", name: "stdout", text: "new" },
    ]);
  });
});

describe("stored outputs", () => {
  it("small ones come back as they were", () => {
    const log = addOutput(display(print(EMPTY_LOG, "a"), { "text/html": "<b>" }, "x"), {
      kind: "error",
      error: failure("KeyError", "'x'"),
    });
    const json: unknown = JSON.parse(JSON.stringify(storedOutputs(log.outputs)));
    expect(readOutputs(json)).toEqual(log.outputs);
  });

  it("large text is described, an image of the same size is kept", () => {
    const big = "x".repeat(100_000);
    const log = display(print(EMPTY_LOG, big), { "image/png": big });
    expect(storedOutputs(log.outputs)).toMatchObject([
      { kind: "dropped", description: "printed text of 100 kB" },
      { kind: "display" },
    ]);
  });

  it("an image beyond its bound is described", () => {
    const log = display(EMPTY_LOG, { "image/png": "x".repeat(300_000) });
    expect(storedOutputs(log.outputs)).toEqual([
      { kind: "dropped", description: "an image of 300 kB" },
    ]);
  });

  it("nonsense from a file is left out", () => {
    const nonsense = [null, 1, {}, { kind: "display", bundle: [] }, { kind: "error", error: {} }];
    expect(readOutputs(nonsense)).toEqual([]);
    expect(readOutputs("text")).toEqual([]);
    expect(readReport({ kind: "failed" })).toBeNull();
    expect(readReport({ kind: "failed", message: "m", details: [{}, 1] })).toEqual({
      kind: "failed",
      message: "m",
      details: [],
      error: null,
    });
  });
});

import type { KernelEvent } from "../shared/kernel.ts";
import type { MimeBundle } from "../shared/mime.ts";
import type { Output } from "./model.ts";
import { writeTerminal } from "./terminal-text.ts";

/** Outputs of one run while it goes on. Immutable: each event makes the next log. */
export interface OutputLog {
  readonly outputs: readonly Output[];
  /** Cursor in the last line of the last output, if that is a stream; null at its end. */
  readonly column: number | null;
  /** `clear_output(wait=True)`: the next output clears what is there. */
  readonly clearNext: boolean;
  /** Characters of stream text kept. */
  readonly textSize: number;
  /** Characters of displayed values kept. */
  readonly displaySize: number;
}

/** How much of a cell's output is kept in memory; the rest is counted and left out. */
export const OUTPUT_BOUNDS = { outputs: 1000, text: 1_000_000, displays: 30_000_000 } as const;

export const EMPTY_LOG: OutputLog = {
  outputs: [],
  column: null,
  clearNext: false,
  textSize: 0,
  displaySize: 0,
};

/** The log after a kernel event; events that are no output leave it as it is. */
export function addEvent(log: OutputLog, event: KernelEvent): OutputLog {
  switch (event.type) {
    case "stream":
      return addText(cleared(log), event.name, event.text);
    case "skipped":
      return addSkipped(cleared(log), event.characters);
    case "display": {
      const { bundle, displayId, result } = event;
      if (event.update && displayId !== null) {
        return { ...log, outputs: updateDisplays(log.outputs, displayId, bundle) };
      }
      return addDisplay(cleared(log), { kind: "display", bundle, displayId, result });
    }
    case "clear":
      return event.wait ? { ...log, clearNext: true } : EMPTY_LOG;
    case "notice":
      return addOutput(log, { kind: "notice", text: event.text });
    case "input":
    case "progress":
    case "files":
    case "request-began":
    case "request-ended":
    case "served":
    case "fatal":
      return log;
  }
}

/** The log with one more output at its end; used for notices and errors, which no bound drops. */
export function addOutput(log: OutputLog, output: Output): OutputLog {
  const base = cleared(log);
  return { ...base, outputs: [...base.outputs, output], column: null };
}

/** `update_display`: the outputs with every display of that id replaced; the same list if none is. */
export function updateDisplays(
  outputs: readonly Output[],
  displayId: string,
  bundle: MimeBundle,
): readonly Output[] {
  const matches = (output: Output) => output.kind === "display" && output.displayId === displayId;
  if (!outputs.some(matches)) return outputs;
  return outputs.map((output) =>
    output.kind === "display" && matches(output) ? { ...output, bundle } : output,
  );
}

/** Characters a bundle takes in memory, about. */
export function bundleSize(bundle: MimeBundle): number {
  let size = 0;
  for (const value of Object.values(bundle)) {
    size += typeof value === "string" ? value.length : JSON.stringify(value).length;
  }
  return size;
}

function cleared(log: OutputLog): OutputLog {
  return log.clearNext ? EMPTY_LOG : log;
}

function addText(log: OutputLog, name: "stdout" | "stderr", chunk: string): OutputLog {
  const last = log.outputs.at(-1);
  const continues = last?.kind === "stream" && last.name === name;
  const room = OUTPUT_BOUNDS.text - log.textSize;
  const full = room <= 0 || (!continues && log.outputs.length >= OUTPUT_BOUNDS.outputs);
  if (full) return addSkipped(log, chunk.length);
  const before = { text: continues ? last.text : "", column: continues ? log.column : null };
  const after = writeTerminal(before, chunk.slice(0, room));
  const others = continues ? log.outputs.slice(0, -1) : log.outputs;
  const written: OutputLog = {
    ...log,
    outputs: [...others, { kind: "stream", name, text: after.text }],
    column: after.column,
    textSize: log.textSize + after.text.length - before.text.length,
  };
  return chunk.length > room ? addSkipped(written, chunk.length - room) : written;
}

function addDisplay(log: OutputLog, output: Extract<Output, { kind: "display" }>): OutputLog {
  const size = bundleSize(output.bundle);
  const displaySize = log.displaySize + size;
  if (log.outputs.length >= OUTPUT_BOUNDS.outputs || displaySize > OUTPUT_BOUNDS.displays) {
    return addSkipped(log, size);
  }
  return { ...log, outputs: [...log.outputs, output], column: null, displaySize };
}

function addSkipped(log: OutputLog, characters: number): OutputLog {
  const last = log.outputs.at(-1);
  const sofar = last?.kind === "skipped" ? last.characters : 0;
  const others = last?.kind === "skipped" ? log.outputs.slice(0, -1) : log.outputs;
  const skipped: Output = { kind: "skipped", characters: sofar + characters };
  return { ...log, outputs: [...others, skipped], column: null };
}

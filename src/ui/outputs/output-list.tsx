import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Cell, InputRequest, Output } from "../../notebook/model.ts";
import { calmRun } from "../notebook/calm.ts";
import { CodedText } from "../coded-text.tsx";
import { countOf } from "../format.ts";
import { Icon } from "../icon.tsx";
import { lazyView } from "../lazy-view.tsx";
import { DisplayOutput } from "./display-output.tsx";
import { FailureView } from "./failure-view.tsx";
import { StreamOutput } from "./stream-output.tsx";

const InputLine = lazyView(() => import("./input-line.tsx").then((module) => module.InputLine));

/** A cell's outputs in order, with the line that `input()` waits for at their end. */
export function OutputList({ cell, name }: { readonly cell: Cell; readonly name: string }) {
  const calm = calmRun(cell);
  const outputs = calm.outputs.value;
  const state = calm.state.value;
  const input = state.kind === "running" ? state.input : null;
  const element = useRef<HTMLDivElement>(null);
  const height = useHeldHeight(element, state.kind === "running");
  if (outputs.length === 0 && !input && height === 0) return null;
  const live = cell.outputsLive.value;
  return (
    <div
      ref={element}
      class="outputs"
      role="group"
      aria-label={`Output of ${name}`}
      style={height > 0 ? { minHeight: `${height}px` } : {}}
    >
      {outputs.map((output, index) => (
        <OutputView key={index} output={output} live={live} />
      ))}
      {input && <InputPart input={input} />}
    </div>
  );
}

function InputPart({ input }: { readonly input: InputRequest }) {
  return <InputLine key={input.prompt} input={input} />;
}

function OutputView({ output, live }: { readonly output: Output; readonly live: boolean }) {
  switch (output.kind) {
    case "stream":
      return <StreamOutput name={output.name} text={output.text} />;
    case "display":
      return <DisplayOutput bundle={output.bundle} live={live} />;
    case "error":
      return <FailureView error={output.error} />;
    case "skipped":
      return <Note text={`${countOf(output.characters, "character")} not shown.`} />;
    case "notice":
      return <Note text={output.text} />;
    case "dropped":
      return <Note text={output.description} />;
  }
}

function Note({ text }: { readonly text: string }) {
  return (
    <p class="output output-note">
      <Icon name="info" />
      <span>
        <CodedText text={text} />
      </span>
    </p>
  );
}

/**
 * While a cell runs again its output keeps the height it had, so that what stands below does not
 * jump up and down again.
 */
function useHeldHeight(
  element: { readonly current: HTMLElement | null },
  running: boolean,
): number {
  const wasRunning = useRef(false);
  const held = useRef(0);
  const [, draw] = useState(0);
  // The output of the run before is still on the page, and nothing on it has changed since.
  if (running && !wasRunning.current) held.current = element.current?.offsetHeight ?? 0;
  wasRunning.current = running;
  useLayoutEffect(() => {
    if (running || held.current === 0) return undefined;
    const frame = requestAnimationFrame(() => {
      held.current = 0;
      draw((times) => times + 1);
    });
    return () => cancelAnimationFrame(frame);
  }, [running]);
  return held.current;
}

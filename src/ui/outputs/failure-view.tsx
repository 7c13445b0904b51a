import type { PythonFailure, PythonFrame } from "../../shared/python-failure.ts";
import { useNotebookScene } from "../notebook/notebook-scene.ts";
import { useServices } from "../services.ts";
import { CodedText } from "../coded-text.tsx";
import { countOf } from "../format.ts";
import { AnsiText } from "./stream-output.tsx";

const shownFrames = 6;

/** An exception: what it is, what it means, and where in the learner's code it came from. */
export function FailureView({ error }: { readonly error: PythonFailure }) {
  const { type, message, frames, hint, traceback } = error;
  const cut = Math.max(0, frames.length - shownFrames);
  return (
    <div class="failure" role="group" aria-label={type}>
      <p class="failure-what">{message ? `${type}: ${message}` : type}</p>
      {hint !== null && (
        <p class="failure-hint">
          <CodedText text={hint} />
        </p>
      )}
      {frames.length > 0 && (
        <ol class="failure-frames" aria-label="Where it happened">
          {cut > 0 && <li class="dim">{countOf(cut, "earlier call")} left out</li>}
          {frames.slice(cut).map((frame, index) => (
            <li key={index}>
              <FramePlace frame={frame} />
              <FrameSource frame={frame} />
            </li>
          ))}
        </ol>
      )}
      {traceback.trim() !== "" && (
        <details>
          <summary>Show the whole traceback</summary>
          <pre class="failure-trace">
            <AnsiText text={traceback} />
          </pre>
        </details>
      )}
    </div>
  );
}

/** "cell 3, line 2, in home()": a button where that code is on the page. */
function FramePlace({ frame }: { readonly frame: PythonFrame }) {
  const scene = useNotebookScene();
  const { pane } = useServices();
  const inside = frame.function === "<module>" ? "" : `, in ${frame.function}()`;
  const words = `${frame.file}, line ${frame.line}${inside}`;
  const cell = scene.notebook.cells.value.find(
    ({ id, file }) => id === frame.cell || (file !== null && file === frame.file),
  );
  const isFile = scene.notebook.files.list.value.some(({ path }) => path === frame.file);
  if (!cell && !isFile) return <span class="failure-place">{words}</span>;
  const place = { line: frame.line, columns: frame.columns };
  const go = () => {
    if (cell) return scene.editCell(cell.id, place);
    pane.wantedFile.value = { path: frame.file, place };
    pane.open("files");
  };
  return (
    <button type="button" class="failure-place" onClick={go}>
      {words}
    </button>
  );
}

/** The line itself, with carets under the culprit. */
function FrameSource({ frame: { source, columns } }: { readonly frame: PythonFrame }) {
  if (source === null || source.trim() === "") return null;
  const indent = source.length - source.trimStart().length;
  const text = source.slice(indent).trimEnd();
  const from = columns ? Math.max(0, columns[0] - indent) : 0;
  const to = columns ? Math.min(text.length, columns[1] - indent) : 0;
  const marked = to > from && to - from < text.length;
  return (
    <pre class="failure-source">
      {text}
      {marked && (
        <span class="failure-carets" aria-hidden="true">
          {`\n${" ".repeat(from)}${"^".repeat(to - from)}`}
        </span>
      )}
    </pre>
  );
}

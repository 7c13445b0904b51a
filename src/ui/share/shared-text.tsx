import { StaticCode } from "../../editor/static-code.tsx";
import type { SharedFile } from "../../lesson/link/shared-lesson.ts";
import type { LessonItem } from "../../notebook/lesson-items.ts";
import type { CellSpec } from "../../notebook/live-cell.ts";
import { CellHead } from "../notebook/cell-head.tsx";
import { PlainItem } from "../notebook/plain-item.tsx";
import { QuizText } from "../notebook/quiz-frame.tsx";

/** All that came from outside, as text: code of every kind, what is folded away in a lesson too. */
export function SharedText({
  items,
  files,
}: {
  readonly items: readonly LessonItem[];
  readonly files: readonly SharedFile[];
}) {
  return (
    <div class="notebook">
      {items.map((item) => (
        <div key={item.key} class="item" data-item={item.kind}>
          <ReadItem item={item} />
        </div>
      ))}
      {files.map(({ path, text }) => (
        <div key={`file:${path}`} class="item" data-item="cell">
          <article class="cell" data-kind="file" aria-label={`File ${path}`}>
            <CellHead kind="file" file={path} exercise={null} />
            <Code language={path.endsWith(".py") ? "python" : ""} source={text} />
          </article>
        </div>
      ))}
    </div>
  );
}

function ReadItem({ item }: { readonly item: LessonItem }) {
  if (item.kind === "quiz") return <QuizText spec={item.spec} />;
  if (item.kind !== "cell") return <PlainItem item={item} />;
  const { spec } = item;
  return (
    <article class="cell" data-kind={spec.kind} aria-label={nameOf(spec)}>
      {spec.kind === "setup" && <div class="shared-part">Setup: runs before the first cell</div>}
      <CellHead
        kind={spec.kind}
        file={spec.file}
        exercise={spec.exercise?.id ?? null}
        locked={spec.locked}
      />
      <Code language={spec.language} source={spec.starter} />
      <Part name="Check" source={spec.exercise?.check ?? null} />
      <Part name="Solution" source={spec.exercise?.solution ?? null} />
    </article>
  );
}

/** Code of an exercise that is shown on request, or runs unseen. */
function Part({ name, source }: { readonly name: string; readonly source: string | null }) {
  if (source === null) return null;
  return (
    <details class="shared-more">
      <summary>{name}</summary>
      <Code language="python" source={source} />
    </details>
  );
}

function Code({ language, source }: { readonly language: string; readonly source: string }) {
  return (
    <div class="plain-editor" tabIndex={0} role="group" aria-label="Code">
      <StaticCode language={language} source={source} />
    </div>
  );
}

function nameOf({ kind, file, exercise }: CellSpec): string {
  if (exercise !== null) return `Exercise ${exercise.id}`;
  if (kind === "file") return `File ${file ?? ""}`;
  if (kind === "http") return "Request";
  return kind === "setup" ? "Setup" : "Code";
}

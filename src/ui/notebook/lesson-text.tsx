import { useMemo } from "preact/hooks";
import { type LessonItem, lessonItems } from "../../notebook/lesson-items.ts";
import type { Lesson } from "../../shared/lesson.ts";
import { DraftCell } from "./draft-cell.tsx";
import { PlainItem } from "./plain-item.tsx";
import { QuizText } from "./quiz-frame.tsx";

/** A lesson as its author wrote it: there to be read while its notebook is being opened. */
export function LessonText({ lesson }: { readonly lesson: Lesson }) {
  const items = useMemo(() => lessonItems(lesson), [lesson]);
  return (
    <div class="notebook" aria-busy="true">
      {items.map((item) => (
        <div key={item.key} class="item" data-item={item.kind}>
          <TextItem item={item} />
        </div>
      ))}
    </div>
  );
}

function TextItem({ item }: { readonly item: LessonItem }) {
  if (item.kind === "quiz") return <QuizText spec={item.spec} />;
  if (item.kind !== "cell") return <PlainItem item={item} />;
  const { spec } = item;
  return <DraftCell {...spec} source={spec.starter} exercise={spec.exercise?.id ?? null} />;
}

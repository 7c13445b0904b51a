import { useMemo } from "preact/hooks";
import { lessonItems } from "../../notebook/lesson-items.ts";
import type { Lesson } from "../../shared/lesson.ts";
import { DraftCell } from "./draft-cell.tsx";
import { PlainItem } from "./plain-item.tsx";

/** A lesson as its author wrote it: there to be read while its notebook is being opened. */
export function LessonText({ lesson }: { readonly lesson: Lesson }) {
  const items = useMemo(() => lessonItems(lesson), [lesson]);
  return (
    <div class="notebook" aria-busy="true">
      {items.map((item) => (
        <div key={item.key} class="item" data-item={item.kind}>
          {item.kind === "cell" ? (
            <DraftCell
              {...item.spec}
              source={item.spec.starter}
              exercise={item.spec.exercise?.id ?? null}
            />
          ) : (
            <PlainItem item={item} />
          )}
        </div>
      ))}
    </div>
  );
}

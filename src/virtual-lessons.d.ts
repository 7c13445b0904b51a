/** The courses below lessons/, made by the build (scripts/vite/lessons.ts). */
declare module "virtual:catalogue" {
  import type { Catalogue, LessonModule } from "./shared/lesson.ts";

  export const catalogue: Catalogue;

  /** Loads a lesson by its path in the catalogue. Rejects with a sentence for an unknown path. */
  export function loadLesson(path: string): Promise<LessonModule>;
}

// An ambient module cannot import by a relative path (the types would silently be `any`).
/* oxlint-disable typescript/consistent-type-imports */

/** The courses below lessons/, made by the build (scripts/vite/lessons.ts). */
declare module "virtual:catalogue" {
  export const catalogue: import("./shared/lesson.ts").Catalogue;

  /** Loads a lesson by its path in the catalogue. Rejects with a sentence for an unknown path. */
  export function loadLesson(path: string): Promise<import("./shared/lesson.ts").LessonModule>;
}

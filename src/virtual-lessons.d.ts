// An ambient module cannot import by a relative path (the types would silently be `any`).
/* oxlint-disable typescript/consistent-type-imports */

/** The courses below lessons/, made by the build (scripts/vite/lessons.ts). */
declare module "virtual:catalogue" {
  export const catalogue: import("./shared/lesson.ts").Catalogue;
}

/** The chunks of the lessons, made by the build; apart from the catalogue, to be asked before it. */
declare module "virtual:lesson-loader" {
  /** Loads a lesson by its path in the catalogue. Rejects with a sentence for an unknown path. */
  export function loadLesson(path: string): Promise<import("./shared/lesson.ts").LessonModule>;
}

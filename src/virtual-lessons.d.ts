// An ambient module cannot import by a relative path (the types would silently be `any`).
/* oxlint-disable typescript/consistent-type-imports */

/** The courses below lessons/, made by the build (scripts/vite/lessons.ts). */
declare module "virtual:catalogue" {
  export const catalogue: import("./shared/lesson.ts").Catalogue;
}

/** The lessons' Markdown, made by the build: what is exported and shared. */
declare module "virtual:lesson-text-loader" {
  /** Loads a lesson's text as its author wrote it. Rejects with a sentence for an unknown path. */
  export function loadLessonText(path: string): Promise<string>;
}

/** What exported projects are made with, made by the build (scripts/vite/project-parts.ts). */
declare module "virtual:project-parts" {
  export const projectParts: import("./lesson/project-files.ts").ProjectParts;
}

/** The chunks of the lessons, made by the build; apart from the catalogue, to be asked before it. */
declare module "virtual:lesson-loader" {
  /** Loads a lesson by its path in the catalogue. Rejects with a sentence for an unknown path. */
  export function loadLesson(path: string): Promise<import("./shared/lesson.ts").LessonModule>;
}

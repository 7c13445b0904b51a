import type { Catalogue, Course, LessonSummary } from "../../shared/lesson.ts";
import type { Route } from "./route.ts";

/** A lesson among its neighbours. */
export interface LessonPlace {
  readonly course: Course;
  readonly lesson: LessonSummary;
  readonly previous: LessonSummary | null;
  readonly next: LessonSummary | null;
}

/** Where a lesson stands in the catalogue; null for a path that is not in it. */
export function placeOf(catalogue: Catalogue, path: string): LessonPlace | null {
  for (const course of catalogue) {
    const index = course.lessons.findIndex((lesson) => lesson.path === path);
    const lesson = course.lessons[index];
    if (!lesson) continue;
    const previous = course.lessons[index - 1] ?? null;
    const next = course.lessons[index + 1] ?? null;
    return { course, lesson, previous, next };
  }
  return null;
}

/** What the header and the window's title say of a route. */
export function nameOfRoute(route: Route, catalogue: Catalogue): string {
  switch (route.kind) {
    case "catalogue":
      return "";
    case "lesson":
      return placeOf(catalogue, route.path)?.course.title ?? "Not here";
    case "shared":
      return "Lesson from a link";
    case "scratch":
      return "Scratch notebook";
    case "storage":
      return "Storage and settings";
    case "class":
      return "Class";
    case "about":
      return "About";
    case "unknown":
      return "Not here";
  }
}

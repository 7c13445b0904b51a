import type { ScormPackage } from "../../classroom/scorm-package.ts";
import type { Catalogue } from "../../shared/lesson.ts";
import { lessonHref } from "../routing/route.ts";

/** The part of a package that follows from what the teacher chose. */
type ScormChoice = Pick<ScormPackage, "id" | "title" | "lessons">;

/** A course by its id or a lesson by its path, at the site's address; null for neither. */
export function scormChoice(
  catalogue: Catalogue,
  chosen: string,
  base: string,
): ScormChoice | null {
  for (const { id, title, lessons } of catalogue) {
    const wanted = id === chosen ? lessons : lessons.filter(({ path }) => path === chosen);
    const [only] = wanted;
    if (only === undefined) continue;
    return {
      id: chosen,
      title: id === chosen ? title : only.title,
      lessons: wanted.map(({ path, title: name, exercises }) => ({
        path,
        title: name,
        address: new URL(lessonHref(path), siteOf(base)).href,
        exercises: exercises.length,
      })),
    };
  }
  return null;
}

/** What was typed as the percent from which a lesson counts as passed. */
export type Mastery =
  | { readonly kind: "score"; readonly percent: number | null }
  | { readonly kind: "wrong"; readonly message: string };

/** Reads it; nothing means that all exercises must pass. */
export function readMastery(typed: string): Mastery {
  const text = typed.trim().replace(/\s*%$/, "");
  if (text === "") return { kind: "score", percent: null };
  const percent = Number(text);
  if (/^\d+$/.test(text) && percent <= 100) return { kind: "score", percent };
  return { kind: "wrong", message: "Type a whole number from 0 to 100, or leave it empty." };
}

/** The site's address without file, parameters and place. */
function siteOf(base: string): string {
  return new URL(".", base).href;
}

import type { LessonBlock } from "../shared/lesson.ts";
import type { AppField } from "./lesson-fields.ts";

/** Packages that web apps are made with, by their normalized names. */
const FRAMEWORKS: ReadonlySet<string> = new Set([
  "aiohttp",
  "ariadne",
  "django",
  "django-allauth",
  "djangorestframework",
  "falcon",
  "fastapi",
  "flask",
  "flask-restful",
  "python-socketio",
  "starlette",
]);

/**
 * The path that the preview opens first; null for a lesson without a web app. Where the author says
 * nothing, a lesson has one if it asks for a web framework or sends a request.
 */
export function previewPath(
  said: AppField,
  packages: readonly string[],
  blocks: readonly LessonBlock[],
): string | null {
  if (said === "none") return null;
  if (said !== "unsaid") return said.path;
  const isWeb =
    packages.some((name) => FRAMEWORKS.has(name)) || blocks.some(({ kind }) => kind === "http");
  return isWeb ? "/" : null;
}

import { strToU8, zipSync, type Zippable } from "fflate";
import { hashSource } from "../shared/hash.ts";
import { LAUNCH_SCRIPT } from "../shared/scorm-launch.ts";
import { launchPageHtml } from "./launch-page.ts";
import { manifestXml } from "./scorm-manifest.ts";

/** A lesson of a package. */
export interface ScormLesson {
  /** Path in the catalogue: "flask-routing/01-first-route". */
  readonly path: string;
  readonly title: string;
  /** Its absolute address on this site, without who embeds it. */
  readonly address: string;
  /** How many exercises it has; one without any is completed when it was opened. */
  readonly exercises: number;
}

export interface ScormPackage {
  /** Path of the lesson, or id of the course. */
  readonly id: string;
  readonly title: string;
  /** In their order; each is one SCO. */
  readonly lessons: readonly ScormLesson[];
  /**
   * Percent from which a lesson counts as passed, from 0 to 100. Systems that know it decide by it
   * when a learner leaves, and may then call an unfinished lesson "failed"; null keeps it from them,
   * and all exercises must pass.
   */
  readonly masteryScore: number | null;
  /** The script of `src/scorm`, bundled (`virtual:scorm-script`). */
  readonly script: string;
}

/**
 * A SCORM 1.2 package (a zip file) for a learning-management system: the manifest, a small launch
 * page for each lesson and the script that reports. The lessons themselves stay on this site, so
 * that a mended lesson reaches everybody. The same input gives the same bytes.
 */
export function scormPackage({
  id,
  title,
  lessons,
  masteryScore,
  script,
}: ScormPackage): Uint8Array {
  const items = lessons.map((lesson, index) => ({
    ...lesson,
    file: `${index + 1}-${ascii(lesson.path)}.html`,
    masteryScore: lesson.exercises === 0 ? null : masteryScore,
  }));
  const identifier = `${ascii(id)}-${hashSource(id)}`;
  const files: Zippable = {
    "imsmanifest.xml": strToU8(manifestXml({ identifier, title, items })),
    [LAUNCH_SCRIPT]: strToU8(script),
  };
  for (const item of items) {
    files[item.file] = strToU8(launchPageHtml({ ...item, lesson: item.path }));
  }
  // Zip files tell local time: the first day that they know, in whatever zone, and not today.
  return zipSync(files, { level: 9, mtime: new Date(1980, 0, 1, 12) });
}

/** The name of a package's file. */
export function scormFileName(id: string): string {
  return `${ascii(id)}.scorm.zip`;
}

/** Letters, digits and hyphens, as every system takes them in a file's name. */
function ascii(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/gu, "-").slice(0, 80) || "lesson";
}

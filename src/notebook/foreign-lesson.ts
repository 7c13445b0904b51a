import type { LinkContents } from "../lesson/link/link-contents.ts";
import type { SharedLesson } from "../lesson/link/shared-lesson.ts";
import type { Lesson } from "../shared/lesson.ts";

/** A lesson or notebook that came by a link, read and not yet alive: nothing of it has run. */
export interface ForeignLesson {
  readonly kind: "foreign";
  /** Key of its record, "shared:…": the fingerprint of all that the link holds. */
  readonly key: string;
  readonly shared: SharedLesson;
  /** What to tell the reader of it. */
  readonly contents: LinkContents;
  /** Its text as a lesson, for reading; a notebook's too. */
  readonly lesson: Lesson;
}

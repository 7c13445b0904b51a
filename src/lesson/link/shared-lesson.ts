/** A text file of the working folder that stands in no fence of the lesson. */
export interface SharedFile {
  /** Relative to the working folder, as in shared/file-path.ts. */
  readonly path: string;
  readonly text: string;
}

/** What a link says besides the text. */
export interface LinkOptions {
  /** What the author calls it, on one line; null where it is to go by the lesson's own title. */
  readonly title: string | null;
  /** Id of the one exercise that the link is about; null for the whole lesson. */
  readonly exercise: string | null;
  /** True where the learner is to see no solutions: the link then carries none. */
  readonly hideSolutions: boolean;
  /** Minutes that the author gives for it; null for no limit. */
  readonly limit: number | null;
}

/** The options of a link whose author chose none. */
export const NO_OPTIONS: LinkOptions = {
  title: null,
  exercise: null,
  hideSolutions: false,
  limit: null,
};

/** What a link is made of, and what comes out of it again. */
export interface LinkContent {
  /** A lesson, in the grammar of lessons/README.md, or a notebook as notebook-text.ts writes it. */
  readonly form: "lesson" | "notebook";
  /** Markdown. */
  readonly text: string;
  readonly files: readonly SharedFile[];
  readonly options: LinkOptions;
}

/** A lesson that came by a link. It is foreign: nothing of it may run before the reader agreed. */
export interface SharedLesson extends LinkContent {
  readonly kind: "shared";
  /** The catalogue lesson that it began as; null for a lesson of its own. */
  readonly from: LinkOrigin | null;
}

/** How a link makes use of the catalogue lesson that its own began as. */
export type LinkOrigin =
  /** It holds the difference to it. */
  | {
      readonly kind: "difference";
      readonly path: string;
      /** Places that differ from it; with 0 of them, and no files, nothing came from outside. */
      readonly changes: number;
      /** True where the site's lesson has changed since: the author's changes were put in by context. */
      readonly baseChanged: boolean;
    }
  /** It holds the whole text; only data files come from there. */
  | {
      readonly kind: "whole";
      readonly path: string;
      /** False where this site has no such lesson, and so none of its data files. */
      readonly here: boolean;
    };

/** Why a link cannot be opened, for people and for tests. */
export interface RefusedLink {
  readonly kind: "refused";
  readonly reason: RefusalReason;
  /** What happened and what to do next. */
  readonly message: string;
}

export type RefusalReason =
  /** The address has no packed lesson in it. */
  | "no-link"
  /** Made by a version that this page does not know. */
  | "newer"
  /** The end is missing. */
  | "truncated"
  /** Something in it is not as it was made. */
  | "altered"
  /** More characters than a link may have. */
  | "too-long"
  /** More bytes than a link may hold. */
  | "too-large"
  /** A text that could keep the page busy for long. */
  | "long-text"
  /** Whole, but not made by Routebook. */
  | "malformed"
  /** It changes a lesson that the site does not have. */
  | "no-lesson"
  /** It changes a lesson that could not be loaded. */
  | "unreachable"
  /** It changes a lesson that has changed too much since. */
  | "outdated";

/**
 * The text of a catalogue lesson by its path ("flask-routing/01-first-route"), as the file has it;
 * null for a path that the catalogue does not have. Rejects where it cannot be loaded.
 */
export type BaseText = (path: string) => Promise<string | null>;

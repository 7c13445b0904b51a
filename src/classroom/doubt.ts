/** Something that a teacher should know of a file, in a plain sentence that accuses nobody. */
export interface Doubt {
  /** The exercise it is about; null for the file as a whole. */
  readonly exercise: string | null;
  /** `look`: does not fit together, look at the work. `know`: good to know, nothing is wrong. */
  readonly level: "look" | "know";
  readonly text: string;
}

/** A doubt that something does not fit together. */
export function look(text: string, exercise: string | null = null): Doubt {
  return { exercise, level: "look", text };
}

/** A doubt that is none: good to know. */
export function know(text: string, exercise: string | null = null): Doubt {
  return { exercise, level: "know", text };
}

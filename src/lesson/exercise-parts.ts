import type { FenceRole } from "./fence-role.ts";

/** A fence of an exercise: its line in the file, from 1, and its code. */
export interface Part {
  readonly line: number;
  readonly source: string;
}

/** The parts that belong to one exercise, wherever they stand in the file. */
export interface ExerciseParts {
  readonly starter: Part | null;
  readonly check: Part | null;
  readonly solution: Part | null;
}

/** Joins exercises with their checks and solutions by id, and says what does not fit. */
export interface ExerciseTable {
  readonly ids: readonly string[];
  parts(id: string): ExerciseParts;
  /** What is wrong with this fence of an exercise, or null. */
  problem(role: ExerciseRole, line: number): string | null;
}

type ExerciseRole = Extract<FenceRole, { readonly id: string }>;

const KEYS = { exercise: "starter", check: "check", solution: "solution" } as const;

/** Builds the table from all fences of a lesson that belong to exercises. The first of a kind counts. */
export function createExerciseTable(
  fences: readonly { readonly role: ExerciseRole; readonly part: Part }[],
): ExerciseTable {
  const table = new Map<
    string,
    { starter: Part | null; check: Part | null; solution: Part | null }
  >();
  const repeated = new Set<string>();
  for (const { role, part } of fences) {
    const parts = table.get(role.id) ?? { starter: null, check: null, solution: null };
    table.set(role.id, parts);
    if (parts[KEYS[role.role]] === null) parts[KEYS[role.role]] = part;
    else if (role.role === "exercise") repeated.add(role.id);
  }
  const parts = (id: string): ExerciseParts =>
    table.get(id) ?? { starter: null, check: null, solution: null };

  return {
    ids: [...table].filter(([, { starter }]) => starter !== null).map(([id]) => id),
    parts,
    problem({ role, id }, line) {
      const { starter, check, [KEYS[role]]: first } = parts(id);
      if (first !== null && first.line !== line) {
        // Two exercises with one id bring two checks with them: the one problem is the id.
        if (role !== "exercise" && repeated.has(id)) return null;
        return role === "exercise"
          ? `There is an exercise "${id}" in line ${first.line} already; give this one, its check and its solution another id.`
          : `The exercise "${id}" has a ${role} in line ${first.line} already; keep one of the two.`;
      }
      if (starter === null) {
        return `This ${role} belongs to no exercise: there is no fence with exercise="${id}"; add one, or correct the id.`;
      }
      if (role === "exercise" && check === null) {
        return `The exercise "${id}" has no check; add a fence \`\`\`python check="${id}" after it.`;
      }
      return null;
    },
  };
}

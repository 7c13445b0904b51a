import type { Lesson } from "../shared/lesson.ts";
import type { ResultFile } from "./result-file.ts";
import type { Work } from "./similar-work.ts";
import type { WorkPart } from "./token-stream.ts";

/** The Python that a learner wrote: exercises, changed and added cells, files. */
export function comparedWork(key: string, result: ResultFile, { blocks }: Lesson): Work {
  const python = new Set(
    blocks.flatMap((block) =>
      block.kind === "python" || block.kind === "setup" ? [block.id] : [],
    ),
  );
  for (const block of blocks)
    if (block.kind === "file" && isPython(block.file)) python.add(block.id);
  const parts: WorkPart[] = [
    ...result.exercises.flatMap(({ id, source }) =>
      source === null ? [] : [{ cell: id, source }],
    ),
    ...result.cells.flatMap(({ id, source }) => (python.has(id) ? [{ cell: id, source }] : [])),
    ...result.own.flatMap(({ kind, source }, index) =>
      kind === "python" ? [{ cell: `own ${index + 1}`, source }] : [],
    ),
    ...result.files.flatMap(({ path, text }) =>
      isPython(path) ? [{ cell: path, source: text }] : [],
    ),
  ];
  return { key, parts };
}

/** The Python that a lesson gives to everybody: cells, starters, solutions, checks and files. */
export function givenCode({ blocks }: Lesson): readonly WorkPart[] {
  return blocks.flatMap((block): readonly WorkPart[] => {
    switch (block.kind) {
      case "python":
      case "setup":
        return [{ cell: block.id, source: block.source }];
      case "file":
        return isPython(block.file) ? [{ cell: block.id, source: block.source }] : [];
      case "fence":
        // Code that is only shown is often taken over.
        return block.language.startsWith("py") ? [{ cell: "", source: block.source }] : [];
      case "exercise":
        return [block, block.check, block.solution].flatMap((part) =>
          part === null ? [] : [{ cell: block.id, source: part.source }],
        );
      default:
        return [];
    }
  });
}

function isPython(path: string): boolean {
  return path.endsWith(".py");
}

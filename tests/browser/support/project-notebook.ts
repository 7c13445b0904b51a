import { readFileSync, readdirSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

const LANGUAGES: Readonly<Record<string, string>> = { ".py": "python", ".html": "html" };

/** The files of a folder as a notebook's file cells, and after them a Python cell with that code. */
export function projectNotebook(folder: string, code: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.flatMap((entry) => {
    const language = LANGUAGES[extname(entry.name)];
    if (!entry.isFile() || language === undefined) return [];
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).split(sep).join("/");
    return [`\`\`\`${language} file="${path}"\n${readFileSync(file, "utf8").trimEnd()}\n\`\`\`\n`];
  });
  return [...files, `\`\`\`python\n${code}\n\`\`\`\n`].join("\n");
}

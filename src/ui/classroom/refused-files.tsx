import type { ClassFiles } from "../../classroom/class-tables.ts";
import { countOf } from "../format.ts";
import { Icon } from "../icon.tsx";

/** The files that could not be read, each with its reason. */
export function RefusedFiles({ files }: { readonly files: ClassFiles["refused"] }) {
  if (files.length === 0) return null;
  return (
    <section class="class-refused" aria-labelledby="class-refused">
      <h2 id="class-refused">
        <Icon name="warning" />
        {countOf(files.length, "file")} could not be read
      </h2>
      <ul>
        {files.map(({ file, message }, index) => (
          <li key={index}>
            <b>{file}</b> {message}
          </li>
        ))}
      </ul>
    </section>
  );
}

import { StaticCode } from "../../editor/static-code.tsx";

/** Code with what it is, or a sentence where there is none. */
export function CodeFigure({
  title,
  source,
  absent,
}: {
  readonly title: string;
  readonly source: string | null;
  readonly absent: string;
}) {
  return (
    <figure class="class-code">
      <figcaption>{title}</figcaption>
      {source === null ? (
        <p class="dim">{absent}</p>
      ) : (
        <div class="class-code-lines" role="group" aria-label={title} tabIndex={0}>
          <StaticCode language="python" source={source} />
        </div>
      )}
    </figure>
  );
}

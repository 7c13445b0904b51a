import { useMemo } from "preact/hooks";
import { parseAnsi } from "./ansi.ts";
import { LongText } from "./long-text.tsx";

/** What a program wrote to one of its streams. */
export function StreamOutput({
  name,
  text,
}: {
  readonly name: "stdout" | "stderr";
  readonly text: string;
}) {
  return (
    <LongText
      text={text}
      render={(part) => (
        <pre class="output output-text" data-stream={name}>
          <AnsiText text={part} />
        </pre>
      )}
    />
  );
}

/** Text with its terminal colours. */
export function AnsiText({ text }: { readonly text: string }) {
  const pieces = useMemo(() => parseAnsi(text), [text]);
  return (
    <>
      {pieces.map((piece, index) =>
        piece.className ? (
          <span key={index} class={piece.className}>
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}

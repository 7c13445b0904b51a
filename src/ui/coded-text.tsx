/** A sentence in which `backticks` set code apart, as Markdown has it. */
export function CodedText({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/`([^`\n]+)`/).map((part, index) =>
        index % 2 === 1 ? (
          <code key={index} class="coded">
            {part}
          </code>
        ) : (
          part
        ),
      )}
    </>
  );
}

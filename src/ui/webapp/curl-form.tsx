import { useEffect, useRef, useState } from "preact/hooks";
import { importCurl } from "../../webapp/curl.ts";
import { useWebApp } from "./web-app-context.ts";

/** A place to paste a curl command, as browsers' tools and API documents have them. */
export function CurlForm({ onClose }: { readonly onClose: () => void }) {
  const { tool } = useWebApp().app;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const [problem, setProblem] = useState("");
  const [command, setCommand] = useState("");
  const read = () => {
    const imported = importCurl(command);
    if (imported.kind === "refused") return setProblem(imported.message);
    tool.write(imported.request, null, imported.notes.join(" ") || null);
    onClose();
  };
  return (
    <form
      class="curl-form"
      onSubmit={(event) => {
        event.preventDefault();
        read();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <label htmlFor="curl-command">curl command</label>
      <textarea
        id="curl-command"
        class="field"
        rows={5}
        spellcheck={false}
        placeholder={"curl http://localhost:8000/items -d name=tea"}
        aria-describedby={problem ? "curl-problem" : undefined}
        ref={field}
        value={command}
        onInput={({ currentTarget }) => {
          setCommand(currentTarget.value);
          setProblem("");
        }}
      />
      {problem && (
        <p class="request-problem" id="curl-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="request-row">
        <button type="submit" class="button primary">
          Import
        </button>
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}

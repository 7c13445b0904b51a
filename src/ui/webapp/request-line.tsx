import { useEffect, useRef, useState } from "preact/hooks";
import { importCurl, looksLikeCurl } from "../../webapp/curl.ts";
import { Icon } from "../icon.tsx";
import { useWebApp } from "./web-app-context.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;
const OTHER = "other";

/** Method, address and Send. A curl command that is pasted as the address fills the whole request. */
export function RequestLine({ onProblem }: { readonly onProblem: (sentence: string) => void }) {
  const { tool } = useWebApp().app;
  const { url } = tool.draft.value;
  const isSending = tool.state.value.kind === "sending";
  const set = (change: { readonly method?: string; readonly url?: string }) => {
    tool.draft.value = { ...tool.draft.peek(), ...change };
  };
  return (
    <form
      class="request-line"
      onSubmit={(event) => {
        event.preventDefault();
        void tool.send();
      }}
    >
      <Method onChange={(method) => set({ method })} />
      <input
        class="field request-url"
        aria-label="Address"
        placeholder="/items"
        inputMode="url"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        value={url}
        onInput={({ currentTarget }) => set({ url: currentTarget.value })}
        onPaste={(event) => {
          const text = event.clipboardData?.getData("text/plain") ?? "";
          if (!looksLikeCurl(text)) return;
          event.preventDefault();
          const read = importCurl(text);
          if (read.kind === "refused") onProblem(read.message);
          else tool.write(read.request, null, read.notes.join(" ") || null);
        }}
      />
      {isSending ? (
        // With keys, for one button that became the other in mid-click would submit the form.
        <button key="cancel" type="button" class="button" onClick={() => tool.cancel()}>
          <Icon name="stop" />
          Cancel
        </button>
      ) : (
        <button key="send" type="submit" class="button primary" title="Ctrl+Enter">
          Send
        </button>
      )}
    </form>
  );
}

/** A choice of methods; any other can be typed. */
function Method({ onChange }: { readonly onChange: (method: string) => void }) {
  const { tool } = useWebApp().app;
  const { method } = tool.draft.value;
  const [typing, setTyping] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (typing) field.current?.focus();
  }, [typing]);
  const known = METHODS.some((name) => name === method);
  if (typing || !known) {
    return (
      <input
        class="field request-method"
        aria-label="Method"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        value={method}
        ref={field}
        onInput={({ currentTarget }) => onChange(currentTarget.value.toUpperCase())}
        onBlur={() => {
          setTyping(false);
          if (tool.draft.peek().method.trim() === "") onChange("GET");
        }}
      />
    );
  }
  return (
    <select
      class="field request-method"
      aria-label="Method"
      value={method}
      onChange={({ currentTarget }) => {
        if (currentTarget.value !== OTHER) return onChange(currentTarget.value);
        setTyping(true);
        onChange("");
      }}
    >
      {METHODS.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
      <option value={OTHER}>Other…</option>
    </select>
  );
}

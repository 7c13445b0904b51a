import { useState } from "preact/hooks";
import { messageOf } from "../../runtime/errors.ts";
import { IconButton } from "../icon-button.tsx";
import { PaneIconButton } from "./pane-icon.tsx";
import { useWebApp } from "./web-app-context.ts";

/** Back, forward, reload, the address, and whose cookies go along. */
export function AddressBar({
  phoneWidth,
  onPhoneWidth,
}: {
  readonly phoneWidth: boolean;
  readonly onPhoneWidth: (on: boolean) => void;
}) {
  const { app, preview } = useWebApp();
  const state = preview.state.value;
  const isBlank = state.kind === "blank";
  return (
    <div class="address-bar" role="toolbar" aria-label="Preview">
      <PaneIconButton
        icon="back"
        name="Back"
        disabled={!preview.canGoBack.value}
        onClick={() => preview.back()}
      />
      <PaneIconButton
        icon="forward"
        name="Forward"
        disabled={!preview.canGoForward.value}
        onClick={() => preview.forward()}
      />
      {state.kind === "loading" ? (
        <IconButton icon="close" name="Stop loading" onClick={() => preview.stop()} />
      ) : (
        <PaneIconButton
          icon="reload"
          name="Reload"
          disabled={isBlank}
          onClick={() => preview.reload()}
        />
      )}
      <AddressField />
      <select
        class="pane-select"
        aria-label="Client"
        title="Whose cookies go with the requests"
        value={app.clients.active.value}
        onChange={({ currentTarget }) => {
          app.clients.active.value = currentTarget.value;
        }}
      >
        {app.clients.names.value.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <span class="phone-width">
        <PaneIconButton
          icon="phone"
          name="Phone width"
          pressed={phoneWidth}
          onClick={() => onPhoneWidth(!phoneWidth)}
        />
      </span>
    </div>
  );
}

/** The address as the learner knows it. Enter opens what was typed, Escape takes it back. */
function AddressField() {
  const { app, preview } = useWebApp();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState("");
  const forget = () => {
    setDraft(null);
    setProblem("");
  };
  const open = (typed: string) => {
    try {
      preview.navigate(addressOf(typed));
      forget();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <span class="address">
      <input
        class="address-field"
        type="text"
        inputMode="url"
        aria-label="Address"
        aria-describedby={problem ? "address-problem" : undefined}
        aria-invalid={problem !== ""}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={`${app.status.origin.value}/`}
        value={draft ?? preview.location.value}
        title={preview.title.value || undefined}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onBlur={forget}
        onInput={({ currentTarget }) => {
          setDraft(currentTarget.value);
          setProblem("");
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") open(event.currentTarget.value);
          else if (event.key === "Escape" && draft !== null) forget();
          else return;
          event.preventDefault();
        }}
      />
      {problem && (
        <span class="address-problem" id="address-problem" role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}

/** What was typed as an address: "localhost:8000/a" lacks only its scheme, "a" is a path. */
function addressOf(typed: string): string {
  const text = typed.trim();
  if (text === "") return "/";
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text) || text.startsWith("/")) return text;
  if (/^(localhost|[\w-]+(\.[\w-]+)+)(:\d+)?(\/|$)/i.test(text)) return `http://${text}`;
  return `/${text}`;
}

import { useEffect, useState } from "preact/hooks";
import "../../theme/webapp-client.css";
import "../../theme/webapp-panels.css";
import { messageOf } from "../../runtime/errors.ts";
import { Icon } from "../icon.tsx";
import { ClientSection } from "./client-section.tsx";
import { PaneIcon } from "./pane-icon.tsx";
import { useWebApp } from "./web-app-context.ts";

/** The named clients with their cookies. */
export function ClientsTab() {
  const { clients } = useWebApp().app;
  const names = clients.names.value;
  const isEmpty = names.every((name) => (clients.jars.value[name] ?? []).length === 0);
  useEffect(() => void clients.refresh(), []);
  return (
    <div class="clients-tab">
      {isEmpty && (
        <div class="panel-empty">
          <PaneIcon name="cookie" />
          <p>
            Each client is a browser of its own: what your app sets as a cookie for one, the others
            do not have.
          </p>
          <p class="dim">
            Log in to your app in the preview, or send a request; its cookies show here, and what is
            in a session too.
          </p>
        </div>
      )}
      {names.map((name) => (
        <ClientSection key={name} name={name} />
      ))}
      <AddClient />
    </div>
  );
}

function AddClient() {
  const { clients } = useWebApp().app;
  const [name, setName] = useState("");
  const [problem, setProblem] = useState("");
  return (
    <form
      class="client-add"
      onSubmit={(event) => {
        event.preventDefault();
        try {
          clients.active.value = clients.add(name);
          setName("");
        } catch (error) {
          setProblem(messageOf(error));
        }
      }}
    >
      <input
        class="field"
        aria-label="Name of a new client"
        placeholder="Carol"
        maxLength={40}
        autocomplete="off"
        aria-describedby={problem ? "client-problem" : undefined}
        value={name}
        onInput={({ currentTarget }) => {
          setName(currentTarget.value);
          setProblem("");
        }}
      />
      <button type="submit" class="button">
        <Icon name="plus" />
        Add client
      </button>
      {problem && (
        <p class="request-problem" id="client-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

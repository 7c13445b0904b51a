import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import "../../theme/webapp-client.css";
import type { Cell } from "../../notebook/model.ts";
import { DEFAULT_CLIENT } from "../../shared/http-send.ts";
import { parseHttpText } from "../../shared/http-text.ts";
import { copyOfText } from "../../webapp/copy-request.ts";
import { Icon } from "../icon.tsx";
import { IconButton } from "../icon-button.tsx";
import { useServices, type WebAppServices } from "../services.ts";
import { CopyAs } from "../webapp/copy-as.tsx";
import { calmRun } from "./calm.ts";
import { Elapsed } from "./elapsed.tsx";
import { useNotebookScene } from "./notebook-scene.ts";
import { StopButton } from "./stop-button.tsx";

/** The line below a request: how it went, as whom it goes, and what can be done with it. */
export function HttpBar({
  cell,
  tools,
}: {
  readonly cell: Cell;
  /** What any cell of this kind offers. */
  readonly tools: ComponentChildren;
}) {
  const { notebook } = useNotebookScene();
  const { pane, webApp, workspace } = useServices();
  const services = useLoadedWebApp();
  const client = cell.client ?? DEFAULT_CLIENT;
  const openInTool = async () => {
    const { app } = await webApp();
    app.tool.write(parseHttpText(cell.source.peek()), client);
    pane.open("request");
  };
  return (
    <>
      <Facts cell={cell} />
      <span class="grow" />
      {cell.own ? (
        <select
          class="http-client"
          aria-label="Client"
          title="Whose cookies go with the request"
          value={client}
          onChange={({ currentTarget }) => notebook.setClient(cell.id, currentTarget.value)}
        >
          {namesOf(services, client).map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      ) : (
        <span class="chip" title="Whose cookies go with the request">
          as {client}
        </span>
      )}
      {tools}
      <span class="bar-tools">
        <CopyAs
          request={() =>
            copyOfText(
              parseHttpText(cell.source.peek()),
              client,
              workspace.appOrigin.peek() ?? undefined,
            )
          }
        />
        <IconButton icon="pencil" name="Open in Request tab" onClick={() => void openInTool()} />
      </span>
      <SendButton cell={cell} />
    </>
  );
}

function SendButton({ cell }: { readonly cell: Cell }) {
  const { notebook } = useNotebookScene();
  if (calmRun(cell).state.value.kind !== "idle") return <StopButton cell={cell} />;
  return (
    <button type="button" class="button" onClick={() => void notebook.run(cell.id)}>
      Send
    </button>
  );
}

function Facts({ cell }: { readonly cell: Cell }) {
  const state = calmRun(cell).state.value;
  const last = cell.lastRun.value;
  if (state.kind === "queued") return <span class="bar-mark">Queued</span>;
  if (state.kind === "running") {
    return (
      <span class="bar-mark">
        <Elapsed since={state.since} />
      </span>
    );
  }
  if (!last) return null;
  return (
    <>
      {last.status === "failed" && <span class="bar-mark bad">No answer</span>}
      {last.status === "interrupted" && <span class="bar-mark warn">Stopped</span>}
      {!cell.outputsLive.value && <span class="bar-mark">From an earlier start of Python</span>}
      {cell.stale.value && cell.outputsLive.value && (
        <span class="bar-mark warn" title="The request, or a cell above, changed after it was sent">
          <Icon name="clock" />
          Stale
        </span>
      )}
    </>
  );
}

/** The learner's app, once its code is there. */
function useLoadedWebApp(): WebAppServices | null {
  const { webApp } = useServices();
  const [services, setServices] = useState<WebAppServices | null>(null);
  useEffect(() => {
    let here = true;
    webApp().then(
      (loaded) => here && setServices(loaded),
      // Without it there are the usual names; the pane says what is wrong.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, []);
  return services;
}

function namesOf(services: WebAppServices | null, client: string): readonly string[] {
  const known = services?.app.clients.names.value ?? [DEFAULT_CLIENT, "Bob"];
  return known.includes(client) ? known : [...known, client];
}

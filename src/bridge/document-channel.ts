import type { DocumentCommand, DocumentEvent } from "../shared/document-wire.ts";
import type { AskerMessage, GatewayMessage, WithoutId } from "../shared/http.ts";

/** An exchange with the app that a document began. */
export interface DocumentExchange {
  say(message: WithoutId<AskerMessage>): void;
}

type Command<Type> = Extract<DocumentCommand, { readonly type: Type }>;

/** The document's end of the port to the preview's page. */
export class DocumentChannel {
  readonly #port: MessagePort;
  #next = 1;
  #listeners = new Map<number, (message: GatewayMessage) => void>();
  /** Told the cookies that scripts see. */
  onCookies: (command: Command<"cookies">) => void = () => undefined;
  /** Told where the reader went within the document. */
  onPopState: (command: Command<"popstate">) => void = () => undefined;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = (message: MessageEvent<DocumentCommand>) => this.#hear(message.data);
  }

  tell(event: DocumentEvent): void {
    this.#port.postMessage(event);
  }

  /** Begins an exchange; `listener` hears the gateway until it ends. */
  ask(
    first: WithoutId<AskerMessage>,
    listener: (message: GatewayMessage) => void,
  ): DocumentExchange {
    const id = this.#next++;
    this.#listeners.set(id, listener);
    const say = (message: WithoutId<AskerMessage>): void => {
      this.tell({ type: "ask", message: { ...message, id } });
      if (message.type === "leave") this.#listeners.delete(id);
    };
    say(first);
    return { say };
  }

  /** Carries the one exchange of another port, in which both sides call it `id`. */
  join(port: MessagePort): void {
    let exchange: DocumentExchange | null = null;
    port.onmessage = ({ data }: MessageEvent<AskerMessage>) => {
      const { id, ...message } = data;
      if (exchange !== null) exchange.say(message);
      else {
        exchange = this.ask(message, (heard) => port.postMessage([{ ...heard, id }]));
      }
    };
  }

  #hear(command: DocumentCommand): void {
    switch (command.type) {
      case "cookies":
        this.onCookies(command);
        break;
      case "popstate":
        this.onPopState(command);
        break;
      case "answer": {
        const { message } = command;
        const listener = this.#listeners.get(message.id);
        const { type } = message;
        if (type === "end" || type === "failed" || type === "closed") {
          this.#listeners.delete(message.id);
        }
        listener?.(message);
      }
    }
  }
}

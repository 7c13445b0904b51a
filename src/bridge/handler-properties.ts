/** The function of an `on…` property, called with the target as `this`. */
type Handler = (event: Event) => unknown;

const handlers = new WeakMap<EventTarget, Map<string, Handler | null>>();

/**
 * Gives a class of event targets the properties `on…` for these types: what is put there keeps its
 * place among the listeners (https://html.spec.whatwg.org/#event-handler-attributes).
 */
export function addHandlerProperties(prototype: EventTarget, types: readonly string[]): void {
  for (const type of types) {
    Object.defineProperty(prototype, `on${type}`, {
      configurable: true,
      enumerable: true,
      get(this: EventTarget) {
        return handlers.get(this)?.get(type) ?? null;
      },
      set(this: EventTarget, handler: unknown) {
        const own = handlers.get(this) ?? new Map<string, Handler | null>();
        handlers.set(this, own);
        if (!own.has(type)) {
          this.addEventListener(type, (event) => own.get(type)?.call(this, event));
        }
        own.set(type, typeof handler === "function" ? (handler as Handler) : null);
      },
    });
  }
}

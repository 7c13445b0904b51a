/** Characters that one area keeps, as browsers do. */
const QUOTA = 5_000_000;

/**
 * `localStorage` or `sessionStorage` (https://html.spec.whatwg.org/#webstorage), which a document of
 * an opaque origin has not got. It lives as long as the preview; `onChange` gets its content.
 */
export function createStorage(
  stored: Readonly<Record<string, string>>,
  onChange: (texts: Readonly<Record<string, string>>) => void,
): Storage {
  const texts = new Map(Object.entries(stored));
  const tell = (): void => onChange(Object.fromEntries(texts));
  const methods = {
    get length() {
      return texts.size;
    },
    key: (index: number) => [...texts.keys()][index] ?? null,
    getItem: (key: string) => texts.get(String(key)) ?? null,
    setItem(key: string, value: string) {
      let size = String(key).length + String(value).length;
      for (const [name, text] of texts) if (name !== String(key)) size += name.length + text.length;
      if (size > QUOTA) throw new DOMException("The storage is full.", "QuotaExceededError");
      texts.set(String(key), String(value));
      tell();
    },
    removeItem(key: string) {
      if (texts.delete(String(key))) tell();
    },
    clear() {
      texts.clear();
      tell();
    },
  };
  // Keys are properties, too: `localStorage.theme = "dark"`.
  return new Proxy(methods as unknown as Storage, {
    get: (target, key, receiver): unknown => {
      if (typeof key === "symbol" || key in target) return Reflect.get(target, key, receiver);
      return texts.get(key);
    },
    set: (target, key, value) => {
      if (typeof key === "symbol" || key in target) return Reflect.set(target, key, value);
      methods.setItem(key, value as string);
      return true;
    },
    has: (target, key) => key in target || (typeof key === "string" && texts.has(key)),
    deleteProperty: (_target, key) => {
      if (typeof key === "string") methods.removeItem(key);
      return true;
    },
    ownKeys: () => [...texts.keys()],
    getOwnPropertyDescriptor: (_target, key) => {
      const value = typeof key === "string" ? texts.get(key) : undefined;
      if (value === undefined) return undefined;
      return { value, writable: true, enumerable: true, configurable: true };
    },
  });
}

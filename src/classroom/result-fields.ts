import { asRecord } from "../shared/json-fields.ts";
import { RESULT_CAPS } from "./result-file.ts";

/** A field is not what it should be; the message is a sentence for the teacher. */
export class Misfit extends Error {
  override readonly name = "Misfit";

  /** `place` is the field as one would write it: "exercises[2].tries". */
  constructor(place: string, wanted: string, found: unknown) {
    super(
      `"${place}" in it should be ${wanted}, and is ${described(found)}. It was probably changed by hand: ask for the file as Routebook exported it.`,
    );
  }
}

/** Readers for the fields of one object in a file; each throws {@link Misfit} where they do not fit. */
export interface Fields {
  /** A text of at most so many characters. */
  text(name: string, limit?: number): string;
  /** The same, or null. */
  textOrNull(name: string, limit?: number): string | null;
  /** A whole number from 0. */
  count(name: string): number;
  flag(name: string): boolean;
  /** An ISO 8601 time with its zone. */
  time(name: string): string;
  timeOrNull(name: string): string | null;
  /** One of these texts. */
  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice;
  object(name: string): Fields;
  /** True where the object has the field. */
  has(name: string): boolean;
  /** A list of texts of at most so many characters each. */
  texts(name: string): readonly string[];
  /** A list of objects, each read by itself. */
  list<Item>(name: string, read: (fields: Fields) => Item): readonly Item[];
  /** The place of a field, for a sentence of the caller's. */
  place(name: string): string;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** The fields of a value of the file that stands at this place ("" for the file itself). */
export function fieldsOf(value: unknown, at: string): Fields {
  const record = asRecord(value);
  if (record === null) throw new Misfit(at, "an object", value);
  const place = (name: string): string => (at === "" ? name : `${at}.${name}`);
  // What an object inherits ("__proto__", "constructor") is no field of the file.
  const get = (name: string): unknown => (Object.hasOwn(record, name) ? record[name] : undefined);

  function text(name: string, limit: number = RESULT_CAPS.id): string {
    const found = get(name);
    if (typeof found === "string" && found.length <= limit) return found;
    const wanted = Number.isFinite(limit) ? `a text of at most ${limit} characters` : "a text";
    throw new Misfit(place(name), wanted, found);
  }

  function time(name: string): string {
    const found = get(name);
    if (typeof found === "string" && TIME.test(found) && !Number.isNaN(Date.parse(found))) {
      return found;
    }
    throw new Misfit(place(name), 'a time such as "2026-11-23T09:30:00.000Z"', found);
  }

  function listed(name: string): readonly unknown[] {
    const found = get(name);
    if (!Array.isArray(found)) throw new Misfit(place(name), "a list", found);
    if (found.length <= RESULT_CAPS.list) return found;
    const wanted = `a list of at most ${RESULT_CAPS.list} entries`;
    throw new Misfit(place(name), wanted, `a list of ${found.length}`);
  }

  return {
    text,
    textOrNull: (name, limit) => (get(name) === null ? null : text(name, limit)),
    count(name) {
      const found = get(name);
      if (Number.isSafeInteger(found) && (found as number) >= 0) {
        if ((found as number) <= RESULT_CAPS.count) return found as number;
      }
      throw new Misfit(place(name), `a whole number from 0 to ${RESULT_CAPS.count}`, found);
    },
    flag(name) {
      const found = get(name);
      if (typeof found === "boolean") return found;
      throw new Misfit(place(name), "true or false", found);
    },
    time,
    timeOrNull: (name) => (get(name) === null ? null : time(name)),
    oneOf(name, choices) {
      const found = get(name);
      const choice = choices.find((one) => one === found);
      if (choice !== undefined) return choice;
      throw new Misfit(place(name), `one of ${choices.join(", ")}`, found);
    },
    has: (name) => get(name) !== undefined,
    texts(name) {
      return listed(name).map((item, index) => {
        if (typeof item === "string" && item.length <= RESULT_CAPS.id) return item;
        const wanted = `a text of at most ${RESULT_CAPS.id} characters`;
        throw new Misfit(`${place(name)}[${index}]`, wanted, item);
      });
    },
    object: (name) => fieldsOf(get(name), place(name)),
    list: (name, read) =>
      listed(name).map((item, index) => read(fieldsOf(item, `${place(name)}[${index}]`))),
    place,
  };
}

/** A value in a few words; a long or deep one is not written out. */
function described(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}

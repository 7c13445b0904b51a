/** Gives out cell ids that are valid and unique in one notebook (nbformat 4.5). */
export interface NbformatIds {
  /** The wanted id where it is valid and still free, else one made of it. */
  take(wanted: string | null): string;
}

/** https://github.com/jupyter/nbformat, nbformat.v4.5.schema.json, "cell_id". */
const VALID = /^[a-zA-Z0-9-_]{1,64}$/;

/** Ids for one notebook; nothing is taken yet. */
export function createNbformatIds(): NbformatIds {
  const taken = new Set<string>();
  let made = 0;
  return {
    take(wanted) {
      let id = wanted !== null && VALID.test(wanted) ? wanted : null;
      while (id === null || taken.has(id)) id = `routebook-${++made}`;
      taken.add(id);
      return id;
    },
  };
}

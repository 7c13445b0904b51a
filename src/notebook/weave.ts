/** Where a learner's own cell stands among the lesson's items. */
export interface Placement {
  /** Key of the own cell. */
  readonly key: string;
  /** Key of the lesson item it stands after; null at the top. */
  readonly after: string | null;
  /** The lesson cell at or above that item; the second anchor, should the first be gone. */
  readonly afterCell: string | null;
}

interface Keyed {
  readonly key: string;
}

/**
 * The lesson's items with the own ones put in their places, which keep their order. An own item
 * whose anchors are both gone goes to the end: nothing is ever lost because a lesson changed.
 */
export function weave<Item extends Keyed>(
  lesson: readonly Item[],
  own: readonly (Placement & { readonly item: Item })[],
): readonly Item[] {
  const keys = new Set(lesson.map(({ key }) => key));
  const last = lesson.at(-1)?.key ?? null;
  const groups = new Map<string | null, Item[]>();
  for (const { item, after, afterCell } of own) {
    const anchor = [after, afterCell].find((key) => key !== null && keys.has(key));
    const place = anchor ?? (after === null ? null : last);
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [item]);
    else group.push(item);
  }
  return [
    ...(groups.get(null) ?? []),
    ...lesson.flatMap((item) => [item, ...(groups.get(item.key) ?? [])]),
  ];
}

/** The inverse of {@link weave}: where the own items of a list stand. */
export function placements<Item extends Keyed>(
  items: readonly Item[],
  isOwn: (item: Item) => boolean,
  isCell: (item: Item) => boolean,
): readonly Placement[] {
  const places: Placement[] = [];
  let after: string | null = null;
  let afterCell: string | null = null;
  for (const item of items) {
    if (isOwn(item)) {
      places.push({ key: item.key, after, afterCell });
    } else {
      after = item.key;
      if (isCell(item)) afterCell = item.key;
    }
  }
  return places;
}

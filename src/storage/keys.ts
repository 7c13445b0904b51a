/** Keys of the store. Records of notebooks have a prefix that tells their kind. */
export const SETTINGS_KEY = "meta:settings";
export const CURRENT_SCRATCH_KEY = "meta:scratch";
export const MIGRATED_KEY = "meta:migrated";

const LESSON_PREFIX = "lesson:";
const SCRATCH_PREFIX = "scratch:";
const SHARED_PREFIX = "shared:";

/** The key of a lesson's record; `path` is "flask-routing/01-first-route". */
export function lessonKey(path: string): string {
  return `${LESSON_PREFIX}${path}`;
}

/** The key of a scratch notebook's record. */
export function scratchKey(id: string): string {
  return `${SCRATCH_PREFIX}${id}`;
}

/** The key of the record of a lesson that came by a link, by the fingerprint of what the link holds. */
export function sharedKey(fingerprint: string): string {
  return `${SHARED_PREFIX}${fingerprint}`;
}

/** The id of a scratch notebook's record; null for any other key. */
export function scratchId(key: string): string | null {
  return key.startsWith(SCRATCH_PREFIX) ? key.slice(SCRATCH_PREFIX.length) : null;
}

/** True for the key of a notebook's record. */
export function isRecordKey(key: string): boolean {
  return [LESSON_PREFIX, SCRATCH_PREFIX, SHARED_PREFIX].some((prefix) => key.startsWith(prefix));
}

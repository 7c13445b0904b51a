import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take minutes; Vitest takes a large file for a long one, where it knows no better. */
const LONG: readonly RegExp[] = [/\/image-lessons\.test\.ts$/, /\/offline-faults\.test\.ts$/];

/** Begins with what takes longest, so that no worker waits at the end for the other. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((name) => name.test(moduleId));
      return place < 0 ? LONG.length : place;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

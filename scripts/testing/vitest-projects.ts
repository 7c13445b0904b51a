import { availableParallelism } from "node:os";
import type { TestProjectConfiguration } from "vitest/config";

/** Milliseconds; Pyodide boots and builds in these suites, so the limits are wide. */
const MINUTE = 60_000;

/** A state is waited for as long as a machine with much else to do may need; Vitest's own is 1 s. */
const EXPECT = { requireAssertions: true, poll: { timeout: MINUTE } } as const;

/**
 * Test files that run at a time where each boots much. While one waits for its page or its server,
 * another computes; more than two on two cores slow each other.
 */
const WORKERS = Math.max(2, Math.floor(availableParallelism() / 2));

/**
 * The three kinds of test that Vitest runs, for `test.projects` in vite.config.ts. The folder tells
 * what a test costs: unit (milliseconds), contract (boots what it tests), browser (the built app).
 */
export const vitestProjects: TestProjectConfiguration[] = [
  {
    extends: true,
    test: {
      name: "unit",
      include: ["tests/unit/**/*.test.{ts,tsx}"],
      environment: "node",
      // Vitest's own number is one less than there are cores, which is one on two.
      maxWorkers: Math.max(WORKERS, availableParallelism() - 1),
      // Some try thousands of made-up texts, on whatever machine.
      testTimeout: MINUTE,
      expect: EXPECT,
    },
  },
  {
    extends: true,
    test: {
      name: "contract",
      include: ["tests/contract/**/*.test.ts"],
      environment: "node",
      // A Pyodide each, with some 300 MB.
      maxWorkers: WORKERS,
      testTimeout: 10 * MINUTE,
      hookTimeout: 10 * MINUTE,
      expect: EXPECT,
    },
  },
  {
    // The app under test is the built one: none of the app's own plugins take part.
    test: {
      name: "browser",
      include: ["tests/browser/**/*.test.ts"],
      environment: "node",
      maxWorkers: WORKERS,
      testTimeout: 4 * MINUTE,
      hookTimeout: 2 * MINUTE,
      expect: EXPECT,
    },
  },
];

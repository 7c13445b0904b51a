import type { Remote } from "comlink";
import type { ReporterPage } from "../../src/classroom/progress-reporter.ts";
import type { LearnerRecord } from "../../src/classroom/learner-record.ts";
import type { KernelHandle } from "../../src/classroom/recheck-kernel.ts";
import type { ResultFile } from "../../src/classroom/result-file.ts";
import type { DroppedFile } from "../../src/classroom/submission.ts";
import type { KernelClient } from "../../src/runtime/kernel-client.ts";
import type { GridHandle, GridQuery, GridRows } from "../../src/shared/grid.ts";
import type {
  AppCandidate,
  AskerMessage,
  GatewayMessage,
  JarEdit,
  Jars,
} from "../../src/shared/http.ts";
import type {
  CheckRequest,
  CheckResult,
  KernelEvent,
  KernelFile,
  KernelInfo,
  KernelService,
  RunRequest,
  RunResult,
  StartOptions,
} from "../../src/shared/kernel.ts";
import type { Catalogue, Lesson, LessonModule } from "../../src/shared/lesson.ts";
import type { PackIndex } from "../../src/shared/packs.ts";
import type { PythonFailure } from "../../src/shared/python-failure.ts";
import type { NotebookRecord } from "../../src/storage/schema.ts";
import type { Assert, HasAny, HasFunction, Refuse, Same } from "./assert-type.ts";

// The tools themselves: what they find, and what they let pass.
export type FindsAny = Assert<HasAny<{ a: readonly { b: any }[] }>>;
export type FindsAnyInParameters = Assert<HasAny<(a: { b: any }) => void>>;
export type FindsAnyInResults = Assert<HasAny<() => Promise<any>>>;
export type FindsFunctions = Assert<HasFunction<{ a: readonly { b: () => void }[] }>>;
export type LetsDataPass = Refuse<HasFunction<{ a: readonly { b: Uint8Array | null }[] }>>;

// No contract says `any`.
export type Service = Refuse<HasAny<KernelService>>;
export type Client = Refuse<HasAny<KernelClient>>;
export type RemoteService = Refuse<HasAny<Remote<KernelService>>>;
export type Lessons = Refuse<HasAny<Lesson | LessonModule | Catalogue>>;
export type Packs = Refuse<HasAny<PackIndex>>;
export type Failures = Refuse<HasAny<PythonFailure>>;

export type Results = Refuse<HasAny<ResultFile>>;

// The class knows neither store nor kernel, but takes theirs as they are.
type Fits<Given, Wanted> = Given extends Wanted ? true : false;
export type RecordFits = Assert<Fits<NotebookRecord, LearnerRecord>>;
export type KernelFits = Assert<Fits<KernelClient, KernelHandle>>;
export type PageFits = Assert<Fits<Window, ReporterPage>>;
export type FileFits = Assert<Fits<File, DroppedFile>>;

// What crosses the wall between threads is data.
export type Wire =
  | StartOptions
  | KernelInfo
  | RunRequest
  | RunResult
  | CheckRequest
  | CheckResult
  | KernelEvent
  | KernelFile
  | GridQuery
  | GridRows
  | GridHandle
  | AskerMessage
  | GatewayMessage
  | Jars
  | JarEdit
  | AppCandidate;
export type WireIsData = Refuse<HasFunction<Wire>>;

// The client offers every call of the service, with the same first parameter and the same result;
// all but `ping`, by which it finds out itself whether the worker answers, `watchSign`, by which it
// makes Stop reach it, `serveHttp`, which connects what it sends requests through, and the two
// with which it sees to the memory image for the next kernel.
export type NothingForgotten = Assert<
  Same<
    Exclude<keyof KernelService, keyof KernelClient>,
    "ping" | "watchSign" | "serveHttp" | "storeImage" | "giveImage"
  >
>;

type Passed = "run" | "check" | "grid" | "gridCsv" | "writeFiles" | "answer" | "loadPackages";
type First<F> = F extends (first: infer A, ...rest: never) => unknown ? A : never;
type Result<F> = F extends (...args: never) => infer R ? R : never;
export type FindsParameters = Assert<Same<First<KernelService["run"]>, RunRequest>>;
export type FindsResults = Assert<Same<Result<KernelService["run"]>, Promise<RunResult>>>;
export type SameParameters = Assert<
  Same<{ [K in Passed]: First<KernelClient[K]> }, { [K in Passed]: First<KernelService[K]> }>
>;
export type SameResults = Assert<
  Same<{ [K in Passed]: Result<KernelClient[K]> }, { [K in Passed]: Result<KernelService[K]> }>
>;

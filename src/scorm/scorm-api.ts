/**
 * The object named `API` that a learning-management system puts into a window around the lesson
 * (SCORM 1.2 Run-Time Environment, section 3.3). All values are texts; "true" and "false" tell
 * whether a call went well, and `LMSGetLastError` why not ("0": no error).
 */
export interface ScormApi {
  LMSInitialize(parameter: ""): string;
  LMSFinish(parameter: ""): string;
  LMSGetValue(element: string): string;
  LMSSetValue(element: string, value: string): string;
  LMSCommit(parameter: ""): string;
  LMSGetLastError(): string;
  LMSGetErrorString(code: string): string;
  LMSGetDiagnostic(code: string): string;
}

import type { PlannedOperation } from './planner.js';
import type { Program } from './program.js';

/*
 * The memory of an operation, in bytes, estimated in proportion to the lengths of its texts. The factors were measured
 * and rounded up, so that a cache holds less than its limit rather than more.
 */
const BYTES_PER_DOCUMENT_CHARACTER = 60;
const BYTES_PER_PLAN_CHARACTER = 10;
const BYTES_PER_PROGRAM_CHARACTER = 60;
const BYTES_PER_STEP = 4_000;

/** @param length of the client's document, printed */
export function weighSource(length: number): number {
  return length * BYTES_PER_DOCUMENT_CHARACTER;
}

/** A program holds its plan, a parsed text for each of its fetches, and the shape of the answer. */
export function weighProgram({ steps }: Program, planned: PlannedOperation | null, length: number): number {
  let characters = length;
  for (const { plan } of steps) characters += plan.fetch.operation.length;
  const planLength = planned === null ? 0 : JSON.stringify(planned.plan).length;
  return (
    planLength * BYTES_PER_PLAN_CHARACTER +
    characters * BYTES_PER_PROGRAM_CHARACTER +
    steps.length * BYTES_PER_STEP
  );
}

import type { StopSignal } from '../context.js';
import type { OperationParts } from '../execution/operation.js';
import type { PlannedOperation } from '../execution/planner.js';

/** The schemas of a supergraph, as SDL, and the labels of its progressive overrides. */
export interface SupergraphDescription {
  /** The schema that clients see. */
  readonly apiSdl: string;
  /** The schema with inaccessible elements, and with the fields that stand for required fields with arguments. */
  readonly supergraphSdl: string;
  readonly overrideLabels: readonly string[];
}

/** An operation to be planned. */
export interface PlanRequest {
  /** Without conditions, valid against the API schema. */
  readonly operation: OperationParts;
  /** Which progressive overrides apply, by label. Absent labels do not. */
  readonly overrides: ReadonlyMap<string, boolean>;
}

/** The client that a plan is for. */
export interface PlanClient {
  /** The network address, the unit of fairness. */
  readonly address?: string | undefined;
  /** Aborted when no request waits for the plan any more. */
  readonly signal: StopSignal;
}

/** Plans the operations of one supergraph. */
export interface Planner {
  readonly description: SupergraphDescription;
  /**
   * @throws Refusal when too many operations wait to be planned, and for an operation that is too complex
   * @throws StoppedWaiting when the client's signal is aborted
   */
  plan(request: PlanRequest, client: PlanClient): Promise<PlannedOperation>;
  /** Operations that are not planned yet then fail. */
  close(): Promise<void>;
}

/**
 * Loads a supergraph for planning.
 *
 * @param supergraphSdl without authorization directives, which Apollo's gateway refuses
 * @throws StartError when it cannot be loaded
 */
export type OpenPlanner = (supergraphSdl: string) => Promise<Planner>;

import type { Answer, Body } from '../control/operations.js'

export type ClockReading = Answer<'getClock'>
export type PagesReading = Answer<'listPages'>
export type FaultReading = Answer<'getFault'>
export type Counts = Answer<'journalCounts'>
export type RecordedRequests = Answer<'findRequests'>
export type ExplainedRequest = Answer<'explainRequest'>
export type Expectation = Body<'verify'>
export type Verification = Answer<'verify'>
export type Wait = Answer<'awaitRequests'>
export type SnapshotReading = Answer<'saveSnapshot'>
export type Difference = Answer<'diffStates'>['differences'][number]
export type TruthReading = Answer<'truth'>
export type WorldReading = Answer<'getWorld'>

/** A job that was made: times as ISO 8601. */
export type CreatedJob = Answer<'createJob'>

/** The runs that were made, oldest first. */
export type CreatedSeries = Answer<'createSeries'>

/** An exported snapshot: to be kept as JSON and imported again, into this twin or another. */
export type ExportedSnapshot = Readonly<Record<string, unknown>>

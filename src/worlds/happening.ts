/** The clock was set or moved: by the control plane, not by going on. */
interface ClockHappening {
  readonly type: 'clock'
  readonly what: 'set' | 'advanced' | 'progress'
  readonly mode: 'real' | 'offset' | 'frozen'
}

/** What became of a fault rule. `matched` and `fired`: how often, by now. */
interface FaultHappening {
  readonly type: 'fault'
  readonly what: 'added' | 'struck' | 'used up' | 'removed'
  readonly fault: string
  readonly matched: number
  readonly fired: number
}

/** What became of the world itself. `from`: the world that it was forked from; null: none. */
interface WorldHappening {
  readonly type: 'world'
  readonly what: 'made' | 'reset' | 'deleted' | 'evicted'
  readonly from: string | null
}

interface SnapshotHappening {
  readonly type: 'snapshot'
  readonly what: 'saved' | 'restored' | 'deleted'
  readonly snapshot: string
}

/** Quotas are others now. */
interface QuotaHappening { readonly type: 'quota' }

/** What is done to a world, beside what happens in it. */
export type Happening = ClockHappening | FaultHappening | WorldHappening | SnapshotHappening | QuotaHappening

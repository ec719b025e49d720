/** Places in an app's code where something goes wrong, from which every app gets its own. */
export const signatureTypes = ['HANGS', 'DISK_WRITES', 'LAUNCHES'] as const
export type SignatureType = typeof signatureTypes[number]

/** What an app's code does at such a place, which says what its call stack looks like below it. */
export type Leaf = 'decode' | 'layout' | 'query' | 'parse' | 'read' | 'wait' | 'write' | 'commit' | 'spill'

/** A place in an app's code. `leaf`: what it does there. */
export interface Culprit {
  readonly symbol: string
  /** Bytes into the symbol's code. */
  readonly offset: number
  readonly file: string
  readonly line: number
  readonly leaf: Leaf
}

export const culprits: Record<SignatureType, readonly Culprit[]> = {
  HANGS: [
    { symbol: 'ThumbnailCache.decode(_:)', offset: 148, file: 'ThumbnailCache.swift', line: 88, leaf: 'decode' },
    { symbol: 'CatalogModel.applyChanges(_:)', offset: 276, file: 'CatalogModel.swift', line: 214, leaf: 'layout' },
    { symbol: '-[OrderStore fetchOrdersSynchronously]', offset: 412, file: 'OrderStore.m', line: 371, leaf: 'query' },
    { symbol: 'FeedParser.parse(_:)', offset: 620, file: 'FeedParser.swift', line: 57, leaf: 'parse' },
    { symbol: 'closure #1 in SessionStore.restore()', offset: 92, file: 'SessionStore.swift', line: 129, leaf: 'read' },
    { symbol: '-[MapOverlayView drawRect:]', offset: 1004, file: 'MapOverlayView.m', line: 640, leaf: 'decode' }
  ],
  DISK_WRITES: [
    { symbol: '-[SearchIndex rebuildWithItems:]', offset: 23, file: 'SearchIndex.m', line: 1369, leaf: 'spill' },
    { symbol: 'ThumbnailCache.store(_:forKey:)', offset: 316, file: 'ThumbnailCache.swift', line: 142, leaf: 'write' },
    { symbol: '-[EventLog appendEvent:]', offset: 100, file: 'EventLog.m', line: 73, leaf: 'write' },
    { symbol: 'OfflineStore.save()', offset: 204, file: 'OfflineStore.swift', line: 391, leaf: 'commit' }
  ],
  LAUNCHES: [
    { symbol: 'FeatureFlags.loadDefaults()', offset: 132, file: 'FeatureFlags.swift', line: 41, leaf: 'read' },
    { symbol: '-[AnalyticsClient start]', offset: 176, file: 'AnalyticsClient.m', line: 95, leaf: 'wait' },
    { symbol: 'static Theme.registerFonts()', offset: 240, file: 'Theme.swift', line: 33, leaf: 'decode' },
    { symbol: 'OfflineStore.migrate()', offset: 388, file: 'OfflineStore.swift', line: 208, leaf: 'query' }
  ]
}

/** What is read of App Store Connect: of its documents, what the page shows. */
export interface Apps {
  readonly data: ReadonlyArray<{ readonly id: string, readonly attributes: { name: string, bundleId: string } }>
}

export interface Versions {
  readonly data: ReadonlyArray<{
    readonly attributes: { readonly versionString: string }
    readonly relationships: { readonly build: { readonly data?: { readonly id: string } | null } }
  }>
}

export interface Signature {
  readonly id: string
  readonly attributes: {
    readonly diagnosticType: string
    readonly signature: string
    /** Its share, from 0 to 1. */
    readonly weight: number
    readonly insight?: {
      readonly direction: string
      readonly referenceVersions: ReadonlyArray<{ readonly version: string, readonly value: number }>
    }
  }
}

export interface Signatures { readonly data: readonly Signature[] }

/** Which build each version was released with. */
export const buildsOf = ({ data }: Versions): ReadonlyMap<string, string> =>
  new Map(data.flatMap(({ attributes: { versionString }, relationships: { build } }) => {
    const id = build.data?.id
    return id === undefined ? [] : [[versionString, id] as const]
  }))

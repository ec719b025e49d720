import type { DocumentName } from '../../vendors.js'

/** What stands for parameters of paths, by name: a variable, or a word that always fits. */
const byName: Readonly<Record<DocumentName, Readonly<Record<string, string>>>> = {
  sauce: {
    username: '{{username}}',
    job_id: '{{jobId}}',
    source: 'vdc',
    build_id: '{{buildId}}',
    build: '{{buildName}}',
    id: '{{buildId}}',
    file_name: 'log.json',
    archive: 'sc-4.9.2-linux.tar.gz',
    loader_id: '{{loaderId}}',
    user_id: '{{userId}}',
    team_id: '{{teamId}}',
    uuid: '{{serviceAccountId}}',
    tunnel_id: '{{tunnelId}}',
    kind: 'all',
    file_id: '{{fileId}}',
    group_id: '{{groupId}}'
  },
  'app-store-connect': {},
  control: { seq: '1', document: 'sauce' }
}

/** What stands for `{id}` and `{name}`, by the segment before it. */
const bySegment: Readonly<Record<string, string>> = {
  apps: '{{appId}}',
  builds: '{{appBuildId}}',
  preReleaseVersions: '{{preReleaseVersionId}}',
  appStoreVersions: '{{appStoreVersionId}}',
  diagnosticSignatures: '{{diagnosticSignatureId}}',
  series: '{{jobId}}',
  worlds: '{{worldName}}',
  snapshots: '{{snapshotName}}',
  pages: 'newsletter',
  faults: '{{faultId}}',
  webhooks: '{{webhookId}}',
  collections: 'postman.json'
}

/** A path template with its parameters filled. @throws Error for a parameter that nobody has a value for */
export function filledPath (document: DocumentName, template: string): string {
  const segments = template.split('/')
  return segments.map((segment, index) => segment.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = byName[document][name] ?? bySegment[segments[index - 1] ?? '']
    if (value === undefined) throw new Error(`no value for {${name}} of ${template}: put one into path-values.ts`)
    return value
  })).join('/')
}

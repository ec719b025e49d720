const names = 'https?\\.(?:proxyHost|proxyPort)|http\\.nonProxyHosts|javax\\.net\\.ssl\\.trustStore\\w*'

/** What of a JVM's options says where a proxy is, and whom it trusts; in quotes where its value has blanks. */
const ours = new RegExp(`"-D(?:${names})=[^"]*"|-D(?:${names})=(?:"[^"]*"|\\S)+`, 'g')

/** A JVM parts its options at blanks, and takes quotes off. */
const quoted = (option: string): string => /\s/.test(option) ? `"${option}"` : option

/** An entry of NO_PROXY as Java has it: with an asterisk where something stands before. */
const asJava = (entry: string): string => entry.startsWith('.') ? `*${entry}` : entry

interface JavaSettings {
  readonly proxy: URL
  /** What NO_PROXY says, with commas. */
  readonly exceptions: string
  /** A file: JKS, password `changeit`. */
  readonly trustStore: string
}

/**
 * JAVA_TOOL_OPTIONS: Java reads no other variable. What it said before stays, but for the same settings. Java sends no
 * user name to a proxy unless a program says how.
 */
export function javaOptions (before: string | undefined, { proxy, exceptions, trustStore }: JavaSettings): string {
  const { hostname, port } = proxy
  const host = hostname.replace(/^\[|\]$/g, '')
  const options = [
    ...['https', 'http'].flatMap((scheme) => [`-D${scheme}.proxyHost=${host}`, `-D${scheme}.proxyPort=${port}`]),
    `-Dhttp.nonProxyHosts=${[...new Set(exceptions.split(',').map(asJava))].join('|')}`,
    `-Djavax.net.ssl.trustStore=${trustStore}`,
    '-Djavax.net.ssl.trustStorePassword=changeit'
  ]
  const kept = (before ?? '').replace(ours, '').replace(/\s+/g, ' ').trim()
  return [...(kept === '' ? [] : [kept]), ...options.map(quoted)].join(' ')
}

import { environmentOf } from '../client/environment.js'
import { choose, jsonLine, senderOf } from './ask.js'
import { urlOf } from './client-options.js'
import type { CommandRun } from './terminal.js'

type Variables = Readonly<Record<string, string>>
type Entry = readonly [name: string, value: string]

/** Which variables a vendor's clients read; perftwin's own are for all. */
const belongs: Readonly<Record<string, RegExp>> = {
  all: /^/,
  sauce: /^(?:PERFTWIN|SAUCE)_/,
  asc: /^(?:PERFTWIN|APP_STORE_CONNECT)_/
}

/** How clients are pointed there that read no variable for it. */
const hints = (url: string): Readonly<Record<string, readonly string[]>> => ({
  sauce: [
    'curl -u "$SAUCE_USERNAME:$SAUCE_ACCESS_KEY" "$PERFTWIN_URL/rest/v1/$SAUCE_USERNAME/jobs?limit=2"',
    `new SauceLabs({ host: '${url}' })  reads the other two itself`
  ],
  asc: [
    'curl -H "Authorization: Bearer any" "$APP_STORE_CONNECT_URL/v1/apps"',
    'With --auth strict the token is a JWT of a key that the world has (perftwin keys create)',
    `App Store Connect clients take '${url}' as their baseUrl or urlBase`
  ]
})

const singleQuoted = (text: string): string => `'${text.replaceAll('\'', '\'\\\'\'')}'`
const fishQuoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

/** Who reads such a file undoes quotes in one way or another, `docker run --env-file` not at all: none without need. */
function dotenvQuoted (text: string): string {
  if (/^[\w.:/@%+,-]*$/.test(text)) return text
  return text.includes('\'') ? JSON.stringify(text) : `'${text}'`
}

/** GitHub's files of variables take a value of several lines between two lines that it does not have. */
function forGithub ([name, value]: Entry): string {
  return value.includes('\n') ? `${name}<<end-of-${name}\n${value}\nend-of-${name}` : `${name}=${value}`
}

const formats: Readonly<Record<string, (entry: Entry) => string>> = {
  shell: ([name, value]) => `export ${name}=${singleQuoted(value)}`,
  fish: ([name, value]) => `set -gx ${name} ${fishQuoted(value)}`,
  dotenv: ([name, value]) => `${name}=${dotenvQuoted(value)}`,
  github: forGithub
}

/** Comments stand last: a shell that reads all as one line (`eval $(perftwin env)`) loses nothing. */
function inWords (variables: Variables, format: string, told: readonly string[]): string {
  const line = choose('format', format, formats)
  const comments = format === 'github' ? [] : told.map((hint) => `# ${hint}`)
  return [...Object.entries(variables).map(line), ...comments].map((each) => `${each}\n`).join('')
}

/** Prints what a shell or a CI file needs to point clients at a running twin: what `exec` gives to its command. */
export const env: CommandRun = async (invocation, terminal) => {
  const { rest: [vendor = 'all'], client, own: { format = 'shell' }, json } = invocation
  const isTheirs = choose('vendor', vendor, belongs)
  const { accounts: [account] } = await senderOf(invocation, terminal)<'info'>('GET', 'info')
  const url = urlOf(client, terminal.env) + (client.in === undefined ? '' : `/w/${encodeURIComponent(client.in)}`)
  const all = Object.entries(environmentOf(url, account, client.controlToken))
  const variables = Object.fromEntries(all.filter(([name]) => isTheirs.test(name)))
  const { [vendor]: told = Object.values(hints(url)).flat() } = hints(url)
  terminal.out(json ? jsonLine(variables) : inWords(variables, String(format), told))
  return 0
}

import { environmentOf } from '../client/environment.js'
import { Invalid } from '../kernel/errors.js'
import { choose, jsonLine, senderOf } from './ask.js'
import { urlOf } from './client-options.js'
import type { CommandRun } from './terminal.js'
import { variableLines } from './variable-lines.js'

/** Which variables a vendor's clients read; perftwin's own are for all. `edge` has more, of another kind. */
const belongs: Readonly<Record<string, RegExp>> = {
  all: /^/,
  sauce: /^(?:PERFTWIN|SAUCE)_/,
  asc: /^(?:PERFTWIN|APP_STORE_CONNECT)_/,
  edge: /^/
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

/**
 * Prints what a shell or a CI file needs to point clients at a running twin: what `exec` gives to its command, and with
 * the word `edge` what `exec --edge` does.
 */
export const env: CommandRun = async (invocation, terminal) => {
  const { rest: [vendor = 'all'], client, own: { format = 'shell', noProxy }, json } = invocation
  const isTheirs = choose('vendor', vendor, belongs)
  if (noProxy !== undefined && vendor !== 'edge') throw new Invalid('--no-proxy goes with edge')
  const { accounts: [account] } = await senderOf(invocation, terminal)<'info'>('GET', 'info')
  const url = urlOf(client, terminal.env) + (client.in === undefined ? '' : `/w/${encodeURIComponent(client.in)}`)
  const all = Object.entries(environmentOf(url, account, client.controlToken))
  const variables = Object.fromEntries(all.filter(([name]) => isTheirs.test(name)))
  const edge = vendor === 'edge' ? await (await import('./edge/shell.js')).shellEdge(invocation, terminal) : undefined
  const { [vendor]: told = edge?.told ?? Object.values(hints(url)).flat() } = hints(url)
  const printed = { ...variables, ...edge?.variables }
  terminal.out(json ? jsonLine(printed) : variableLines(printed, String(format), told))
  return 0
}

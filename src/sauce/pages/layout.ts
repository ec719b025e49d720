import { createHash } from 'node:crypto'
import { html, Markup } from './markup.js'

const style = `
:root { color-scheme: light dark; --line: #d0d5dd; --quiet: #475467; --good: #067647; --bad: #b42318; --link: #175cd3 }
@media (prefers-color-scheme: dark) {
  :root { --line: #344054; --quiet: #98a2b3; --good: #75e0a7; --bad: #fda29b; --link: #84caff }
}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere }
h2 { font-size: 1.15rem; margin-top: 2rem }
a { color: var(--link) }
.quiet, footer { color: var(--quiet) }
.passed, .success { color: var(--good) }
.failed, .error { color: var(--bad) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; margin: 0 }
dt { color: var(--quiet) }
dd { margin: 0; overflow-wrap: anywhere }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { text-align: right; padding: .3rem .75rem; border-bottom: 1px solid var(--line); white-space: nowrap }
th:first-child, td:first-child { text-align: left; padding-left: 0 }
td:first-child { white-space: normal; overflow-wrap: anywhere; min-width: 12rem }
ul.files { columns: 16rem; padding-left: 1.2rem }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; font-size: .9rem }
`

const styleHash = createHash('sha256').update(style).digest('base64')

/** A page loads nothing and runs nothing: its one style is known by its hash. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  // The address may have a token in it, which opens the job.
  'referrer-policy': 'no-referrer',
  'cache-control': 'private, no-cache'
}

/** A whole page. */
export function pageOf (title: string, content: Markup): string {
  const styled = new Markup(`<style>${style}</style>`)
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Sauce Labs, as perftwin emulates it</title>
${styled}
</head>
<body>
<main>
${content}
</main>
<footer>This is perftwin's page, not Sauce Labs': it shows what the emulated API knows.</footer>
</body>
</html>
`.text
}

/** Fonts for which text waits, unseen. */
import { defineAudit } from '../audit.js'
import { column, table } from '../tables.js'

/** Browsers wait no longer, ms. */
const patience = 3000

/** Text may wait where the style sheet says that it shall. */
export const fontDisplay = defineAudit({
  id: 'font-display',
  title: 'All text remains visible during webfont loads',
  failureTitle: 'Ensure text remains visible during webfont load',
  description: 'Leverage the font-display CSS feature to ensure text is user-visible while webfonts are loading. ' +
    '[Learn more](https://web.dev/font-display/).',
  needs: 'devtoolsLogs',
  mode: 'binary'
}, ({ timeline: { requests }, content }) => {
  const fonts = content.fontDisplay === 'auto' ? requests.filter(({ type }) => type === 'Font') : []
  const items = fonts.map(({ url, start, end }) => ({ url, wastedMs: Math.min(end - start, patience) }))
  return {
    score: items.length === 0 ? 1 : 0,
    details: table([column('url', 'url', 'URL'), column('wastedMs', 'ms', 'Potential Savings')], items),
    warnings: []
  }
})

import { addresses } from './addresses.js'
import { collections } from './collections.js'
import { core } from './core.js'
import { documents } from './documents.js'
import { elements } from './elements.js'
import { entry } from './entry.js'
import { events } from './events.js'
import { extras } from './extras.js'
import { htmlElements } from './html-elements.js'
import { htmlTables } from './html-tables.js'
import { makers } from './makers.js'
import { nodes } from './nodes.js'
import { styles } from './styles.js'
import { time } from './time.js'
import { values } from './values.js'
import { windows } from './windows.js'

/**
 * The program that makes a page's window: an expression, a function that takes the host's and answers its questions.
 */
export const facadeSource = (): string => `(host) => {
'use strict'
const core = (${String(core)})(host)
const events = (${String(events)})(core)
const failed = events.reports.failed = (error) => {
  const said = error instanceof Error ? error.name + ': ' + error.message : String(error)
  core.call('console', 'error', 'Uncaught ' + said)
}
const collections = (${String(collections)})(core)
const tree = (${String(nodes)})(core, events, collections)
const styles = (${String(styles)})(core)
const elements = (${String(elements)})(core, events, collections, tree)
const tables = ${JSON.stringify(htmlTables)}
const html = (${String(htmlElements)})(core, events, collections, tree, elements, styles, tables)
const docs = (${String(documents)})(core, events, collections, tree, html)
const addresses = (${String(addresses)})(core)
const beside = (${String(extras)})(core, events)
const windows = (${String(windows)})(core, events, tree, elements, html, styles, addresses, beside)
;(${String(makers)})(core, tree, elements, html, docs)
const time = (${String(time)})(core, failed)
const values = (${String(values)})(core, collections, elements, tree, docs, windows)
return (${String(entry)})(core, events, collections, tree, elements, html, docs, windows, time, addresses, values,
  failed)
}`

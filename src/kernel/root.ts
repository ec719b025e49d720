import { existsSync } from 'node:fs'

/** The folder of the package, wherever this module ends up below it: src/, dist/, or a bundle. */
export const packageRoot: URL = (() => {
  for (let folder = new URL('./', import.meta.url); ; folder = new URL('../', folder)) {
    if (existsSync(new URL('package.json', folder)) || folder.pathname === '/') return folder
  }
})()

import { actionCommands } from './actions.js'
import type { Perform } from './command.js'
import { cookieCommands } from './cookies.js'
import { elementClick } from './element-click.js'
import { keyCommands } from './element-keys.js'
import { findingCommands } from './finding.js'
import type { BrowserCommand } from './names.js'
import { navigationCommands } from './navigation.js'
import { pictureCommands } from './pictures.js'
import { promptCommands } from './prompts.js'
import { readingCommands } from './reading.js'
import { timeoutCommands } from './timeouts.js'
import { windowCommands } from './windows.js'

export const commands: Readonly<Record<BrowserCommand, Perform>> = {
  ...timeoutCommands,
  ...navigationCommands,
  ...windowCommands,
  ...findingCommands,
  ...readingCommands,
  elementClick,
  ...keyCommands,
  ...cookieCommands,
  ...actionCommands,
  ...promptCommands,
  ...pictureCommands
}

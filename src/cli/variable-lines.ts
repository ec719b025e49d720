import { choose } from './ask.js'

type Entry = readonly [name: string, value: string]

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

/**
 * Variables as a shell, a file or a CI system takes them. Comments stand last: a shell that reads all as one line
 * (`eval $(perftwin env)`) loses nothing.
 */
export function variableLines (
  variables: Readonly<Record<string, string>>, format: string, told: readonly string[]
): string {
  const line = choose('format', format, formats)
  const comments = format === 'github' ? [] : told.map((hint) => `# ${hint}`)
  return [...Object.entries(variables).map(line), ...comments].map((each) => `${each}\n`).join('')
}

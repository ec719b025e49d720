/** How a program asks for what the page shows. */
interface Asked { readonly root: string, readonly username: string, readonly accessKey: string }

/** A word of a shell's command line. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** `path` begins without a slash; `root` ends in one. */
export const asCurl = ({ root, username, accessKey }: Asked, path: string): string =>
  `curl -u ${quoted(`${username}:${accessKey}`)} ${quoted(root + path)}`

/** With node-saucelabs, which takes the address of the twin without the slash at its end. */
export function asSdkCall ({ root, username, accessKey }: Asked, owner: string, job: string): string {
  const text = (value: string): string => JSON.stringify(value)
  const host = root.replace(/\/$/, '')
  return [
    'import SauceLabs from \'saucelabs\'',
    '',
    `const api = new SauceLabs.default({ user: ${text(username)}, key: ${text(accessKey)}, host: ${text(host)} })`,
    `console.log(await api.getJob(${text(owner)}, ${text(job)}))`,
    ''
  ].join('\n')
}

// Joins the compiled modules into few files: reading two hundred of them costs more than running them (decisions/0002).
// What is imported on demand stays apart, and packages stay packages.
import ts from 'typescript'

const compilerOptions = { target: 'es2023', module: 'esnext', removeComments: true }

/** Every start reads all that is joined: without the comments it is ready sooner. */
const withoutComments = {
  name: 'without-comments',
  renderChunk: (code) => ts.transpileModule(code, { compilerOptions }).outputText
}

// `--configFrom`: where the compiled modules are. The tests' copy makes the same bundle, with the comments: there, making it fast counts.
export default ({ configFrom }) => {
  const from = configFrom ?? 'dist'
  return {
    input: { cli: `${from}/cli.js`, index: `${from}/index.js` },
    plugins: configFrom === undefined ? [withoutComments] : [],
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    output: { dir: 'dist/bundle', format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    onLog: (level, log, handler) => { if (level !== 'info') handler(level, log) }
  }
}

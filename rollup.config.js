// Joins the compiled modules into few files: reading two hundred of them costs more than running them (decisions/0002).
// What is imported on demand stays apart, and packages stay packages.
// `--configFrom`: where they are; the tests' compiled copy makes the same bundle.
export default ({ configFrom = 'dist' }) => ({
  input: { cli: `${configFrom}/cli.js`, index: `${configFrom}/index.js` },
  external: (id) => !id.startsWith('.') && !id.startsWith('/'),
  output: { dir: 'dist/bundle', format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
  onLog: (level, log, handler) => { if (level !== 'info') handler(level, log) }
})
